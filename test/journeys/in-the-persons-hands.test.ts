import { afterEach, beforeEach, expect, test } from "vitest";
import { Stage } from "./support/stage.ts";

let stage: Stage;
let busiest: string;
beforeEach(async () => {
  stage = await Stage.open({ world: { repositories: 5, pullRequests: 400, members: 4 } });
  [busiest] = (await stage.names()) as [string];
});
afterEach(() => stage.close());

const runId = async () => (await stage.view()).run.runId;

test("a paused sync keeps what it has, asks nothing, and goes on from there when resumed", async () => {
  const hold = await stage.hold({ repository: busiest, operation: "PullRequestPage" });
  await stage.start();
  await hold.reached();
  await stage.call("sync.pause", { runId: await runId() });
  await stage.runShows({ state: "waiting", wait: { kind: "paused", since: expect.any(Number) } });
  await hold.release();
  await stage.fallsSilent();
  const stored = stage.count("pull_requests");
  await stage.clock.pass(60_000);
  expect(await stage.countRequests()).toBe(0);
  expect(stage.count("pull_requests")).toBe(stored);

  await stage.call("sync.resume", { runId: await runId() });
  await stage.expectVerified();
});

test("a paused sync is still paused after a restart", async () => {
  const hold = await stage.hold({ repository: busiest, operation: "PullRequestPage" });
  await stage.start();
  await hold.reached();
  await stage.call("sync.pause", { runId: await runId() });
  await hold.release();
  await stage.restart();
  await stage.fallsSilent();
  await stage.clock.pass(10_000);
  expect((await stage.view()).run).toMatchObject({ state: "waiting", wait: { kind: "paused" } });
  expect(await stage.countRequests()).toBe(0);
  await stage.call("sync.resume", { runId: await runId() });
  await stage.expectVerified();
});

test("a cancelled sync says so and keeps its rows; the next one does not read them again", async () => {
  const hold = await stage.hold({ repository: busiest, operation: "PullRequestPage" });
  await stage.start();
  await hold.reached();
  await expect.poll(() => stage.count("coverage WHERE state = 'verified'")).toBeGreaterThan(4);
  await stage.call("sync.cancel", { runId: await runId() });
  await hold.release();
  await stage.runShows({ state: "cancelled" });
  const { run, repositories } = await stage.view();
  expect(repositories.find(({ fullName }) => fullName.endsWith(`/${busiest}`))!.state).toBe("cancelled");
  expect(run.counts.running + run.counts.queued).toBe(0);
  const kept = stage.count("pull_requests");
  expect(kept).toBeGreaterThan(0);

  await stage.start();
  await stage.expectVerified();
  expect(stage.count("pull_requests")).toBeGreaterThanOrEqual(kept);
});

test("one repository that failed is retried alone, then all the others", async () => {
  const [first, second] = (await stage.names()) as [string, string];
  await stage.fault({ kind: "tos-403" }, { repository: first });
  await stage.fault({ kind: "tos-403" }, { repository: second });
  await stage.start();
  const { run, repositories } = await stage.end();
  expect(run).toMatchObject({ state: "complete-with-gaps", counts: { gaps: 2 } });
  const { repositoryId } = repositories.find(({ fullName }) => fullName.endsWith(`/${first}`))!;

  await stage.heal();
  expect(await stage.call("sync.retry", { runId: run.runId, repositoryId })).toEqual({ retried: 1 });
  expect((await stage.end()).run).toMatchObject({ state: "complete-with-gaps", counts: { gaps: 1 } });
  expect(await stage.call("sync.retry", { runId: run.runId })).toEqual({ retried: 1 });
  await stage.expectVerified();
});

test("only the chosen repositories are read", async () => {
  const [first, second] = (await stage.names()) as [string, string];
  await stage.start({ kind: "names", names: [first, `${stage.github.organization}/${second}`] });
  const { run, repositories } = await stage.end();
  expect(run.state).toBe("complete");
  expect(repositories.map(({ fullName }) => fullName.split("/")[1]).toSorted()).toEqual(
    [first, second].toSorted(),
  );
});

test("a sync as before reads what was chosen then; where that was everything, what is new by now too", async () => {
  await stage.start({ kind: "names", names: [busiest] });
  await stage.end();
  await stage.start();
  await stage.end();
  await stage.control({ type: "add-repository", name: "brand-new", pullRequests: 3 });
  const { organization } = stage;
  const syncAsBefore = { organizationId: organization.id, repositories: { kind: "as-before" } } as const;
  await stage.call("sync.start", syncAsBefore);
  await stage.end();
  expect((await stage.repository("brand-new")).state).toBe("complete");
  await stage.expectVerified();

  await stage.start({ kind: "names", names: [busiest] });
  await stage.end();
  await stage.call("sync.start", syncAsBefore);
  expect((await stage.end()).run.repositories).toBe(1);
});
