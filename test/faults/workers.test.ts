import { expect } from "vitest";
import type { Stage } from "../journeys/support/stage.ts";
import { recovers } from "./support/fault-test.ts";
import { MISBEHAVING, order, setDiskFull } from "./support/misbehaviour.ts";

const CRASHED = expect.objectContaining({ code: "worker/crashed" });

recovers(
  "P5",
  "a worker that throws is a retry with its time; the other repositories go on",
  async (stage, [busiest]) => {
    await order(stage, busiest, "throw", "throw", "throw");
    await stage.start();
    await stage.repositoryShows(busiest, {
      state: "retrying",
      failure: CRASHED,
      retryAt: expect.any(Number),
    });
    await stage.runShows({ counts: expect.objectContaining({ complete: 3 }) });
  },
  MISBEHAVING,
);

recovers(
  "P5",
  "a worker that throws at every attempt is a failure with its name, and a retry heals it",
  async (stage, [busiest]) => {
    await order(stage, busiest, ...Array.from({ length: 6 }, () => "throw" as const));
    await stage.start();
    const { run } = await stage.end();
    expect(run).toMatchObject({ state: "complete-with-gaps", counts: { failed: 1, complete: 3 } });
    expect(await stage.repository(busiest)).toMatchObject({ state: "failed", failure: CRASHED });
    expect(await stage.call("sync.retry", { runId: run.runId })).toEqual({ retried: 1 });
  },
  MISBEHAVING,
);

recovers(
  "P6",
  "a worker that exits is replaced, and its jobs go back",
  async (stage, [busiest, second]) => {
    await order(stage, busiest, "exit", "exit");
    await order(stage, second, "exit");
    await stage.start();
    await stage.end();
    expect(await stage.logged("worker/crashed")).toBeGreaterThanOrEqual(3);
  },
  MISBEHAVING,
);

recovers(
  "P6",
  "a worker that runs out of memory ends alone and is replaced, and its jobs go back",
  async (stage, [busiest]) => {
    await order(stage, busiest, "use up memory");
    await stage.start();
    await stage.end();
    // On a busy computer it may take so long that the watchdog comes first.
    const ended = (await stage.logged("worker/crashed")) + (await stage.logged("worker/hung"));
    expect(ended).toBeGreaterThanOrEqual(1);
  },
  MISBEHAVING,
);

recovers(
  "P7",
  "a worker in an endless loop stalls, with its cause; its thread is ended and the job goes back",
  async (stage, [busiest]) => {
    await order(stage, busiest, "loop");
    await stage.start();
    await stage.repositoryShows(busiest, { state: "running" });
    await stage.clock.pass(31_000);
    await stage.repositoryShows(busiest, { state: "stalled" });
    await stage.runShows({ stall: expect.objectContaining({ cause: "worker-not-answering" }) });
    // It hears no abort, so there is no waiting for one.
    await stage.clock.pass(6_000);
    await expect.poll(() => stage.logged("worker/hung")).toBeGreaterThan(0);
  },
  MISBEHAVING,
);

recovers(
  "P8",
  "a page that comes after its lease was taken back changes nothing",
  async (stage, [busiest]) => {
    const hold = await stage.hold({ repository: busiest });
    await stage.start();
    await hold.reached();
    await stage.runShows({ counts: expect.objectContaining({ complete: 3 }) });
    const stored = stage.stored();
    stage.database.exec(
      "UPDATE jobs SET fence = fence + 1, lease_owner = 'somebody else' WHERE state = 'leased'",
    );
    await hold.release();
    await expect.poll(() => stage.logged("job/superseded")).toBe(1);
    expect(stage.stored()).toEqual(stored);
    // Whoever took the lease over is gone, too: the next start takes the job up.
    await stage.restart();
  },
);

recovers(
  "P22",
  "where no worker thread can be started the sync goes on in-process, and says so",
  async (stage) => {
    await stage.start();
    await stage.runShows({ degraded: true });
    await stage.end();
    const { entries } = await stage.call("logs.search", { search: "engine.degraded" });
    expect(entries).toHaveLength(1);
  },
  {
    core: {
      workerFiles: {
        sync: new URL("./support/worker-that-cannot-load.ts", import.meta.url),
        reader: new URL("./support/worker-that-cannot-load.ts", import.meta.url),
      },
    },
  },
);

/** Brings a sync to where it goes on on a full disk. Returns what was stored until then. */
async function goOnWithoutRoom(stage: Stage, busiest: string): Promise<ReturnType<Stage["stored"]>> {
  const hold = await stage.hold({ repository: busiest });
  await stage.start();
  await hold.reached();
  await stage.runShows({ counts: expect.objectContaining({ complete: 3 }) });
  setDiskFull(stage, true);
  // The slice under way was begun when there was room; the next one finds none.
  const { runId } = (await stage.view()).run;
  await stage.call("sync.pause", { runId });
  await hold.release();
  await stage.isIdle();
  const stored = stage.stored();
  await stage.call("sync.resume", { runId });
  return stored;
}

recovers(
  "P16",
  "a full disk is a wait that names it; nothing is lost, and it goes on when there is room",
  async (stage, [busiest]) => {
    const stored = await goOnWithoutRoom(stage, busiest);
    await stage.runShows({
      state: "waiting",
      wait: {
        kind: "storage",
        since: expect.any(Number),
        failure: expect.objectContaining({ code: "store/full" }),
      },
    });
    await stage.clock.pass(30_000);
    await stage.isIdle();
    expect(stage.stored()).toEqual(stored);
    expect(stage.database.pragma("integrity_check", { simple: true })).toBe("ok");
    expect(stage.count("jobs WHERE state = 'dead' OR attempt > 1")).toBe(0);
    setDiskFull(stage, false);
  },
  MISBEHAVING,
);

recovers(
  "P16",
  "a full disk does not hide that the person must sign in; once both are over, the sync goes on",
  async (stage, [busiest]) => {
    await goOnWithoutRoom(stage, busiest);
    await stage.runShows({ state: "waiting", wait: expect.objectContaining({ kind: "storage" }) });
    await stage.control({ type: "revoke-token" });
    await stage.clock.pass(5_000);
    await stage.runShows({ state: "waiting", wait: expect.objectContaining({ kind: "sign-in" }) });
    setDiskFull(stage, false);
    await stage.control({ type: "restore-token" });
    await stage.connect();
  },
  MISBEHAVING,
);
