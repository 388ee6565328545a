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
