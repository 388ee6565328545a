import { describe, expect, test } from "vitest";
import { countTruth, findSecret, orgOptions, startGitHub } from "./journey-world.ts";
import { eventsOf, makeTerminal } from "./terminal.ts";

describe.concurrent("the other commands", { timeout: 150_000 }, () => {
  test("help and version need no data directory, and are JSON when asked", async ({ onTestFinished }) => {
    const terminal = makeTerminal(onTestFinished);
    const [help, version, versionJson] = await Promise.all([
      terminal.run(["--help"]),
      terminal.run(["--version"]),
      terminal.run(["--version", "--json"]),
    ]);
    expect(help.exitCode).toBe(0);
    expect(help.stdout).toMatch(/sync .*verify the counts/);
    expect(help.stdout).toMatch(/130 +interrupted/);
    expect(version.stdout).toMatch(/^onramp \d+\.\d+\.\d+\n$/);
    expect(eventsOf(versionJson.stdout)).toMatchObject([{ event: "version" }]);
  });

  test("repos lists all repositories with GitHub's counts", async ({ onTestFinished }) => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    const { token } = github;
    const { repositories, pullRequests } = await countTruth(github);
    const json = await terminal.run(["repos", ...orgOptions(github), "--json"], { token });
    const listed = eventsOf(json.stdout).filter(({ event }) => event === "repository");
    expect(listed).toHaveLength(repositories);
    expect(listed.reduce((sum, one) => sum + Number(one["pullRequestCount"]), 0)).toBe(pullRequests);
    expect(eventsOf(json.stdout).at(-1)).toEqual({ event: "done", repositories, isWhole: true });
    expect(json.exitCode).toBe(0);

    const text = await terminal.run(["repos", ...orgOptions(github)], { token });
    expect(text.stdout).toMatch(/^Repository +Visibility +Pull requests +Updated\n/);
    expect(text.stdout).toContain(`${repositories} repositories`);
  });

  test("repos names what GitHub hides until single sign-on, and ends with 2", async ({ onTestFinished }) => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    await github.control({ type: "fault", fault: { kind: "sso-partial-results" }, match: { route: "rest" } });
    const args = ["repos", ...orgOptions(github), "--json"];
    const { exitCode, stdout } = await terminal.run(args, { token: github.token });
    expect(eventsOf(stdout)).toContainEqual(
      expect.objectContaining({ event: "gap", code: "auth/sso-required" }),
    );
    expect(eventsOf(stdout).at(-1)).toMatchObject({ event: "done", isWhole: false });
    expect(exitCode).toBe(2);
  });

  test("login without a keychain checks the token, and says that it cannot be kept and how to go on", async ({
    onTestFinished,
  }) => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    const args = ["login", "--api-url", github.apiUrl, "--with-token"];
    const ended = await terminal.run(args, { input: `${github.token}\n` });
    expect(ended.stdout).toContain("Signed in to 127.0.0.1");
    expect(ended.stdout).toContain("Scopes: ");
    expect(ended.stderr).toContain("keychain/unavailable");
    expect(ended.stderr).toContain("Set ONRAMP_TOKEN");
    expect(ended.exitCode).toBe(1);
    expect(findSecret(github.token, terminal.dataDirectory, [ended.stdout, ended.stderr])).toEqual([]);
  });

  test("login does not ask where there is no terminal (64), and a refused token ends with 3", async ({
    onTestFinished,
  }) => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    const args = ["login", "--api-url", github.apiUrl];
    expect((await terminal.run(args)).exitCode).toBe(64);
    const refused = await terminal.run([...args, "--with-token"], { input: "ghp_wrong\n" });
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toContain("auth/token-rejected");
  });

  test("logs --follow shows what is written later, until Ctrl+C", async ({ expect, onTestFinished }) => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    const following = terminal.start(["logs", "--follow", "--json"]);
    await terminal.run(["repos", ...orgOptions(github)], { token: github.token });
    const shown = () => eventsOf(wholeLines(following.stdout())).map(({ event }) => event);
    await expect.poll(shown, { timeout: 60_000 }).toContain("request.answered");
    following.pressCtrlC();
    expect((await following.ended).exitCode).toBe(130);
  });

  test("the sample organization needs no account, and its second sync finds nothing changed", async ({
    onTestFinished,
  }) => {
    const terminal = makeTerminal(onTestFinished);
    const args = ["sync", "--sample", "--all", "--json"];
    const done = eventsOf((await terminal.run(args)).stdout).at(-1)!;
    expect(done).toMatchObject({ event: "done", verified: true, firstInsightMs: expect.any(Number) });
    const again = eventsOf((await terminal.run(args)).stdout).at(-1)!;
    expect(again).toMatchObject({ event: "done", verified: true, pullRequests: done["pullRequests"] });
    expect(again["requests"]).toBeLessThanOrEqual(6);
  });

  test("a sample that is being synced is not led to another process's server", async ({ onTestFinished }) => {
    const terminal = makeTerminal(onTestFinished);
    const sync = terminal.start(["sync", "--sample", "--json"]);
    await expect.poll(() => sync.stdout(), { timeout: 60_000 }).toContain('"event":"started"');
    const second = await terminal.run(["repos", "--sample", "--json"]);
    expect(eventsOf(second.stdout)).toMatchObject([{ event: "failed", code: "store/held" }]);
    expect(second.exitCode).toBe(1);
    expect((await sync.ended).exitCode).toBe(0);
  });
});

/** The part of a growing output that ends with a line's end. */
const wholeLines = (text: string): string => text.slice(0, text.lastIndexOf("\n") + 1);
