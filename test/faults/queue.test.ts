import { expect } from "vitest";
import type { Stage } from "../journeys/support/stage.ts";
import { fault, recovers } from "./support/fault-test.ts";

const DAY_MS = 24 * 60 * 60_000;

fault(
  "P9",
  "a job that cannot be read is a failed item with its reason; the queue flows on",
  async (stage, [busiest]) => {
    const hold = await stage.hold({ operation: "PullRequestPage" });
    await stage.start();
    await hold.reached();
    const { run } = await stage.view();
    await stage.call("sync.pause", { runId: run.runId });
    await hold.release();
    await stage.isIdle();
    const { repositoryId } = await stage.repository(busiest);
    const payload = stage.database.prepare(
      "UPDATE jobs SET payload = ? WHERE subject_id = ? AND state = 'ready'",
    );
    payload.run("{ cut off", repositoryId);
    await stage.call("sync.resume", { runId: run.runId });

    expect((await stage.end()).run).toMatchObject({
      state: "complete-with-gaps",
      counts: { failed: 1, complete: 3 },
    });
    expect(await stage.repository(busiest)).toMatchObject({
      state: "failed",
      failure: { code: "job/unreadable" },
    });
    expect(stage.count("jobs WHERE state = 'dead' AND payload = '{ cut off'")).toBe(1);
    // A new sync asks for the work in a form that can be read.
    await stage.start();
    await stage.expectVerified();
  },
);

fault("P9", "a verify job that cannot be read stops nothing but its own repositories", async (stage) => {
  await stage.start();
  await stage.expectVerified();
  const hold = await stage.hold({ route: "/orgs/" });
  await stage.start();
  await hold.reached();
  const { run } = await stage.view();
  stage.database
    .prepare(
      `INSERT INTO jobs (run_id, kind, subject_id, payload, state, priority, run_at_ms, created_at_ms, changed_at_ms)
       VALUES (?, 'verify', ?, '{ cut off', 'ready', 20, 0, 0, 0)`,
    )
    .run(run.runId, stage.organization.id);
  await hold.release();
  expect((await stage.end()).run).toMatchObject({
    state: "complete-with-gaps",
    counts: { complete: 4 },
    failure: { code: "job/unreadable" },
  });
});

recovers(
  "P10",
  "a sync that is asked for 100 times is one sync, and every job is there once",
  async (stage) => {
    await Promise.all(Array.from({ length: 100 }, () => stage.start()));
    await stage.end();
    expect(stage.count("sync_runs")).toBe(1);
    const twice = "SELECT 1 FROM jobs WHERE kind <> 'verify' GROUP BY kind, subject_id HAVING count(*) > 1";
    expect(stage.count(`(${twice})`)).toBe(0);
  },
);

for (const byMs of [DAY_MS, -DAY_MS]) {
  const direction = byMs > 0 ? "ahead" : "back";
  recovers(
    "P11",
    `the clock is set a day ${direction} on the way: no job is lost, nothing is asked twice`,
    async (stage, [busiest]) => {
      const hold = await stage.hold({ repository: busiest });
      await stage.start();
      await hold.reached();
      stage.clock.set(byMs);
      await stage.clock.pass(3_000);
      expect((await stage.view()).run.stall).toBeNull();
      await hold.release();
      await stage.end();
      expect(await pagesAskedTwice(stage)).toBe(0);
    },
  );

  recovers(
    "P11",
    `the clock is set a day ${direction} while jobs wait for their next attempt`,
    async (stage, [busiest]) => {
      await stage.fault({ kind: "server-error", form: "500" }, { repository: busiest });
      await stage.start();
      await stage.repositoryShows(busiest, { state: "retrying" });
      stage.clock.set(byMs);
      await stage.heal();
    },
  );

  recovers(
    "P11",
    `the clock is set a day ${direction} during a rate limit: it is not waited a day for it`,
    async (stage) => {
      await stage.fault({ kind: "primary-limit", resetInMs: 600_000 }, { route: "graphql" }, 1);
      await stage.start();
      await stage.runShows({ state: "waiting" });
      await stage.isIdle();
      stage.clock.set(byMs);
      await stage.clock.pass(1_000);
      const { wait } = (await stage.view()).run;
      const leftMs = wait?.kind === "rate-limit" ? wait.until - stage.clock.now() : 0;
      expect(leftMs).toBeLessThanOrEqual(605_000);
    },
  );
}

recovers(
  "P12",
  "8 hours of sleep in the middle of a page: it goes on, and nothing is asked twice",
  async (stage, [busiest]) => {
    const hold = await stage.hold({ repository: busiest });
    await stage.start();
    await hold.reached();
    stage.clock.set(8 * 60 * 60_000);
    await stage.clock.pass(2_000);
    expect((await stage.view()).run).toMatchObject({ state: "running", stall: null });
    await hold.release();
    await stage.end();
    expect(await pagesAskedTwice(stage)).toBe(0);
  },
);

/** How many pages of pull requests were asked for more than once. */
async function pagesAskedTwice(stage: Stage): Promise<number> {
  const requests = await stage.newRequests();
  const pages = requests
    .filter(({ operation }) => operation === "PullRequestPage")
    .map(({ variables }) => `${variables!["name"]} ${variables!["after"]}`);
  return pages.length - new Set(pages).size;
}
