import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { promisify } from "node:util";
import { expect, test, vi } from "vitest";
import { renderForgotten, renderKept } from "../../src/cli/render/forget.ts";
import { spansOf, textOf, type Line } from "../../src/cli/output/line.ts";
import { ROOT } from "../../scripts/check/run-tool.ts";
import { findText } from "../journeys/support/find-text.ts";
import { startGitHub } from "./journey-world.ts";
import { missingKeyring, startKeyring } from "./keyring.ts";
import { eventsOf, makeTerminal } from "./terminal.ts";

// Each command is a process of its own, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const textsOf = (lines: readonly Line[]): string[] =>
  lines.map((line) => spansOf(line).map(textOf).join("").trimEnd());

test("forget says what there is, removes it only when told to, and then leaves nothing", async ({
  onTestFinished,
}) => {
  const terminal = makeTerminal(onTestFinished);
  const synced = await terminal.run(["sync", "--sample", "--repos", "harbor-web"]);
  expect(synced.stderr).not.toContain("usage/");
  const looked = await terminal.run(["forget", "--json"]);
  expect(eventsOf(looked.stdout)).toMatchObject([{ event: "kept", dataDirectory: terminal.dataDirectory }]);
  expect(findText(terminal.dataDirectory, "harborlight", [])).not.toEqual([]);

  const forgotten = await terminal.run(["forget", "--yes", "--json"]);
  expect(forgotten).toMatchObject({ exitCode: 0, stderr: "" });
  expect(eventsOf(forgotten.stdout)).toMatchObject([
    {
      event: "forgotten",
      entries: expect.arrayContaining([{ name: "onramp.db", bytes: expect.any(Number) }]),
      left: [],
    },
  ]);
  expect(readdirSync(terminal.dataDirectory)).toEqual([]);

  // The next command finds a first start.
  const again = await terminal.run(["forget", "--json"]);
  expect(eventsOf(again.stdout)).toMatchObject([{ event: "kept", tokens: [] }]);
});

const withoutKeyring = missingKeyring();

test("forget takes the token out of a real keychain, and says whose it was", async ({
  onTestFinished,
  skip,
}) => {
  skip(withoutKeyring !== null, withoutKeyring ?? "");
  const terminal = makeTerminal(onTestFinished);
  const github = await startGitHub(onTestFinished);
  const environment = await startKeyring(onTestFinished);
  const login = ["login", "--api-url", github.apiUrl, "--with-token"];
  expect(await terminal.run(login, { environment, input: github.token })).toMatchObject({ exitCode: 0 });
  expect(await storedTokens(environment)).toEqual([github.token]);

  const { exitCode, stdout } = await terminal.run(["forget", "--yes", "--json"], { environment });
  expect(exitCode).toBe(0);
  expect(eventsOf(stdout)).toMatchObject([{ event: "forgotten", tokens: [expect.stringContaining(" on ")] }]);
  expect(await storedTokens(environment)).toEqual([]);
  expect(readdirSync(terminal.dataDirectory)).toEqual([]);
});

/** What the keychain holds under Onramp's name, asked for by another process. */
async function storedTokens(environment: Record<string, string>): Promise<string[]> {
  const ask = `import keytar from "keytar"; console.log(JSON.stringify(await keytar.findCredentials("Onramp")))`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", ask], {
    cwd: ROOT,
    env: { PATH: process.env["PATH"], ...environment },
  });
  return (JSON.parse(stdout) as { password: string }[]).map(({ password }) => password);
}

const kept = {
  dataDirectory: "/data",
  tokens: ["mona on github.com"],
  entries: [
    { name: "logs", bytes: 900 },
    { name: "onramp.db", bytes: 12_340_000 },
  ],
};

test("for a person, sizes stand beside names, and tokens beneath", () => {
  expect(textsOf(renderKept(kept))).toEqual([
    "Kept in /data:",
    "              Size",
    "logs          1 kB",
    "onramp.db  12.3 MB",
    "together   12.3 MB",
    "  the token of mona on github.com",
    "",
    'Nothing was removed. "onramp forget --yes" removes all of it.',
  ]);
});

test("what could not be removed is not said to be", () => {
  const left = [{ name: "logs", reason: "EPERM" }];
  const lines = textsOf(renderForgotten({ ...kept, left }));
  expect(lines).toContain("Not removed: logs (EPERM)");
  expect(lines.filter((line) => line.startsWith("logs"))).toEqual([]);
});
