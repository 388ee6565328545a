import type { AccountId, EpochMs, RepositoryId, RunId } from "../../shared/ids.ts";
import { describeFailure, failureOf, retryPolicyOf, type Failure } from "../../shared/failures.ts";
import type { LogEntry } from "../../shared/log-entry.ts";
import type { Result } from "../../shared/result.ts";
import type { Slice, SliceOutcome, SliceReport } from "../../shared/slices.ts";
import { listUnfinishedRuns, readRun } from "../database/run-store.ts";
import type { PatientWriter } from "../database/write-retry.ts";
import { freeAbandoned, renewLeases, type LeasedJob } from "../jobs/job-queue.ts";
import { stalledEntry, timeJumpedEntry } from "./engine-entries.ts";
import { RunCosts, storeCosts } from "./run-costs.ts";
import { mendRun, takeIn } from "./run-work.ts";
import { SliceAtWork, type SliceServices } from "./slice-at-work.ts";
import type { SlicePool } from "./slice-pool.ts";
import { StoreGate, type StoreTrouble } from "./store-gate.ts";
import { Turn, type EndedSlice, type TurnOptions } from "./turn.ts";
import type { WatchdogSettings } from "./watchdog.ts";

const TICK_MS = 1_000;
/** A tick this late was not late: the machine slept. */
const SLEPT_AFTER_MS = 10_000;
const RENEW_EVERY_MS = 20_000;
/** After a write that failed, such as on a full disk, the next turn waits this long. */
const PAUSE_AFTER_FAILURE_MS = 3_000;
const LONGEST_STOP_MS = 2_000;

export interface SupervisorOptions extends TurnOptions {
  writer: PatientWriter;
  pool: Pick<SlicePool, "run" | "capacity">;
  watchdog: WatchdogSettings;
  log(entry: LogEntry): void;
  credentialOf(accountId: AccountId): Promise<Result<string>>;
  /** A repository of a run, or with null the run as a whole, may look different now. */
  onChange(runId: RunId, repositoryId: RepositoryId | null): void;
  /** What a slice told, after its consequences are stored. */
  onReport(slice: Slice, report: SliceReport): void;
  /** Something could not be stored, or with null it can be again: every run may look different now. */
  onStorage(failure: Failure | null): void;
  /** Whether this computer does no work for now: then nothing is started. */
  isHeld(): boolean;
}

interface JobAtWork {
  job: LeasedJob;
  work: SliceAtWork;
  /** Its slice has ended, and what follows is about to be stored: until then the job is still being worked on. */
  hasEnded: boolean;
}

/** Hands jobs to workers, watches over them, and deals with what becomes of them, turn by turn. */
export class Supervisor {
  readonly costs = new RunCosts();
  readonly #options: SupervisorOptions;
  /** When silence is a stall, and what is done about it. */
  watchdog: WatchdogSettings;
  readonly #services: SliceServices;
  readonly #turn: Turn;
  readonly #atWork = new Map<number, JobAtWork>();
  /** Slices outside the queue. */
  readonly #aside = new Set<SliceAtWork>();
  readonly #storeGate = new StoreGate();
  #ended: EndedSlice[] = [];
  #turning: Promise<void> | null = null;
  #isWakeWanted = false;
  #notBefore: EpochMs = 0;
  #cancelTick: (() => void) | null = null;
  #tickedAt: EpochMs = 0;
  #renewedAt: EpochMs = 0;
  /** Jobs are run only by whoever has started: another process may be at them, and this one only looks on. */
  #isStarted = false;
  #isStopping = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.watchdog = options.watchdog;
    this.#turn = new Turn(options);
    this.#services = {
      pool: options.pool,
      governor: options.governor,
      clock: options.clock,
      credentialOf: options.credentialOf,
      onReport: (slice, report) => void this.#takeReport(slice, report),
      onCost: (accountId, runId, points) => this.costs.note(accountId, runId, points),
      log: options.log,
    };
  }

  /** Frees what a former process left leased, mends what a recovery left, and begins to work. The caller holds the engine lock. */
  async start(): Promise<void> {
    const { writer, database, owner, clock, log } = this.#options;
    const freed = await writer.write(() => {
      for (const run of listUnfinishedRuns(database)) mendRun(database, run, clock.now());
      return freeAbandoned(database, owner, clock.now());
    });
    if (this.#isStopping) return;
    this.#isStarted = true;
    if (freed > 0) {
      const message = `${freed} jobs that were under way when Onramp last ended go on.`;
      log({ at: clock.now(), level: "info", event: "engine.resumed", message });
    }
    this.#keepTicking();
    this.wake();
  }

  /** Looks for work soon: something was enqueued, resumed or reopened. */
  wake(): void {
    if (!this.#isStarted || this.#isStopping) return;
    if (this.#turning) {
      this.#isWakeWanted = true;
      return;
    }
    this.#turning = this.#takeTurn().finally(() => {
      this.#turning = null;
      if (!this.#isWakeWanted) return;
      this.#isWakeWanted = false;
      this.wake();
    });
  }

  /** The slices at work for a run. */
  listLive(runId: RunId): SliceAtWork[] {
    return [...this.#atWork.values()].flatMap(({ job, work }) => (job.runId === runId ? [work] : []));
  }

  /** Why nothing can be stored for now; null when it can. */
  get storeTrouble(): StoreTrouble | null {
    return this.#storeGate.trouble;
  }

  /** The jobs that workers of this process are at. */
  liveJobIds(): Set<number> {
    return new Set(this.#atWork.keys());
  }

  /** Asks the slices of a run to end soon: it is paused, or its jobs are cancelled. */
  abortRun(runId: RunId): void {
    for (const work of this.listLive(runId)) work.abort();
  }

  /** Asks all slices to end soon: the computer goes to sleep, or saves its battery. */
  abortAll(): void {
    for (const { work } of this.#atWork.values()) work.abort();
  }

  /** Runs a slice outside the queue, such as a list for the window; `onReport` hears what it tells. */
  async runOnce(slice: Slice, onReport: (report: SliceReport) => void): Promise<SliceOutcome> {
    const work = new SliceAtWork(slice, { ...this.#services, onReport: (_, report) => onReport(report) });
    this.#aside.add(work);
    this.#keepTicking();
    const outcome = await work.ended;
    this.#aside.delete(work);
    if (outcome.kind === "failed") this.#options.governor.note(slice.accountId, outcome.failure, work.signIn);
    this.#noteStorage(outcome);
    return outcome;
  }

  /** Ends all slices, waits for what they committed, and puts their jobs back. Nothing is begun afterwards. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#cancelTick?.();
    const all = [...this.#aside, ...[...this.#atWork.values()].map(({ work }) => work)];
    for (const work of all) work.abort();
    const patience = Promise.withResolvers<void>();
    const cancel = this.#options.clock.after(LONGEST_STOP_MS, patience.resolve);
    await Promise.race([Promise.all(all.map(({ ended }) => ended)), patience.promise]);
    cancel();
    if (!this.#isStarted) return;
    await this.#turning;
    this.#notBefore = 0;
    await this.#takeTurn();
  }

  async #takeTurn(): Promise<void> {
    const { writer, database, pool, clock, log, onChange, isHeld } = this.#options;
    // Slices that end together are dealt with together.
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (clock.now() < this.#notBefore) return;
    const ended = this.#ended.splice(0);
    const costs = this.costs.take();
    try {
      const { concerned, started, endedRuns } = await writer.write(() => {
        const concerned = ended.map((slice) => this.#turn.conclude(slice));
        storeCosts(database, costs);
        const runs = listUnfinishedRuns(database);
        const endedRuns = runs.filter((run) => this.#turn.advance(run));
        const underWay = [...this.#atWork.values()].filter(({ hasEnded }) => !hasEnded);
        const atWork = underWay.length;
        const free =
          this.#isStopping || isHeld()
            ? 0
            : this.#storeGate.allow(pool.capacity - atWork, atWork, clock.now());
        return { concerned, started: this.#turn.lease(runs, free, countByAccount(underWay)), endedRuns };
      });
      for (const { job } of ended) this.#atWork.delete(job.lease.jobId);
      for (const { job, slice } of started) this.#begin(job, slice);
      for (const entry of this.#turn.takeEntries()) log(entry);
      for (const [index, { job }] of ended.entries()) {
        for (const id of [repositoryOf(job), ...concerned[index]!]) onChange(job.runId, id);
      }
      for (const run of endedRuns) onChange(run.id, null);
    } catch (error) {
      // Nothing was stored: what has ended is dealt with again. Jobs at work go on.
      this.#turn.takeEntries();
      this.#ended.unshift(...ended);
      this.costs.giveBack(costs);
      this.#notBefore = clock.now() + PAUSE_AFTER_FAILURE_MS;
      this.#noteFailedWrite("engine.turn-failed", failureOf(error));
    }
  }

  /** Main itself could not store something. */
  #noteFailedWrite(event: string, failure: Failure): void {
    const { clock, log } = this.#options;
    const message = describeFailure(failure).sentence;
    const data = { detail: failure.detail ?? null };
    log({ at: clock.now(), level: "error", event, message, code: failure.code, data });
    this.#noteStorage({ kind: "failed", failure });
  }

  /** Whether a slice could store what it had. A failure of another kind says nothing about that. */
  #noteStorage(outcome: SliceOutcome): void {
    const { clock, onStorage } = this.#options;
    if (outcome.kind !== "failed") {
      if (this.#storeGate.open()) onStorage(null);
    } else if (retryPolicyOf(outcome.failure) === "wait-storage") {
      this.#storeGate.close(outcome.failure, clock.now());
      onStorage(outcome.failure);
    }
  }

  #begin(job: LeasedJob, slice: Slice): void {
    const { onChange } = this.#options;
    const work = new SliceAtWork(slice, this.#services);
    const atWork: JobAtWork = { job, work, hasEnded: false };
    this.#atWork.set(job.lease.jobId, atWork);
    onChange(job.runId, repositoryOf(job));
    void work.ended.then((outcome) => {
      atWork.hasEnded = true;
      const { wasAborted, signIn } = work;
      this.#ended.push({ job, accountId: slice.accountId, outcome, wasAborted, signIn });
      if (!work.wasAborted) this.#noteStorage(outcome);
      this.wake();
    });
  }

  async #takeReport(slice: Slice, report: SliceReport): Promise<void> {
    const { writer, database, clock, onChange, onReport } = this.#options;
    const { runId } = slice;
    if (report.kind === "repositories-listed" && runId !== null) {
      // Their reading begins while the list is still being read. What is missed here is mended when the list ends.
      try {
        await writer.write(() => {
          // Nobody would ever do the work of a run that was cancelled meanwhile.
          if (readRun(database, runId)?.outcome !== null) return;
          takeIn(database, runId, slice.organizationId, report.repositoryIds, clock.now());
        });
      } catch (error) {
        this.#noteFailedWrite("engine.list-not-taken-in", failureOf(error));
        return;
      }
      for (const id of report.repositoryIds) onChange(runId, id);
      this.wake();
    }
    if (report.kind === "rows-stored" && runId !== null) onChange(runId, report.repositoryId);
    if (report.kind === "members-stored" && runId !== null) onChange(runId, null);
    onReport(slice, report);
  }

  /** Ticks as long as there is something to watch over. */
  #keepTicking(): void {
    if (this.#cancelTick !== null || this.#isStopping) return;
    this.#tickedAt = this.#options.clock.now();
    this.#scheduleTick();
  }

  #scheduleTick(): void {
    this.#cancelTick = this.#options.clock.after(TICK_MS, () => {
      this.#cancelTick = null;
      this.#tick();
      if (!this.#isStopping && (this.#isStarted || this.#aside.size > 0)) this.#scheduleTick();
    });
  }

  /** Once a second: watches over the slices, renews their leases, and lets jobs start whose time has come. */
  #tick(): void {
    const { clock, governor, log, onChange } = this.#options;
    const now = clock.now();
    const jumpedMs = now - this.#tickedAt - TICK_MS;
    const hasSlept = Math.abs(jumpedMs) > SLEPT_AFTER_MS;
    this.#tickedAt = now;
    // Sleep cannot be told from a clock that was put forward, and in sleep the time has passed. Nothing passes backwards.
    if (jumpedMs < -SLEPT_AFTER_MS) {
      governor.clockTurned(jumpedMs);
      this.#notBefore = 0;
    }
    for (const { job, work, hasEnded } of this.#atWork.values()) {
      if (hasEnded) continue;
      if (hasSlept) work.forgiveSilence(now);
      const before = work.verdict.kind;
      const verdict = work.watch(this.watchdog, now);
      if (verdict.kind === before) continue;
      onChange(job.runId, repositoryOf(job));
      if (verdict.kind === "stalled") log(stalledEntry(job, verdict.cause, now - verdict.since, now));
    }
    for (const work of this.#aside) {
      if (hasSlept) work.forgiveSilence(now);
      work.watch(this.watchdog, now);
    }
    if (hasSlept) {
      this.#renewedAt = 0;
      log(timeJumpedEntry(jumpedMs, now));
    }
    if (now - this.#renewedAt >= RENEW_EVERY_MS && this.#atWork.size > 0) this.#renew(now);
    this.wake();
  }

  #renew(now: EpochMs): void {
    const { writer, database } = this.#options;
    this.#renewedAt = now;
    const jobIds = [...this.#atWork.values()].map(({ job }) => job.lease.jobId);
    writer
      .write(() => renewLeases(database, jobIds, now))
      .catch(() => {
        // The next tick tries again; a lease that runs out while its worker lives is only a figure on a screen.
        this.#renewedAt = 0;
      });
  }
}

function countByAccount(underWay: readonly JobAtWork[]): Map<AccountId, number> {
  const counts = new Map<AccountId, number>();
  for (const { work } of underWay) {
    const { accountId } = work.slice;
    counts.set(accountId, (counts.get(accountId) ?? 0) + 1);
  }
  return counts;
}

function repositoryOf(job: LeasedJob): RepositoryId | null {
  const isAboutRepository = job.kind === "pull_requests" || job.kind === "reviews";
  return isAboutRepository ? (job.subjectId as RepositoryId) : null;
}
