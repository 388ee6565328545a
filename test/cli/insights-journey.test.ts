import { expect, onTestFinished, test } from "vitest";
import type { Insights } from "../../src/shared/insights.ts";
import { control, orgOptions, startGitHub } from "./journey-world.ts";
import { eventsOf, makeTerminal } from "./terminal.ts";

test(
  "insights narrow to repositories, an author and a time; what is not there is wrong usage",
  { timeout: 150_000 },
  async () => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    const { repositories } = await control(github, { type: "truth" }, "truth");
    const [first, second] = repositories.filter(({ pullRequests }) => pullRequests > 0);
    await terminal.run(["sync", ...orgOptions(github), "--all"], { token: github.token });
    const ask = async (...args: string[]): Promise<Insights> => {
      const ended = await terminal.run(["insights", ...args, "--json"]);
      expect(ended.exitCode).toBe(0);
      return eventsOf(ended.stdout)[0] as unknown as Insights;
    };

    const names = `${first!.fullName},${second!.fullName.split("/")[1]!.toUpperCase()}`;
    const { coverage } = await ask("--repos", names);
    expect(coverage).toMatchObject({
      repositories: 2,
      storedPullRequests: first!.pullRequests + second!.pullRequests,
    });
    const nobody = await ask("--author", "nobody-of-this-name", "--since", "2020-01-01");
    expect(nobody).toMatchObject({ open: { count: 0 }, timeToMerge: { sample: 0 } });
    expect((await ask("--stale-days", "1")).stale.count).toBeGreaterThanOrEqual(
      (await ask("--stale-days", "90")).stale.count,
    );

    for (const [args, named] of [
      [["--repos", "no-such-thing"], "no-such-thing"],
      [["--since", "yesterday-ish"], "yesterday-ish"],
      [["--since", "2026-02-31"], "2026-02-31"],
      [["--since", "2026-13-01"], "2026-13-01"],
      [["--stale-days", "0"], "--stale-days"],
    ] as const) {
      const ended = await terminal.run(["insights", ...args]);
      expect(ended.exitCode).toBe(64);
      expect(ended.stderr).toContain(named);
    }
  },
);
