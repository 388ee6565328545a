import { expect, onTestFinished } from "vitest";
import { expectSameRows } from "../journeys/support/truth.ts";
import { fault, recovers } from "./support/fault-test.ts";
import { RewritingProxy } from "./support/rewriting-proxy.ts";

/*
 * G25: the ways in which the page that Onramp replaces said "complete" over nothing. Each trap is a test.
 */

recovers("G25", "tasks that failed are not counted as finished", async (stage, [busiest, second]) => {
  await stage.fault({ kind: "server-error", form: "500" }, { repository: busiest });
  await stage.fault({ kind: "server-error", form: "500" }, { repository: second });
  await stage.start();
  const { run } = await stage.end();
  expect(run).toMatchObject({ state: "complete-with-gaps", counts: { failed: 2, complete: 2 } });
  const { coverage } = await stage.call("insights.get", { organizationId: stage.organization.id });
  expect(coverage.verifiedRepositories).toBe(2);
  await stage.heal();
  await stage.call("sync.retry", { runId: run.runId });
});

recovers("G25", "a run whose every task failed is failed, not complete", async (stage) => {
  await stage.fault({ kind: "server-error", form: "502-html" }, { route: "graphql" });
  await stage.start();
  const { run } = await stage.end();
  expect(run).toMatchObject({
    state: "failed",
    failure: { code: "github/server-error" },
    counts: { failed: 4 },
  });
  await stage.heal();
  await stage.call("sync.retry", { runId: run.runId });
});

recovers("G25", "no task at all is not 100 %: a list that failed is a failed run", async (stage) => {
  await stage.fault({ kind: "server-error", form: "500" }, { route: "/orgs/" });
  await stage.start();
  const { run } = await stage.end();
  expect(run).toMatchObject({ state: "failed", repositories: 0, failure: { code: "github/server-error" } });
  await stage.heal();
  await stage.call("sync.retry", { runId: run.runId });
});

fault(
  "G25",
  "an organization without repositories is complete with nothing, and its insights claim no share",
  async (stage, names) => {
    for (const repository of names) await stage.control({ type: "delete-repository", repository });
    await stage.start();
    expect((await stage.end()).run).toMatchObject({ state: "complete", repositories: 0, pullRequests: 0 });
    const { coverage } = await stage.call("insights.get", { organizationId: stage.organization.id });
    expect(coverage).toMatchObject({ share: null, verifiedRepositories: 0 });
  },
);

recovers(
  "G25",
  "an error is an error although the same repository was once verified",
  async (stage, [busiest]) => {
    await stage.start();
    await stage.expectVerified();
    await stage.control({ type: "add-review", repository: busiest, number: 1 });
    await stage.fault({ kind: "server-error", form: "500" }, { operation: "PullRequestPage" });
    await stage.start();
    const { run } = await stage.end();
    expect(run).toMatchObject({ state: "complete-with-gaps", counts: { gaps: 1, complete: 3 } });
    expect(await stage.repository(busiest)).toMatchObject({
      state: "gaps",
      failure: { code: "github/page-unreadable" },
    });
    await stage.heal();
    await stage.call("sync.retry", { runId: run.runId });
  },
);

recovers(
  "G25",
  "a cancelled sync that is retried is complete only with the lists that the cancel left out",
  async (stage, [busiest]) => {
    await stage.fault({ kind: "not-found" }, { repository: busiest });
    const members = await stage.hold({ route: `/orgs/${stage.github.organization}/members` });
    await stage.start();
    await stage.runShows({ counts: expect.objectContaining({ gaps: 1, complete: 3 }) });
    const { runId } = (await stage.view()).run;
    await stage.call("sync.cancel", { runId });
    await stage.heal();
    await members.release();
    expect(await stage.call("sync.retry", { runId })).toEqual({ retried: 1 });
  },
);

recovers("G25", "a retry under way is not complete", async (stage, [busiest]) => {
  await stage.fault({ kind: "tos-403" }, { repository: busiest }, 1);
  await stage.start();
  const { run } = await stage.end();
  const hold = await stage.hold({ repository: busiest });
  await stage.call("sync.retry", { runId: run.runId });
  await hold.reached();
  await stage.runShows({ state: "running", endedAt: null, counts: expect.objectContaining({ complete: 3 }) });
  await hold.release();
});

fault(
  "G25",
  "a cancelled run is not running, and what it had not read is not complete",
  async (stage, [busiest]) => {
    const hold = await stage.hold({ repository: busiest });
    await stage.start();
    await hold.reached();
    await stage.runShows({ counts: expect.objectContaining({ complete: 3 }) });
    await stage.call("sync.cancel", { runId: (await stage.view()).run.runId });
    await hold.release();
    await stage.runShows({
      state: "cancelled",
      counts: expect.objectContaining({ complete: 3, cancelled: 1 }),
    });
  },
);

recovers(
  "G25",
  "a list that failed is not an empty list: what was listed before is still there",
  async (stage) => {
    await stage.start();
    await stage.expectVerified();
    await stage.fault({ kind: "server-error", form: "503" }, { route: "/orgs/" });
    const organizationId = stage.organization.id;
    const list = await stage.call("repositories.load", { organizationId });
    expect(list.repositories).toHaveLength(4);
    await expect.poll(() => stage.lastEvent("repositories.changed")?.state.kind).toBe("failed");
    expect(stage.count("repositories")).toBe(4);
    await stage.heal();
  },
);

for (const by of [1, -1]) {
  const direction = by > 0 ? "more" : "fewer";
  recovers(
    "G25",
    `GitHub counts ${direction} than it lists: looked at twice, then named, never complete`,
    async (stage, [busiest]) => {
      await stage.control({ type: "miscount", repository: busiest, by });
      await stage.start();
      const { run } = await stage.end();
      expect(run).toMatchObject({ state: "complete-with-gaps", counts: { gaps: 1, complete: 3 } });
      const [entry] = stage.coverage(busiest);
      expect(entry).toMatchObject({ state: "gaps", failure: { code: "verify/mismatch" } });
      expect(entry!.githubCount! - entry!.storedCount!).toBe(by);
      const first = (await stage.newRequests()).filter(
        ({ operation, variables }) =>
          operation === "PullRequestPage" && variables!["name"] === busiest && variables!["after"] === null,
      );
      expect(first).toHaveLength(2);
      await stage.control({ type: "miscount", repository: busiest, by: 0 });
      await stage.call("sync.retry", { runId: run.runId });
    },
  );
}

recovers(
  "G25",
  "a row that vanished from the database is missed, and read again",
  async (stage, [busiest]) => {
    await stage.start();
    await stage.expectVerified();
    const inBusiest = "repository_id = (SELECT id FROM repositories WHERE name = ?)";
    stage.database
      .prepare(
        `DELETE FROM pull_requests WHERE ${inBusiest} AND number = (SELECT min(number) FROM pull_requests WHERE ${inBusiest})`,
      )
      .run(busiest, busiest);
    await stage.start();
  },
);

let proxy: RewritingProxy;
const behindProxy = {
  apiUrlFor: async (apiUrl: string) => {
    proxy = await RewritingProxy.to(apiUrl);
    return proxy.apiUrl;
  },
};

/** Ends a page of pull requests after the first few, as if the list held no more. */
function cutShort(data: Record<string, unknown>): void {
  const repository = data["repository"] as {
    pullRequests?: { nodes: unknown[]; pageInfo: { hasNextPage: boolean } };
  } | null;
  const page = repository?.pullRequests;
  if (!page) return;
  page.nodes.splice(3);
  page.pageInfo.hasNextPage = false;
}

recovers(
  "G25",
  "a list that ends too early takes nothing away, and proves nothing although the rows of before add up",
  async (stage) => {
    onTestFinished(() => proxy.close());
    await stage.start();
    await stage.expectVerified();
    const stored = stage.stored();
    proxy.rewrite = cutShort;
    const organizationId = stage.organization.id;
    await stage.call("sync.verify", { organizationId, repositories: { kind: "all" } });
    const { run } = await stage.end();
    expect(run).toMatchObject({ state: "complete-with-gaps", counts: { gaps: 4 } });
    expect(run.failure ?? (await stage.view()).repositories[0]!.failure).toMatchObject({
      code: "verify/mismatch",
      detail: expect.stringMatching(/3 of them listed, GitHub counts/),
    });
    expectSameRows(stage.stored(), stored);
    proxy.rewrite = null;
    await stage.call("sync.retry", { runId: run.runId });
  },
  behindProxy,
);
