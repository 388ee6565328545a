import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { orgOptions, startGitHub } from "./journey-world.ts";
import { eventsOf, makeTerminal, type Ended } from "./terminal.ts";

/** A clear sentence on standard error, one line of JSON on standard output, the exit code, and no stack trace. */
function expectFailure(ended: Ended, exitCode: number, code: string): void {
  expect(ended.stdout + ended.stderr).not.toMatch(/^\s+at .+:\d+/m);
  expect(ended.stderr).toContain(`(${code})`);
  expect(ended.stderr).toContain("→ ");
  expect(eventsOf(ended.stdout)).toMatchObject([{ event: "failed", code, action: expect.any(String) }]);
  expect(ended.exitCode).toBe(exitCode);
}

describe.concurrent("bad input gets a clear sentence and its exit code", { timeout: 150_000 }, () => {
  test("an unknown command: 64", async ({ onTestFinished }) => {
    const terminal = makeTerminal(onTestFinished);
    expectFailure(await terminal.run(["frobnicate", "--json"]), 64, "usage/unknown-command");
  });

  test("a wrong option: 64", async ({ onTestFinished }) => {
    const terminal = makeTerminal(onTestFinished);
    expectFailure(await terminal.run(["sync", "--json", "--org"]), 64, "usage/bad-option");
  });

  test("no token at all: 3", async ({ onTestFinished }) => {
    const terminal = makeTerminal(onTestFinished);
    const ended = await terminal.run(["sync", "--org", "acme", "--json"]);
    expectFailure(ended, 3, "auth/token-missing");
  });

  test("a token with a line break: 3, before anything is asked of GitHub", async ({ onTestFinished }) => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    const token = `${github.token}\nX-Evil: 1`;
    const syncing = await terminal.run(["sync", ...orgOptions(github), "--json"], { token });
    expectFailure(syncing, 3, "auth/token-malformed");
    const loginArgs = ["login", "--with-token", "--api-url", github.apiUrl, "--json"];
    expectFailure(await terminal.run(loginArgs, { input: `${token}\n` }), 3, "auth/token-malformed");
    expect(await github.control({ type: "stats" })).toMatchObject({ stats: { requests: 0 } });
  });

  test("a token that GitHub refuses: 3", async ({ onTestFinished }) => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    const token = "ghp_thisIsNotTheRightOne00000000000000000";
    const ended = await terminal.run(["sync", ...orgOptions(github), "--json"], { token });
    expectFailure(ended, 3, "auth/token-rejected");
  });

  test("an organization that does not exist: 1", async ({ onTestFinished }) => {
    const terminal = makeTerminal(onTestFinished);
    const { apiUrl, token } = await startGitHub(onTestFinished);
    for (const command of ["sync", "repos"]) {
      const args = [command, "--api-url", apiUrl, "--org", "no-such-org", "--json"];
      expectFailure(await terminal.run(args, { token }), 1, "github/organization-not-found");
    }
  });

  test("a repository that does not exist: 1, and nothing is begun", async ({ onTestFinished }) => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    const args = ["sync", ...orgOptions(github), "--repos", "no-such-repository", "--json"];
    expectFailure(await terminal.run(args, { token: github.token }), 1, "github/not-found");
  });

  test("a host where nothing answers: 4, at once when it never did", async ({ onTestFinished }) => {
    const terminal = makeTerminal(onTestFinished);
    const apiUrl = `http://127.0.0.1:${await findFreePort()}`;
    const args = ["sync", "--api-url", apiUrl, "--org", "acme", "--json"];
    expectFailure(await terminal.run(args, { token: "ghp_a" }), 4, "network/refused");
  });

  test("a data directory that cannot be written: 1", async ({ onTestFinished }) => {
    const terminal = makeTerminal(onTestFinished);
    mkdirSync(terminal.dataDirectory);
    const file = join(terminal.dataDirectory, "a-file");
    writeFileSync(file, "");
    const ended = await terminal.run(["status", "--json", "--data-dir", join(file, "data")]);
    expectFailure(ended, 1, "store/not-writable");
  });

  test("a database from a newer version: 1", async ({ onTestFinished }) => {
    const terminal = makeTerminal(onTestFinished);
    mkdirSync(terminal.dataDirectory);
    const database = new Database(join(terminal.dataDirectory, "onramp.db"));
    database.pragma(`application_id = ${0x4f4e5250}`);
    database.pragma("user_version = 9999");
    database.exec("CREATE TABLE later (id INTEGER) STRICT");
    database.close();
    expectFailure(await terminal.run(["status", "--json"]), 1, "store/newer-version");
  });

  test("status, insights and retry before any sync: 1", async ({ onTestFinished }) => {
    const terminal = makeTerminal(onTestFinished);
    for (const command of ["status", "insights", "retry"]) {
      expectFailure(await terminal.run([command, "--json"]), 1, "usage/not-allowed-now");
    }
  });
});

/** A port where nothing listens. */
async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
