import { describe, expect, test } from "vitest";
import { control, countRequests, countTruth, findSecret, orgOptions, startGitHub } from "./journey-world.ts";
import { eventsOf, makeTerminal } from "./terminal.ts";

/** Whole journeys: real processes, a real server over HTTP, a real database. */
describe.concurrent("onramp sync", { timeout: 150_000 }, () => {
  test("ends verified with what GitHub itself holds, and costs next to nothing again", async ({
    onTestFinished,
  }) => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    const { token } = github;
    const args = ["sync", ...orgOptions(github), "--all", "--json"];
    const truth = await countTruth(github);
    const first = await terminal.run(args, { token });
    const events = eventsOf(first.stdout);
    expect(first).toMatchObject({ exitCode: 0, stderr: "" });
    expect(events[0]).toMatchObject({ event: "started", organization: github.organization });
    expect(events.map(({ event }) => event)).toContain("insight");
    expect(events.at(-1)).toMatchObject({ event: "done", verified: true, ...truth });
    expect(events.at(-1)!["firstInsightMs"]).toBeLessThanOrEqual(Number(events.at(-1)!["durationMs"]));
    expect(events.at(-1)!["requests"]).toBe(await countRequests(github));

    const again = await terminal.run(args, { token });
    expect(eventsOf(again.stdout).at(-1)).toMatchObject({ event: "done", verified: true, ...truth });
    expect(await countRequests(github)).toBeLessThanOrEqual(4);
  });

  test("what it stored is told by status, insights and logs, and the token is in nothing of it", async ({
    onTestFinished,
  }) => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    const { token, organization } = github;
    const { repositories } = await countTruth(github);
    const synced = await terminal.run(["sync", ...orgOptions(github)], { token });

    const [status, insights, logs] = await Promise.all(
      ["status", "insights", "logs"].map((name) => terminal.run([name])),
    );
    expect(status!.stdout).toContain(`${organization}: Complete`);
    expect(status!.stdout).toContain(`${repositories} repositories; nothing disagrees.`);
    expect(insights!.stdout).toContain("From 100% of the data");
    expect(logs!.stdout).toContain("run.started");

    const [statusJson, insightsJson, logsJson] = await Promise.all(
      ["status", "insights", "logs"].map((name) => terminal.run([name, "--json"])),
    );
    const rows = eventsOf(statusJson!.stdout).filter(({ event }) => event === "repository");
    expect(rows).toHaveLength(repositories);
    expect(eventsOf(insightsJson!.stdout)).toMatchObject([{ event: "insights", coverage: { share: 1 } }]);
    expect(eventsOf(logsJson!.stdout).map(({ event }) => event)).toContain("run.started");

    const ended = [synced, status!, insights!, logs!, statusJson!, insightsJson!, logsJson!];
    expect(ended.map(({ exitCode }) => exitCode)).toEqual(ended.map(() => 0));
    const written = ended.flatMap(({ stdout, stderr }) => [stdout, stderr]);
    expect(findSecret(token, terminal.dataDirectory, written)).toEqual([]);
    // The same search finds what is there.
    expect(findSecret(organization, terminal.dataDirectory, written)).not.toEqual([]);
  });

  test("for people: results on standard output, progress in plain lines on standard error", async ({
    onTestFinished,
  }) => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    const args = ["sync", ...orgOptions(github)];
    const { exitCode, stdout, stderr } = await terminal.run(args, { token: github.token });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^First insight after .+: \d+ open pull requests?/);
    expect(stdout).toContain("Complete: what is stored equals GitHub's own counts.");
    expect(stderr).toContain(`Syncing ${github.organization} on`);
    expect(stdout + stderr).not.toContain("\u001b");
  });

  test("only the named repositories are read", async ({ onTestFinished }) => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    const { repositories } = await control(github, { type: "truth" }, "truth");
    const [one, other] = repositories.map(({ fullName }) => fullName);
    const names = `${one},${other!.split("/")[1]}`;
    const args = ["sync", ...orgOptions(github), "--repos", names, "--json"];
    const { exitCode, stdout } = await terminal.run(args, { token: github.token });
    expect(exitCode).toBe(0);
    expect(eventsOf(stdout).at(-1)).toMatchObject({ event: "done", verified: true, repositories: 2 });
  });

  test.for(["Ctrl+C", "kill -9"] as const)(
    "after %s in the middle the same command goes on, and ends verified",
    async (how, { expect, onTestFinished }) => {
      const terminal = makeTerminal(onTestFinished);
      const github = await startGitHub(onTestFinished);
      const { token } = github;
      const truth = await countTruth(github);
      const args = ["sync", ...orgOptions(github), "--json"];
      // The first pages are answered, the next ones are not.
      const { repositories } = await control(github, { type: "truth" }, "truth");
      const match = { repository: repositories[0]!.fullName, route: "graphql" };
      const { id } = await control(github, { type: "hold", match }, "id");
      const running = terminal.start(args, { token });
      const held = async () => (await control(github, { type: "held", id }, "number")).number;
      await expect.poll(held, { timeout: 60_000 }).toBeGreaterThan(0);

      if (how === "Ctrl+C") running.pressCtrlC();
      else running.kill();
      const { exitCode, stdout } = await running.ended;
      if (how === "Ctrl+C") {
        expect(exitCode).toBe(130);
        expect(eventsOf(stdout).at(-1)).toEqual({ event: "interrupted" });
      }

      await github.control({ type: "release", id });
      const resumed = await terminal.run(args, { token });
      expect(eventsOf(resumed.stdout).at(-1)).toMatchObject({ event: "done", verified: true, ...truth });
      expect(resumed.exitCode).toBe(0);
    },
  );

  test("a repository that cannot be read is a named gap and ends with 2; retry reads it", async ({
    onTestFinished,
  }) => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    const { token } = github;
    const truth = await countTruth(github);
    const { repositories } = await control(github, { type: "truth" }, "truth");
    const blocked = repositories.find(({ pullRequests }) => pullRequests > 0)!.fullName;
    await github.control({ type: "fault", fault: { kind: "tos-403" }, match: { repository: blocked } });

    const withGap = await terminal.run(["sync", ...orgOptions(github), "--json"], { token });
    const events = eventsOf(withGap.stdout);
    expect(events.filter(({ event }) => event === "gap")).toMatchObject([
      { repository: blocked, code: "github/blocked", action: expect.any(String) },
    ]);
    expect(events.at(-1)).toMatchObject({ event: "done", verified: false });
    expect(withGap.exitCode).toBe(2);

    await github.control({ type: "reset" });
    const retried = await terminal.run(["retry", "--repo", blocked, "--json"], { token });
    expect(eventsOf(retried.stdout).at(-1)).toMatchObject({ event: "done", verified: true, ...truth });
    expect(retried.exitCode).toBe(0);
  });

  test("a limit that outlasts --wait ends with 4 and says until when", async ({ onTestFinished }) => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    const { repositories } = await control(github, { type: "truth" }, "truth");
    const command = { type: "exhaust-limit", resource: "graphql", resetInMs: 3_000_000 } as const;
    await github.control({ type: "on-page", repository: repositories[0]!.fullName, page: 1, command });
    const args = ["sync", ...orgOptions(github), "--wait", "1", "--json"];
    const { exitCode, stdout } = await terminal.run(args, { token: github.token });
    expect(eventsOf(stdout).at(-1)).toMatchObject({
      event: "failed",
      code: "run/gave-up-waiting",
      detail: expect.stringContaining("GitHub's hourly limit"),
      until: expect.any(Number),
    });
    expect(exitCode).toBe(4);
  });

  test("a token that is revoked on the way ends with 3", async ({ onTestFinished }) => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    const { repositories } = await control(github, { type: "truth" }, "truth");
    const command = { type: "revoke-token" } as const;
    await github.control({ type: "on-page", repository: repositories[0]!.fullName, page: 1, command });
    const args = ["sync", ...orgOptions(github), "--json"];
    const { exitCode, stdout } = await terminal.run(args, { token: github.token });
    expect(eventsOf(stdout).at(-1)).toMatchObject({ event: "failed", code: "auth/token-rejected" });
    expect(exitCode).toBe(3);
  });
});
