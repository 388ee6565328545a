import { expect, test } from "vitest";
import { MAINS_POWER } from "../../src/core/ports.ts";
import type { DesktopParts } from "../../src/core/core.ts";
import { ToldPower } from "../support/told-power.ts";
import { Stage } from "./support/stage.ts";

const HOUR_MS = 3_600_000;
/** For a hang, not for speed: an hour passes second by second, which takes a busy computer its time. */
const TIMEOUT = { timeout: 90_000 };
const WORLD = { repositories: 3, pullRequests: 60, members: 3 };

const openDesktop = (parts: Partial<DesktopParts> = {}): Promise<Stage> =>
  Stage.open({
    world: WORLD,
    core: { desktop: { power: MAINS_POWER, openedAt: Date.now(), unexpectedEnd: null, ...parts } },
  });

test("what was synced once is synced again by the schedule, and the window knows when", TIMEOUT, async () => {
  const stage = await openDesktop();
  await stage.call("settings.set", { schedule: "hourly" });
  expect((await stage.call("app.getState", {})).nextSync).toBeNull();
  await stage.start();
  await stage.expectVerified();
  const { startedAt } = (await stage.view()).run;
  await expect
    .poll(() => stage.lastEvent("schedule.changed")?.nextSync)
    .toMatchObject({
      organizationId: stage.organization.id,
      organizationLogin: stage.organization.login,
      at: startedAt + HOUR_MS,
    });

  // A sleep of five hours, in which five syncs were missed.
  stage.clock.set(5 * HOUR_MS);
  await stage.clock.pass(15_000);
  await expect.poll(() => stage.count("sync_runs"), { timeout: 15_000 }).toBe(2);
  await stage.expectVerified();
  const caughtUp = (await stage.view()).run;
  expect(caughtUp.startedAt).toBeGreaterThan(startedAt + HOUR_MS);
  await expect
    .poll(() => stage.lastEvent("schedule.changed")?.nextSync?.at)
    .toBe(caughtUp.startedAt + HOUR_MS);

  await stage.call("settings.set", { schedule: "off" });
  await expect.poll(() => stage.lastEvent("schedule.changed")?.nextSync).toBeNull();
  await stage.close();
});

test("with the application a sync starts, where the person wants that, once", TIMEOUT, async () => {
  const stage = await openDesktop();
  await stage.call("settings.set", { syncsAtStart: true });
  await stage.start();
  await stage.expectVerified();
  expect(stage.count("sync_runs")).toBe(1);

  const openedAt = stage.clock.now() + 1;
  await stage.restart({ desktop: { power: MAINS_POWER, openedAt, unexpectedEnd: null } });
  // The token of a stage is of the session only.
  await stage.connect();
  await stage.clock.pass(30_000);
  await expect.poll(() => stage.count("sync_runs"), { timeout: 15_000 }).toBe(2);
  await stage.expectVerified();
  await stage.clock.pass(60_000);
  expect(stage.count("sync_runs")).toBe(2);
  await stage.close();
});

test(
  "a sync waits while the computer sleeps and on battery, says so, and ends verified",
  TIMEOUT,
  async () => {
    const power = new ToldPower();
    const stage = await openDesktop({ power });
    const [busiest] = (await stage.names()) as [string];
    const hold = await stage.hold({ repository: busiest, operation: "PullRequestPage" });
    await stage.start();
    await hold.reached();

    power.fallAsleep();
    await stage.runShows({ state: "waiting", wait: { kind: "asleep", since: expect.any(Number) } });
    await hold.release();
    await stage.call("settings.set", { pausesOnBattery: true });
    power.unplug();
    power.wake();
    await stage.runShows({ state: "waiting", wait: { kind: "on-battery", since: expect.any(Number) } });
    power.plugIn();
    await stage.expectVerified();
    expect(stage.failures()).toEqual([]);
    await stage.close();
  },
);

test(
  "what the schedule wants on battery begins with mains power, when syncs are to wait for that",
  TIMEOUT,
  async () => {
    const power = new ToldPower();
    const stage = await openDesktop({ power });
    await stage.call("settings.set", { schedule: "hourly", pausesOnBattery: true });
    await stage.start();
    await stage.expectVerified();
    power.unplug();
    await stage.clock.pass(HOUR_MS + 60_000);
    expect(stage.count("sync_runs")).toBe(1);
    power.plugIn();
    await expect.poll(() => stage.count("sync_runs"), { timeout: 15_000 }).toBe(2);
    await stage.expectVerified();
    await stage.close();
  },
);
