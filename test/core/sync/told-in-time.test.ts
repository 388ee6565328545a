import { expect, onTestFinished, test } from "vitest";
import { Stage } from "../../journeys/support/stage.ts";
import { ToldPower } from "../../support/told-power.ts";

test("repositories that one count settles together are shown as complete at once, not when the run ends", async () => {
  const stage = await Stage.open({ world: { repositories: 5, pullRequests: 100, members: 4 } });
  onTestFinished(() => stage.close());
  await stage.start();
  await stage.expectVerified();

  const members = await stage.hold({ route: `/orgs/${stage.github.organization}/members` });
  stage.events.length = 0;
  const counts = await stage.hold({ operation: "RepositoryCounts" });
  await stage.start();
  /** The rows as a window has them that hears nothing but changes. */
  const heard = () => {
    const states = new Map<number, string>();
    for (const event of stage.events) {
      if (event.name !== "run.changed") continue;
      for (const { repositoryId, state } of event.payload.changed) states.set(repositoryId, state);
    }
    return [...states.values()];
  };
  await expect.poll(heard).toEqual(Array.from({ length: 5 }, () => "verifying"));
  await members.reached();
  await counts.release();
  await expect.poll(heard).toEqual(Array.from({ length: 5 }, () => "complete"));
  expect(stage.lastEvent("run.changed")?.run).toMatchObject({ state: "running", counts: { complete: 5 } });

  await members.release();
  await stage.expectVerified();
});

test("why a sync waits is told also when nothing of it has begun since the start", async () => {
  const power = new ToldPower();
  const stage = await Stage.open({
    world: { repositories: 3, pullRequests: 60, members: 3 },
    core: { desktop: { power, openedAt: Date.now(), unexpectedEnd: null } },
  });
  onTestFinished(() => stage.close());
  await stage.call("settings.set", { pausesOnBattery: true });
  power.unplug();
  await stage.start();
  await stage.restart();
  await stage.runShows({ state: "waiting", wait: { kind: "on-battery", since: expect.any(Number) } });
  power.fallAsleep();
  await expect.poll(() => stage.lastEvent("run.changed")?.run.wait).toMatchObject({ kind: "asleep" });
});

test("what a sync lists and counts is told to whoever looks at the list of repositories", async () => {
  const stage = await Stage.open({ world: { repositories: 5, pullRequests: 100, members: 4 } });
  onTestFinished(() => stage.close());
  await stage.start();
  await stage.expectVerified();
  await stage.clock.pass(2_000);
  const heard = new Map(
    stage.events
      .flatMap((event) => (event.name === "repositories.changed" ? event.payload.changed : []))
      .map((repository) => [repository.id, repository]),
  );
  const { repositories } = await stage.call("repositories.load", { organizationId: stage.organization.id });
  expect(repositories).toHaveLength(5);
  expect(heard).toEqual(new Map(repositories.map((repository) => [repository.id, repository])));
});

test("counts that a repair has mended are told at once", async () => {
  const stage = await Stage.open({ world: { repositories: 5, pullRequests: 100, members: 4 } });
  onTestFinished(() => stage.close());
  const members = await stage.hold({ route: `/orgs/${stage.github.organization}/members` });
  await stage.start();
  await expect.poll(() => stage.lastEvent("run.changed")?.run.counts.complete).toBe(5);
  const [busiest] = (await stage.names()) as [string];
  const { repositoryId, pullRequests } = await stage.repository(busiest);
  stage.database
    .prepare("UPDATE repositories SET stored_pull_requests = stored_pull_requests + 5 WHERE id = ?")
    .run(repositoryId);
  stage.events.length = 0;
  await stage.call("status.repair", { organizationId: stage.organization.id });
  const heard = () => stage.lastEvent("run.changed")?.changed.find((it) => it.repositoryId === repositoryId);
  await expect.poll(() => heard()?.pullRequests).toBe(pullRequests);
  await expect.poll(() => stage.lastEvent("insights.changed")).toBeDefined();
  await members.release();
  await stage.expectVerified();
});
