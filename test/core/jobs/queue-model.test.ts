import fc from "fast-check";
import { expect, test } from "vitest";
import type { JobId } from "../../../src/shared/ids.ts";
import type { FailureCode } from "../../../src/shared/failures.ts";
import { JOB_KINDS } from "../../../src/shared/jobs/job-kinds.ts";
import { openWorkerDatabase, type WritableDatabase } from "../../../src/core/database/connection.ts";
import { commitFenced } from "../../../src/core/database/fenced-commit.ts";
import { cancelJobs, finish, freeAbandoned, giveBack, reviveDead } from "../../../src/core/jobs/job-queue.ts";
import { StoredQueue, type JobState } from "./stored-queue.ts";

/*
 * Two workers, each on its own connection, and a supervisor, in any order of steps, on one database file. A worker
 * whose lease was taken back does not know it: it goes on to commit and to conclude. Beside the real queue runs a model
 * of it so small that its correctness can be seen.
 */

interface ModelJob {
  id: JobId;
  subject: number;
  state: JobState;
  fence: number;
  failures: number;
}

type WorkerName = "A" | "B";

interface HeldLease {
  jobId: JobId;
  fence: number;
}

class Model {
  readonly jobs: ModelJob[] = [];
  readonly held: Record<WorkerName, HeldLease | null> = { A: null, B: null };
  /** Pages that were committed: by whom, for which job, under which fence. */
  readonly pages: string[] = [];
  processes = 1;

  unfinished(subject: number): ModelJob | undefined {
    return this.jobs.find((job) => job.subject === subject && isUnfinished(job));
  }

  /** The job that a worker has a right to; undefined when its lease was taken back. */
  jobOf(worker: WorkerName): ModelJob | undefined {
    const held = this.held[worker];
    return this.jobs.find(
      (job) => job.id === held?.jobId && job.fence === held.fence && job.state === "leased",
    );
  }
}

const isUnfinished = ({ state }: ModelJob): boolean => state === "ready" || state === "leased";

class Real {
  readonly queue = new StoredQueue();
  readonly connections: Record<WorkerName, WritableDatabase>;

  constructor() {
    this.queue.database.exec("CREATE TABLE pages (page TEXT NOT NULL) STRICT");
    const { directory } = this.queue.organization;
    this.connections = { A: openWorkerDatabase(directory), B: openWorkerDatabase(directory) };
    // Thousands of commits; that they outlast a power cut is not the question here.
    for (const it of [this.queue.database, ...Object.values(this.connections)])
      it.pragma("synchronous = OFF");
  }

  close(): void {
    this.connections.A.close();
    this.connections.B.close();
    this.queue.remove();
  }
}

type Step = fc.Command<Model, Real>;

/** A step that can be taken when `check` says so; afterwards the queue must be what the model says. */
function step(name: string, check: (model: Model) => boolean, run: (model: Model, real: Real) => void): Step {
  return {
    check: (model) => check(model),
    run(model, real) {
      run(model, real);
      expectAgreement(model, real);
    },
    toString: () => name,
  };
}

function expectAgreement(model: Model, { queue }: Real): void {
  const stored = queue.jobs();
  expect(stored.map(({ id, state, fence }) => ({ id, state, fence }))).toEqual(
    model.jobs.map(({ id, state, fence }) => ({ id, state, fence })),
  );
  const unfinished = model.jobs.filter(isUnfinished).map(({ subject }) => subject);
  expect(new Set(unfinished).size, "no work is doubled").toBe(unfinished.length);
  const pages = queue.database.prepare("SELECT page FROM pages ORDER BY rowid").pluck().all();
  expect(pages, "no row by a worker without a right to the job").toEqual(model.pages);
  const workersOfFence = new Map(model.pages.map((page) => [page.slice(2), page[0]]));
  expect(
    model.pages.every((page) => workersOfFence.get(page.slice(2)) === page[0]),
    "one worker a fence",
  ).toBe(true);
}

const enqueue = (subject: number): Step =>
  step(
    `enqueue ${subject}`,
    () => true,
    (model, { queue }) => {
      queue.enqueue(subject);
      if (model.unfinished(subject)) return;
      const id = queue.jobs().at(-1)!.id;
      model.jobs.push({ id, subject, state: "ready", fence: 0, failures: 0 });
    },
  );

const lease = (worker: WorkerName): Step =>
  step(
    `${worker} gets a job`,
    (model) => model.held[worker] === null,
    (model, { queue }) => {
      const [job] = queue.lease({ limit: 1, owner: `process ${model.processes}` });
      const ready = model.jobs.filter(({ state }) => state === "ready");
      if (!job) return expect(ready).toEqual([]);
      const mine = ready.find(({ id }) => id === job.lease.jobId)!;
      mine.state = "leased";
      mine.fence += 1;
      expect(job.lease.fence).toBe(mine.fence);
      model.held[worker] = job.lease;
    },
  );

const commit = (worker: WorkerName): Step =>
  step(
    `${worker} commits a page`,
    (model) => model.held[worker] !== null,
    (model, { connections }) => {
      const held = model.held[worker]!;
      const page = `${worker} ${held.jobId}/${held.fence}`;
      const connection = connections[worker];
      const write = () =>
        commitFenced(connection, held, () => connection.prepare("INSERT INTO pages VALUES (?)").run(page));
      if (!model.jobOf(worker)) return expect(write).toThrow("job/superseded");
      write();
      model.pages.push(page);
    },
  );

/** What a worker says at its end; `to` is what becomes of a job that it still has a right to. */
const conclude = (
  worker: WorkerName,
  name: string,
  act: (real: Real, held: HeldLease) => void,
  to: (job: ModelJob) => JobState,
): Step =>
  step(
    `${worker} ${name}`,
    (model) => model.held[worker] !== null,
    (model, real) => {
      const job = model.jobOf(worker);
      act(real, model.held[worker]!);
      if (job) job.state = to(job);
      model.held[worker] = null;
    },
  );

function concludeFailed(worker: WorkerName, code: FailureCode): Step {
  const becomes = (job: ModelJob): JobState => {
    if (code === "network/offline") return "ready";
    if (code === "github/not-found") return "dead";
    job.failures += 1;
    return job.failures >= JOB_KINDS.pull_requests.maxAttempts ? "dead" : "ready";
  };
  const act = ({ queue }: Real, held: HeldLease): void => void queue.fail(held, { code }, 0);
  return conclude(worker, `fails with ${code}`, act, becomes);
}

const concludeDone = (worker: WorkerName): Step =>
  conclude(
    worker,
    "is done",
    ({ queue }, held) => finish(queue.database, held, queue.clock.now()),
    () => "done",
  );

const concludeYield = (worker: WorkerName): Step =>
  conclude(
    worker,
    "yields",
    ({ queue }, held) => giveBack(queue.database, held, queue.clock.now()),
    () => "ready",
  );

const restart: Step = step(
  "the supervisor starts anew and frees what was leased",
  () => true,
  (model, { queue }) => {
    model.processes += 1;
    freeAbandoned(queue.database, `process ${model.processes}`, queue.clock.now());
    for (const job of model.jobs) if (job.state === "leased") job.state = "ready";
  },
);

const cancel: Step = step(
  "the run is cancelled",
  () => true,
  (model, { queue }) => {
    cancelJobs(queue.database, queue.runId, queue.clock.now());
    for (const job of model.jobs) if (isUnfinished(job)) job.state = "cancelled";
  },
);

const revive: Step = step(
  "a person retries",
  () => true,
  (model, { queue }) => {
    reviveDead(queue.database, queue.runId, undefined, queue.clock.now());
    for (const job of model.jobs.toReversed()) {
      if (job.state !== "dead" || model.unfinished(job.subject)) continue;
      job.state = "ready";
      job.failures = 0;
    }
  },
);

const workers = fc.constantFrom<WorkerName>("A", "B");
const STEPS = [
  fc.integer({ min: 1, max: 3 }).map(enqueue),
  workers.map(lease),
  workers.map(lease),
  workers.map(commit),
  workers.map(commit),
  workers.map(concludeDone),
  workers.map(concludeYield),
  fc
    .tuple(
      workers,
      fc.constantFrom<FailureCode>("github/server-error", "network/offline", "github/not-found"),
    )
    .map(([worker, code]) => concludeFailed(worker, code)),
  fc.constant(restart),
  fc.constant(cancel),
  fc.constant(revive),
];

/** Works until nothing is left, as a supervisor with one good worker does. */
function drain({ queue }: Real): void {
  freeAbandoned(queue.database, "the last process", queue.clock.now());
  for (const { lease } of queue.lease()) finish(queue.database, lease, queue.clock.now());
}

test("two workers and a supervisor, in any order: no stale write, nothing doubled, every job ends", () => {
  fc.assert(
    fc.property(fc.commands(STEPS, { maxCommands: 60, size: "max" }), (steps) => {
      const real = new Real();
      try {
        const model = new Model();
        fc.modelRun(() => ({ model, real }), steps);
        drain(real);
        expect(real.queue.jobs().filter(({ state }) => state === "ready" || state === "leased")).toEqual([]);
      } finally {
        real.close();
      }
    }),
    { numRuns: 40 },
  );
});
