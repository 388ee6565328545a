import { expect } from "vitest";
import type { Stage } from "../journeys/support/stage.ts";
import type { Fault } from "../../src/sample/faults.ts";
import { recovers } from "./support/fault-test.ts";

/** Waits until the run says that it waits for this limit; returns until when. */
async function waitsFor(stage: Stage, limit: "primary" | "secondary"): Promise<number> {
  const wait = { kind: "rate-limit", limit, until: expect.any(Number) };
  await stage.runShows({ state: "waiting", wait: expect.objectContaining(wait) });
  await stage.isIdle();
  const { run } = await stage.view();
  return run.wait?.kind === "rate-limit" ? run.wait.until : Number.NaN;
}

/** Winding the clock on takes real time too, on a busy computer some seconds, which count as well. */
const WINDING_MS = 15_000;

/** Nothing is asked until shortly before that time, however much of it passes. */
async function expectSilenceUntil(stage: Stage, until: number): Promise<void> {
  await stage.fallsSilent();
  await stage.clock.pass(until - stage.clock.now() - WINDING_MS);
  expect(await stage.countRequests()).toBe(0);
  expect((await stage.view()).run.state).toBe("waiting");
}

const hourlyLimits: [string, Fault, string][] = [
  ["REST 403", { kind: "primary-limit", status: 403, resetInMs: 1_800_000 }, "/orgs/harborlight/repos"],
  ["REST 429", { kind: "primary-limit", status: 429, resetInMs: 1_800_000 }, "/orgs/harborlight/repos"],
  ["RATE_LIMITED", { kind: "primary-limit", errorType: "RATE_LIMITED", resetInMs: 1_800_000 }, "graphql"],
  ["RATE_LIMIT", { kind: "primary-limit", errorType: "RATE_LIMIT", resetInMs: 1_800_000 }, "graphql"],
];
for (const [form, limit, route] of hourlyLimits) {
  recovers("G5", `${form}: a wait until GitHub's reset, and no request before it`, async (stage) => {
    const startedAt = stage.clock.now();
    await stage.fault(limit, { route }, 1);
    await stage.start();
    const until = await waitsFor(stage, "primary");
    expect(until - startedAt).toBeGreaterThan(1_750_000);
    expect(until - stage.clock.now()).toBeLessThan(1_805_000);
    await expectSilenceUntil(stage, until);
    expect(stage.count("jobs WHERE attempt > 1 OR state = 'dead'")).toBe(0);
  });
}

recovers(
  "G5",
  "REST's limit keeps the members waiting and not the repositories; the run says so once nothing else is left",
  async (stage, [busiest]) => {
    const { organization } = stage.github;
    const limit: Fault = { kind: "primary-limit", status: 403, resetInMs: 1_800_000 };
    await stage.fault(limit, { route: `/orgs/${organization}/members` }, 1);
    const list = await stage.hold({ route: `/orgs/${organization}/repos` });
    const pages = await stage.hold({ repository: busiest });
    await stage.start();
    // The list was asked for before the refusal; there is nothing else to do yet.
    await list.reached();
    await list.release();
    await pages.reached();
    await stage.runShows({
      state: "running",
      wait: null,
      members: expect.objectContaining({ state: "waiting" }),
    });
    await pages.release();
    const until = await waitsFor(stage, "primary");
    expect((await stage.view()).run.counts.complete).toBe(4);
    await expectSilenceUntil(stage, until);
    expect(stage.count("jobs WHERE attempt > 1 OR state = 'dead'")).toBe(0);
  },
);

recovers(
  "G5",
  "a budget that is used up while pages are read is waited for, and the person can still cancel or pause",
  async (stage, [busiest]) => {
    const command = { type: "exhaust-limit", resource: "graphql", resetInMs: 900_000 } as const;
    await stage.control({ type: "on-page", repository: busiest, page: 1, command });
    await stage.start();
    const until = await waitsFor(stage, "primary");
    const { runId } = (await stage.view()).run;
    await stage.call("sync.pause", { runId });
    await stage.runShows({ wait: { kind: "paused", since: expect.any(Number) } });
    await stage.call("sync.resume", { runId });
    await stage.runShows({ wait: { kind: "rate-limit", limit: "primary", until } });
    await stage.control({ type: "advance-clock", byMs: 900_000 });
  },
);

const secondaryLimits: Fault[] = [
  { kind: "secondary-limit", status: 403 },
  { kind: "secondary-limit", status: 429 },
  { kind: "secondary-limit", status: 200 },
];
for (const limit of secondaryLimits) {
  const { status } = limit as { status: number };
  recovers("G6", `${status} without retry-after: at least a minute of silence`, async (stage) => {
    const startedAt = stage.clock.now();
    await stage.fault(limit, { route: "graphql" }, 1);
    await stage.start();
    const until = await waitsFor(stage, "secondary");
    expect(until - startedAt).toBeGreaterThanOrEqual(60_000);
    await expectSilenceUntil(stage, until);
  });
  recovers("G6", `${status} with retry-after: silence for as long as it says`, async (stage) => {
    const startedAt = stage.clock.now();
    await stage.fault({ ...limit, retryAfterSeconds: 150 } as Fault, { route: "graphql" }, 1);
    await stage.start();
    const until = await waitsFor(stage, "secondary");
    expect(until - startedAt).toBeGreaterThanOrEqual(150_000);
    await expectSilenceUntil(stage, until);
  });
}

for (const skewMs of [600_000, -600_000]) {
  const direction = skewMs > 0 ? "ahead" : "behind";
  recovers(
    "G23",
    `GitHub's clock is 10 minutes ${direction}: the wait lasts as long as it should`,
    async (stage) => {
      await stage.fault({ kind: "clock-skew", skewMs });
      await stage.fault({ kind: "primary-limit", resetInMs: 1_200_000 }, { route: "graphql" }, 1);
      await stage.start();
      const until = await waitsFor(stage, "primary");
      expect(Math.abs(until - stage.clock.now() - 1_200_000)).toBeLessThan(10_000);
    },
  );

  recovers(
    "G23",
    `GitHub's clock is 10 minutes ${direction}: no later change is missed`,
    async (stage, [busiest, second]) => {
      await stage.fault({ kind: "clock-skew", skewMs });
      await stage.start();
      await stage.expectVerified();
      await stage.control({ type: "update-pull-request", repository: busiest, number: 1, title: "Later" });
      await stage.control({ type: "add-review", repository: second, number: 1 });
      await stage.start();
    },
  );
}

recovers(
  "G23",
  "GitHub's clock is 10 minutes ahead and then set right: nothing that changes afterwards is missed",
  async (stage, [busiest, second]) => {
    await stage.fault({ kind: "clock-skew", skewMs: 600_000 });
    await stage.start();
    await stage.expectVerified();
    await stage.heal();
    await stage.control({ type: "update-pull-request", repository: busiest, number: 1, title: "Later" });
    await stage.control({ type: "add-review", repository: second, number: 1 });
    await stage.start();
  },
);
