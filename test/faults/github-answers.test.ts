import { expect } from "vitest";
import type { Fault } from "../../src/sample/faults.ts";
import type { Stage } from "../journeys/support/stage.ts";
import { ask } from "../journeys/support/truth.ts";
import { fault, recovers } from "./support/fault-test.ts";

/*
 * Answers that are no answers: what the person sees meanwhile, and that the sync ends verified once GitHub answers.
 */

const strangeAnswers: Fault[] = [
  { kind: "html-200" },
  { kind: "wrong-content-type" },
  { kind: "truncated-json" },
];
for (const strange of strangeAnswers) {
  recovers(
    "G2",
    `${strange.kind} is an unexpected answer that is asked for again`,
    async (stage, [busiest]) => {
      await stage.start();
      await stage.end();
      const stored = stage.stored();
      await stage.control({ type: "add-review", repository: busiest, number: 1 });
      await stage.fault(strange, { route: "graphql" });
      await stage.start();
      await expect.poll(() => stage.failures()).toContain("github/bad-response");
      // What is read is being counted; which of the two words holds depends on whether the list is done.
      await expect.poll(async () => (await stage.view()).run.state).toMatch(/running|verifying/);
      expect(stage.stored()).toEqual(stored);
      await stage.heal();
    },
  );
}

recovers(
  "G2",
  "a captive portal in front of the list of repositories is not an empty list",
  async (stage) => {
    await stage.fault({ kind: "html-200" }, { route: "/orgs/" });
    const organizationId = stage.organization.id;
    await stage.call("repositories.load", { organizationId });
    await expect
      .poll(() => stage.lastEvent("repositories.changed")?.state)
      .toMatchObject({ kind: "failed", failure: { code: "github/bad-response" } });
    await stage.start();
    const failure = expect.objectContaining({ code: "github/bad-response" });
    await stage.runShows({ state: "planned", retry: { failure, at: expect.any(Number) } });
    await stage.heal();
  },
);

const serverErrors = ["500", "502-html", "502-json", "503", "504", "200-something-went-wrong"] as const;
for (const form of serverErrors) {
  recovers("G16", `${form}: a quiet retry, with smaller pages`, async (stage, [busiest]) => {
    await stage.fault(
      { kind: "server-error", form },
      { operation: "PullRequestPage", repository: busiest },
      2,
    );
    await stage.start();
    await stage.repositoryShows(busiest, {
      state: "retrying",
      failure: expect.objectContaining({ code: "github/server-error" }),
    });
    await stage.end();
    const sizes = await pageSizes(stage, busiest);
    expect(sizes[1]).toBeLessThan(sizes[0]!);
    expect(sizes[2]).toBeLessThan(sizes[1]!);
  });
}

recovers(
  "G16",
  "errors that outlast every attempt end as a failure with a name, and a retry reads the rest",
  async (stage, [busiest]) => {
    await stage.fault({ kind: "server-error", form: "500" }, { repository: busiest });
    await stage.start();
    const { run } = await stage.end();
    expect(run).toMatchObject({ state: "complete-with-gaps", counts: { failed: 1, complete: 3 } });
    expect(await stage.repository(busiest)).toMatchObject({
      state: "failed",
      failure: { code: "github/server-error" },
    });
    await stage.heal();
    const { repositoryId } = await stage.repository(busiest);
    expect(await stage.call("sync.retry", { runId: run.runId, repositoryId })).toEqual({ retried: 1 });
  },
);

recovers(
  "G17",
  "a page that used too many resources is asked for again, smaller, and no row has holes",
  async (stage, [busiest]) => {
    await stage.fault({ kind: "resource-limits" }, { operation: "PullRequestPage", repository: busiest }, 2);
    await stage.start();
    await stage.end();
    const sizes = await pageSizes(stage, busiest);
    expect(sizes[1]).toBeLessThan(sizes[0]!);
    expect(stage.count("jobs WHERE attempt > 1")).toBe(0);
  },
);

recovers("G17", "a page of which a third is missing is not stored as if it were whole", async (stage) => {
  await stage.fault({ kind: "graphql-partial" }, { operation: "PullRequestPage" }, 4);
  await stage.start();
});

recovers("G17", "a GitHub that fails on pages of more than 50 is read in smaller ones", async (stage) => {
  await stage.fault({ kind: "github-under-load", msPerNode: 0 });
  await stage.start();
});

recovers(
  "G18",
  "a page that fails at every size is a named gap; the rest is read, and a retry fills it",
  async (stage, [busiest]) => {
    await stage.fault({ kind: "fails-at-every-size", from: 20, to: 25 }, { repository: busiest });
    await stage.start();
    const { run } = await stage.end();
    expect(run).toMatchObject({ state: "complete-with-gaps", counts: { gaps: 1, complete: 3 } });
    const [gap] = stage.coverage(busiest);
    expect(gap).toMatchObject({ state: "gaps", failure: { code: "github/page-unreadable" } });
    const { pullRequests } = await ask(
      stage.github,
      { type: "truth", repository: busiest },
      "repository-truth",
    );
    const unreadable = pullRequests.filter(({ number }) => number >= 20 && number <= 25);
    expect(gap!.githubCount! - gap!.storedCount!).toBe(unreadable.length);
    expect(await stage.repository(busiest)).toMatchObject({
      state: "gaps",
      failure: { code: "github/page-unreadable" },
    });
    await stage.heal();
    await stage.call("sync.retry", { runId: run.runId });
  },
);

fault(
  "G18",
  "what is stored already survives a page that cannot be read any more",
  async (stage, [busiest]) => {
    await stage.start();
    await stage.end();
    const stored = stage.stored();
    await stage.control({ type: "update-pull-request", repository: busiest, number: 30, title: "Changed" });
    await stage.fault({ kind: "fails-at-every-size", from: 30, to: 30 }, { repository: busiest });
    await stage.start();
    expect((await stage.end()).run.state).toBe("complete-with-gaps");
    expect(stage.coverage(busiest)[0]).toMatchObject({ state: "gaps" });
    expect(stage.stored().pullRequests).toHaveLength(stored.pullRequests.length);
  },
);

/** How many pull requests each page of a repository was asked for, so far. */
async function pageSizes(stage: Stage, repository: string): Promise<number[]> {
  const requests = await stage.newRequests();
  return requests
    .filter(({ variables }) => variables?.["name"] === repository)
    .map(({ variables }) => Number(variables!["first"]));
}
