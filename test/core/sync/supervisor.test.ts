import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Slice, SliceOutcome, SliceReport, ToWorker } from "../../../src/shared/slices.ts";
import { NO_FOLLOW_UP } from "../../../src/shared/slices.ts";
import { endRun } from "../../../src/core/database/run-store.ts";
import { PatientWriter } from "../../../src/core/database/write-retry.ts";
import { cancelJobs, PRIORITY } from "../../../src/core/jobs/job-queue.ts";
import { Governor } from "../../../src/core/sync/governor.ts";
import type { SliceMessage } from "../../../src/core/sync/slice-pool.ts";
import { Supervisor } from "../../../src/core/sync/supervisor.ts";
import { WATCHDOG_SETTINGS } from "../../../src/core/sync/watchdog.ts";
import { StoredRunWorld } from "./stored-run.ts";

/** A slice that a worker is at: it says and ends what the test makes it. */
interface WorkerAtIt {
  slice: Slice;
  heard: ToWorker["kind"][];
  say(message: SliceMessage): void;
  tell(report: SliceReport): void;
  end(outcome: SliceOutcome): void;
}

let world: StoredRunWorld;
let governor: Governor;
let supervisor: Supervisor;
let workers: WorkerAtIt[];

beforeEach(() => {
  world = new StoredRunWorld();
  workers = [];
  const { clock, database } = world;
  const network = { isOnline: () => true, onChange: () => () => undefined };
  governor = new Governor({ clock, network, reserve: 0, onGateChange: () => undefined });
  supervisor = new Supervisor({
    database,
    governor,
    clock,
    owner: "this process",
    writer: new PatientWriter(database, clock),
    pool: { capacity: 4, run },
    watchdog: WATCHDOG_SETTINGS,
    credentialOf: () => Promise.resolve({ ok: true, value: "the-token" }),
    log: () => undefined,
    onChange: () => undefined,
    onReport: () => undefined,
    onStorage: () => undefined,
    isHeld: () => false,
  });
});
afterEach(async () => {
  await stop();
  governor.close();
  world.remove();
});

function run(slice: Slice, onMessage: (message: SliceMessage) => void) {
  const outcome = Promise.withResolvers<SliceOutcome>();
  const heard: ToWorker["kind"][] = [];
  const end = (how: SliceOutcome): void => outcome.resolve(how);
  const tell = (report: SliceReport): void => onMessage({ kind: "report", report });
  workers.push({ slice, heard, end, tell, say: onMessage });
  return {
    outcome: outcome.promise,
    send: ({ kind }: ToWorker) => void heard.push(kind),
    terminate: () => end({ kind: "failed", failure: { code: "worker/hung" } }),
  };
}

/** All workers hear the abort and yield. */
async function stop(): Promise<void> {
  for (const { end } of workers) end({ kind: "yield" });
  await supervisor.stop();
}

/** Everything that was begun has been stored. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 5; turns += 1) await setImmediate();
}

const done = { kind: "done", follow: NO_FOLLOW_UP } as const;

test("nothing is run before it has started, whatever wakes it", async () => {
  world.enqueue(1);
  supervisor.wake();
  await settled();
  expect(world.job()).toMatchObject({ state: "ready", fence: 0 });
  await supervisor.start();
  await settled();
  expect(workers.map(({ slice }) => slice.subjectId)).toContain(1);
});

test("stopped while it starts, it runs nothing and sets no timer", async () => {
  world.enqueue(1);
  const start = supervisor.start();
  await supervisor.stop();
  await start;
  await settled();
  expect(workers).toEqual([]);
  expect(world.clock.waiting).toBe(0);
});

test("a page of the list that is told after the sync was cancelled leaves no work to a run that has ended", async () => {
  const { database, clock, runId, organization } = world;
  world.enqueue(organization.id, { kind: "repositories", priority: PRIORITY.list });
  await supervisor.start();
  await settled();
  const repository = world.addRepository(false);
  cancelJobs(database, runId, clock.now());
  endRun(database, runId, "cancelled", null, clock.now());
  const [list] = workers;
  list!.tell({
    kind: "repositories-listed",
    repositoryIds: [repository],
    pagesLoaded: 1,
    pagesTotal: 1,
    hidden: null,
  });
  list!.end(done);
  await settled();
  expect(world.listJobs("ready")).toEqual([]);
});

describe("work outside the queue, such as a list for the window", () => {
  let outcome: SliceOutcome | null;
  beforeEach(() => {
    outcome = null;
    const { accountId, organization } = world;
    const slice: Slice = {
      kind: "repositories",
      lease: null,
      runId: null,
      accountId,
      apiUrl: "https://api.github.com",
      organizationId: organization.id,
      subjectId: organization.id,
      payload: {},
      attempt: 1,
      maxPages: 1,
    };
    void supervisor.runOnce(slice, () => undefined).then((how) => (outcome = how));
  });

  test("is ended when its thread does not answer, also where no sync has begun", async () => {
    world.clock.advance(36_000);
    await settled();
    expect(outcome).toEqual({ kind: "failed", failure: { code: "worker/hung" } });
    // Nothing is left to watch over.
    world.clock.advance(1_000);
    expect(world.clock.waiting).toBe(0);
  });

  test("is aborted when nothing comes of its request, and has failed for that", async () => {
    const [worker] = workers;
    worker!.tell({ kind: "activity", activity: "request-started" });
    for (let second = 0; second < 41; second += 1) {
      world.clock.advance(1_000);
      worker!.say({ kind: "pong" });
    }
    expect(worker!.heard).toContain("abort");
    worker!.end({ kind: "yield" });
    await settled();
    expect(outcome).toEqual({ kind: "failed", failure: { code: "network/timeout" } });
  });

  test("is asked to end when the program does", async () => {
    const stopping = supervisor.stop();
    expect(workers[0]!.heard).toContain("abort");
    workers[0]!.end({ kind: "yield" });
    await stopping;
    expect(outcome).toEqual({ kind: "yield" });
    expect(world.clock.waiting).toBe(0);
  });
});
