import { expect, test } from "vitest";
import { parseCommandLine } from "../../src/cli/command-line.ts";
import { COMMANDS } from "../../src/cli/command-table.ts";
import { parseOptions } from "../../src/cli/options.ts";
import { readTarget, CONNECTION_OPTIONS } from "../../src/cli/connection-options.ts";
import { sync } from "../../src/cli/commands/sync.ts";
import { readList, readMinutes } from "../../src/cli/read-values.ts";

/** A token in GitHub's form, typed where it does not belong. */
const TOKEN = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

const parse = (line: string) => parseCommandLine(line === "" ? [] : line.split(" "), COMMANDS);

/** What is wrong with a command line, or null. */
function complaintAbout(line: string): string | null {
  const parsed = parse(line);
  return parsed.ok ? null : `${parsed.failure.code}: ${parsed.failure.detail}`;
}

test("nothing, --help and -h ask for the list of commands; after a command, for its own help", () => {
  for (const line of ["", "--help", "-h"]) {
    expect(parse(line)).toEqual({ ok: true, value: { kind: "help", command: null } });
  }
  expect(parse("sync --org acme --help")).toEqual({ ok: true, value: { kind: "help", command: sync } });
  expect(parse("--version")).toEqual({ ok: true, value: { kind: "version" } });
});

test("the data directory is understood by every command", () => {
  const needed: Record<string, string> = {
    sync: "--sample",
    repos: "--sample",
    export: "--out d --format csv",
  };
  for (const { name } of COMMANDS) {
    const parsed = parse(`${name} --data-dir /tmp/d ${needed[name] ?? ""}`.trimEnd());
    expect(parsed).toMatchObject({ ok: true, value: { kind: "run", dataDirectory: "/tmp/d" } });
  }
});

test.for([
  ["snyc", 'usage/unknown-command: "snyc": Did you mean "onramp sync"?'],
  ["frobnicate", /^usage\/unknown-command: "frobnicate": The commands are login, repos, sync/],
  ["--json sync", "usage/bad-option: The command comes first, then its options."],
  ["sync", "usage/bad-option: Say which organization with --org NAME, or try --sample."],
  ["sync --orgg acme", "usage/bad-option: There is no option --orgg. Did you mean --org?"],
  ["sync --org", "usage/bad-option: --org needs a value: --org NAME."],
  ["sync --org --json", "usage/bad-option: --org needs a value: --org NAME."],
  ["sync --org=", "usage/bad-option: --org needs a value: --org NAME."],
  ["sync --sample=yes", "usage/bad-option: --sample takes no value."],
  ["sync --sample --org acme", /--sample stands alone/],
  ["sync --org acme --host a --api-url https://b", /leave one out/],
  ["sync --org acme --api-url b", /needs an http or https address/],
  ["sync --org acme --repos a --all", "usage/bad-option: Give either --repos or --all."],
  ["sync --org acme --repos a,,b", /empty name/],
  ["sync --org acme --wait soon", /number of minutes/],
  ["logs --level loud", "usage/bad-option: --level is one of debug, info, warn, error."],
  ["logs --limit 0", /whole number from 1 to 1000/],
  ["status acme", /takes options only/],
] as const)("%s is refused with what to do about it", ([line, complaint]) => {
  const said = complaintAbout(line);
  if (typeof complaint === "string") expect(said).toBe(complaint);
  else expect(said).toMatch(complaint);
});

test.for([TOKEN, `login ${TOKEN}`, `login --token ${TOKEN}`, `login --token=${TOKEN}`, `login --${TOKEN}`])(
  "a token in the wrong place is not repeated: %s",
  (line) => {
    expect(complaintAbout(line)).not.toBeNull();
    expect(complaintAbout(line)).not.toContain(TOKEN);
  },
);

test("options read as they were typed, the last one winning", () => {
  const parsed = parseOptions(["--org", "a", "--org=b", "--sample"], CONNECTION_OPTIONS);
  expect(parsed).toEqual({ ok: true, value: { org: "b", host: null, "api-url": null, sample: true } });
});

test("the address of an API takes the host's place", () => {
  const values = { org: "acme", host: null, "api-url": "http://127.0.0.1:9/api/v3", sample: false };
  expect(readTarget(values)).toEqual({
    ok: true,
    value: { kind: "organization", login: "acme", host: null, apiUrl: "http://127.0.0.1:9/api/v3" },
  });
});

test("lists lose their spaces, minutes may be fractions", () => {
  expect(readList("repos", " a, acme/b ")).toEqual({ ok: true, value: ["a", "acme/b"] });
  expect(readMinutes("wait", "0.5", 10)).toEqual({ ok: true, value: 30_000 });
  expect(readMinutes("wait", null, 10)).toEqual({ ok: true, value: 600_000 });
  expect(readMinutes("wait", "-1", 10)).toMatchObject({ ok: false });
});
