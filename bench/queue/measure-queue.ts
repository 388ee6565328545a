import {
  enqueue,
  fail,
  finish,
  giveBack,
  hasUnfinishedJobs,
  leaseJobs,
  PRIORITY,
  renewLeases,
  type LeasedJob,
} from "../../src/core/jobs/job-queue.ts";
import { createRun, setPaused } from "../../src/core/database/run-store.ts";
import { openNewStore, type NewStore } from "../store/new-store.ts";

/** What one operation took, call by call. */
export interface OperationTimes {
  name: string;
  /** Within the transaction. */
  operationMs: number[];
  /** The commit that follows, with its fsync. */
  commitMs: number[];
}

const ROUNDS = 2_000;

/**
 * What a queue can hold at its worst for whoever looks for due jobs: as many done, waiting for another attempt, and of a
 * paused run, as are due.
 */
const STATES = ["done", "waiting", "paused", "due"] as const;

/** Fills a queue with this many jobs and times its operations, each in a transaction of its own. */
export function measureQueue(jobs: number): OperationTimes[] {
  const store = openNewStore();
  fill(store, jobs);
  const times = measureOperations(store, jobs);
  store.remove();
  return times;
}

function fill({ database, accountId, organizationId, runId }: NewStore, jobs: number): void {
  const insert = database.prepare(
    `INSERT INTO jobs (run_id, kind, subject_id, payload, state, priority, run_at_ms, created_at_ms, changed_at_ms)
     VALUES (?, 'pull_requests', ?, '{}', ?, ?, ?, ?, ?)`,
  );
  const now = Date.now();
  const pausedRunId = createRun(database, { accountId, organizationId, choice: { kind: "all" } }, now);
  setPaused(database, pausedRunId, now);
  database.transaction(() => {
    for (let subject = 1; subject <= jobs; subject += 1) {
      const state = STATES[subject % STATES.length]!;
      const priority = subject % 8 < STATES.length ? PRIORITY.head : PRIORITY.history;
      insert.run(
        ...[state === "paused" ? pausedRunId : runId, subject, state === "done" ? "done" : "ready", priority],
        // Backoffs last a minute at most; the measurement is over by then.
        ...[state === "waiting" ? now + 59_000 : now - (subject % 1_000), now, now],
      );
    }
  })();
  database.exec("CREATE TABLE bench_control (id INTEGER PRIMARY KEY, at INTEGER) STRICT");
  database.pragma("wal_checkpoint(TRUNCATE)");
}

function measureOperations(store: NewStore, jobs: number): OperationTimes[] {
  const { database, accountId, runId } = store;
  const owner = "bench";
  const insertControl = database.prepare("INSERT INTO bench_control (at) VALUES (?)");
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  const byName = new Map<string, OperationTimes>();

  function time<Value>(name: string, operate: (now: number) => Value): Value {
    const now = Date.now();
    begin.run();
    const startedAt = performance.now();
    const value = operate(now);
    const operatedAt = performance.now();
    commit.run();
    const committedAt = performance.now();
    let times = byName.get(name);
    if (!times) byName.set(name, (times = { name, operationMs: [], commitMs: [] }));
    times.operationMs.push(operatedAt - startedAt);
    times.commitMs.push(committedAt - operatedAt);
    return value;
  }
  const lease = (limit: number): LeasedJob[] =>
    time(`lease ${limit}`, (now) => leaseJobs(database, { owner, accountId, limit, now }));

  for (let round = 0; round < ROUNDS; round += 1) {
    time("raw one-row insert", (now) => insertControl.run(now));
    time("enqueue", (now) => {
      const subjectId = jobs + round;
      enqueue(
        database,
        { runId, kind: "pull_requests", subjectId, payload: {}, priority: PRIORITY.head },
        now,
      );
    });
    const [first] = lease(1);
    time("give back", (now) => giveBack(database, first!.lease, now, PRIORITY.history));
    const [second, third, ...rest] = lease(8);
    const ids = rest.map((job) => job.lease.jobId);
    time("renew 6 leases", (now) => renewLeases(database, ids, now));
    time("finish", (now) => finish(database, second!.lease, now));
    time("fail", (now) => fail(database, third!.lease, { code: "github/server-error" }, now, 0.5));
    time("has unfinished jobs", () => hasUnfinishedJobs(database, runId));
    for (const job of rest) time("finish", (now) => finish(database, job.lease, now));
  }
  return [...byName.values()];
}
