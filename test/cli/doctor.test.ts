import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { startSampleServer } from "../../src/sample/sample-server.ts";
import { eventsOf, makeTerminal } from "./terminal.ts";

const checkOf = (stdout: string, name: string) =>
  eventsOf(stdout).find(({ event, check }) => event === "check" && check === name);

test("the doctor finds all well on a synced organization, and ends with 0", { timeout: 90_000 }, async () => {
  const server = await startSampleServer({ limits: "published", world: { pullRequests: 100 } });
  onTestFinished(() => server.close());
  const terminal = makeTerminal(onTestFinished);
  const token = { token: server.token };
  const options = ["--org", server.organization, "--api-url", server.apiUrl];
  await terminal.run(["sync", ...options, "--repos", "tide-service"], token);
  const bundle = join(terminal.dataDirectory, "bundle.txt");
  const { exitCode, stdout } = await terminal.run(["doctor", "--json", "--save", bundle], token);
  expect(checkOf(stdout, "github")).toMatchObject({ kind: "well", state: "good" });
  expect(checkOf(stdout, "clock")).toMatchObject({ kind: "well" });
  // Where ONRAMP_TOKEN is given, an absent keychain is no fault.
  expect(checkOf(stdout, "keychain")).toMatchObject({ kind: "unneeded", state: "caution" });
  expect(exitCode).toBe(0);
  expect(eventsOf(stdout).at(-1)).toEqual({ event: "saved", file: bundle });
  const text = readFileSync(bundle, "utf8");
  expect(text).toContain("===== log.jsonl =====");
  expect(text).not.toContain(server.token);
  expect(text).not.toContain(server.organization);

  const logged = await terminal.run(
    ["logs", "--json", "--repo", "harborlight/tide-service", "--run", "1"],
    token,
  );
  const entries = eventsOf(logged.stdout);
  expect(entries.length).toBeGreaterThan(2);
  expect(new Set(entries.map(({ repositoryId }) => repositoryId)).size).toBe(1);
  const none = await terminal.run(["logs", "--code", "no/such-code"], token);
  expect(none.exitCode).toBe(64);
});

test(
  "the doctor says which runtime would be used and why, before anything else",
  { timeout: 60_000 },
  async () => {
    const terminal = makeTerminal(onTestFinished);
    const { exitCode, stdout } = await terminal.run(["doctor", "--json"], {
      environment: { HTTPS_PROXY: "http://127.0.0.1:1", DISPLAY: "" },
    });
    const [runtime] = eventsOf(stdout);
    expect(runtime).toMatchObject({ event: "runtime", terminal: `Node ${process.versions.node}` });
    if (process.platform === "linux")
      expect(runtime).toMatchObject({ text: expect.stringContaining("no display") });
    expect(checkOf(stdout, "proxy")).toMatchObject({ state: "bad" });
    expect(exitCode).toBe(1);
  },
);

test("the doctor knows a checkout in a folder with a space in its name", { timeout: 60_000 }, async () => {
  const terminal = makeTerminal(onTestFinished);
  const checkout = join(terminal.home, "my projects");
  for (const name of ["src", "stand-in", "package.json"])
    cpSync(resolve(name), join(checkout, name), { recursive: true });
  symlinkSync(resolve("node_modules"), join(checkout, "node_modules"), "junction");
  const { stdout } = await terminal.run(["doctor", "--json"], {
    entry: join(checkout, "src", "cli", "onramp.ts"),
    environment: { HTTPS_PROXY: "http://127.0.0.1:1" },
  });
  expect(eventsOf(stdout)[0]).toMatchObject({ event: "runtime", text: expect.stringContaining("would") });
});

test(
  "a data directory that is refused is a finding, and the rest is looked at all the same",
  { timeout: 60_000 },
  async () => {
    const terminal = makeTerminal(onTestFinished);
    mkdirSync(terminal.dataDirectory);
    const foreign = new Database(join(terminal.dataDirectory, "onramp.db"));
    foreign.exec("CREATE TABLE other (id INTEGER)");
    foreign.close();
    const { exitCode, stdout, stderr } = await terminal.run(["doctor"], {
      environment: { HTTPS_PROXY: "http://127.0.0.1:1" },
    });
    expect(stdout).toMatch(
      /FAILED Database {2}The file onramp\.db in the data directory was not made by Onramp/,
    );
    expect(stdout).toMatch(/ok {5}Worker threads/);
    expect(stderr).toBe("");
    expect(exitCode).toBe(1);
  },
);
