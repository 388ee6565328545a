import type { AccountId, EpochMs, RepositoryId, RunId } from "../../shared/ids.ts";
import { describeFailure, type Failure } from "../../shared/failures.ts";
import type { LogEntry } from "../../shared/log-entry.ts";
import { RESOURCES } from "../../shared/resources.ts";
import { assertNever } from "../../shared/result.ts";
import type { FollowUp, Slice, SliceOutcome } from "../../shared/slices.ts";
import type { Clock } from "../ports.ts";
import type { WritableDatabase } from "../database/connection.ts";
import { readRun, type StoredRun } from "../database/run-store.ts";
import {
  fail,
  finish,
  forgiveAttempt,
  giveBack,
  hasUnfinishedJobs,
  leaseJobs,
  PRIORITY,
  type AfterFailure,
  type LeasedJob,
} from "../jobs/job-queue.ts";
import { DoubtfulAttempts, isDoubtful } from "./doubtful-attempts.ts";
import type { Governor } from "./governor.ts";
import { endIfDone, followUp, mendRun, takeInList, VERIFY_BATCH, verifyWhatIsRead } from "./run-work.ts";

/** A slice reads this many pages before it yields, so that one huge repository never starves the others. */
const PAGES_PER_SLICE = 8;

/** A slice that has ended, with the job it worked on. */
export interface EndedSlice {
  job: LeasedJob;
  accountId: AccountId;
  outcome: SliceOutcome;
  /** It was asked to end before its time, by a pause or at the end of the program. */
  wasAborted: boolean;
  /** The account's sign-in that held when it began. */
  signIn: number;
}

/** A job that may start now. */
export interface StartableJob {
  job: LeasedJob;
  slice: Slice;
}

export interface TurnOptions {
  database: WritableDatabase;
  governor: Governor;
  clock: Clock;
  /** This process, in `jobs.lease_owner`. */
  owner: string;
}

/**
 * The transaction in which the engine moves on: ends the leases of slices that have ended, enqueues what follows from
 * them, ends runs that are done, and leases what may start. Its methods are called inside that transaction.
 */
export class Turn {
  readonly #options: TurnOptions;
  /** What there is to say of this turn. */
  #entries: LogEntry[] = [];
  /** Repositories that were read since verify jobs were last enqueued, by run. */
  readonly #readSinceVerify = new Map<RunId, number>();
  readonly #doubtful = new DoubtfulAttempts();

  constructor(options: TurnOptions) {
    this.#options = options;
  }

  /** Gives the log's entries of this turn: to be written if it was committed, else to be forgotten with it. */
  takeEntries(): LogEntry[] {
    return this.#entries.splice(0);
  }

  /**
   * Ends the lease of a job whose slice has ended, and enqueues what follows. Returns the repositories of its run that
   * may look different for it, beside the one that the job is about.
   */
  conclude({ job, accountId, outcome, wasAborted, signIn }: EndedSlice): RepositoryId[] {
    const { database, clock } = this.#options;
    const now = clock.now();
    switch (outcome.kind) {
      case "done":
        return this.#finish(job, outcome.follow, now);
      case "yield": {
        const isHead = job.kind === "pull_requests" && !wasAborted;
        giveBack(database, job.lease, now, isHead ? PRIORITY.history : undefined);
        return [];
      }
      case "failed":
        this.#fail(job, accountId, outcome.failure, signIn);
        return [];
      default:
        return assertNever(outcome);
    }
  }

  #finish(job: LeasedJob, follow: FollowUp, now: EpochMs): RepositoryId[] {
    const { database } = this.#options;
    if (!finish(database, job.lease, now)) return [];
    followUp(database, job.runId, follow, now);
    const added = job.kind === "repositories" ? takeInList(database, readRun(database, job.runId)!, now) : [];
    this.#readSinceVerify.set(job.runId, (this.#readSinceVerify.get(job.runId) ?? 0) + 1);
    this.#log(job, "debug", "job.done", `The ${job.kind} job is done.`);
    return [...follow.read, ...follow.readReviews, ...follow.settled, ...added];
  }

  #fail(job: LeasedJob, accountId: AccountId, failure: Failure, signIn: number): void {
    const { database, governor, clock } = this.#options;
    const now = clock.now();
    const gate = governor.accountGateOf(accountId);
    const isDoubted = isDoubtful(failure);
    // By now it is known why the connection broke: there is no network. Who looks for it next waits as after any try.
    const cause = isDoubted && gate.kind === "offline" ? gate.failure : failure;
    governor.note(accountId, cause, signIn);
    const after = fail(database, job.lease, cause, now, Math.random());
    this.#logFailure(job, failure, after);
    if (isDoubted && after.kind === "retry") {
      this.#doubtful.note(accountId, job.lease.jobId, now, governor.answeredAt(accountId));
    }
  }

  /** Has what is read verified, and ends the run when nothing is left to do. True when it ended. */
  advance(run: StoredRun): boolean {
    const { database, clock } = this.#options;
    const now = clock.now();
    if ((this.#readSinceVerify.get(run.id) ?? 0) >= VERIFY_BATCH) {
      this.#readSinceVerify.set(run.id, 0);
      verifyWhatIsRead(database, run, false, now);
    }
    // The lists draw on another budget: when that is used up, what is read is counted nevertheless.
    if (hasUnfinishedJobs(database, run.id, ["repositories", "members"])) return false;
    verifyWhatIsRead(database, run, true, now);
    if (hasUnfinishedJobs(database, run.id)) return false;
    mendRun(database, run, now);
    const outcome = endIfDone(database, run, now);
    if (outcome === null) return false;
    this.#readSinceVerify.delete(run.id);
    this.#entries.push({
      at: now,
      level: outcome === "complete" ? "info" : "warn",
      event: "run.ended",
      message: `The sync ended: ${outcome}.`,
      runId: run.id,
      organizationId: run.organizationId,
    });
    return true;
  }

  /**
   * Leases what may start now, each account within its gate. `free` is the room that workers have. Who has least under
   * way comes first, so that an account with thousands of jobs does not keep all the workers from the others.
   * @param underWay the accounts that workers are at, each with the number of its slices
   */
  lease(runs: readonly StoredRun[], free: number, underWay: ReadonlyMap<AccountId, number>): StartableJob[] {
    const { database, owner, governor, clock } = this.#options;
    const started: StartableJob[] = [];
    const countOf = (accountId: AccountId): number => underWay.get(accountId) ?? 0;
    const accounts = new Set(runs.map((run) => run.accountId));
    for (const accountId of [...accounts].sort((one, other) => countOf(one) - countOf(other))) {
      const isProbe = governor.accountGateOf(accountId).kind === "offline";
      if (isProbe) {
        for (const jobId of this.#doubtful.take(accountId, governor.answeredAt(accountId)))
          forgiveAttempt(database, jobId, clock.now());
      }
      const resources = RESOURCES.filter((resource) => governor.mayTry(accountId, resource));
      if (resources.length === 0) continue;
      // While offline, one job at a time finds out whether the network is back.
      const room = free - started.length;
      const limit = isProbe && room > 0 ? Number(countOf(accountId) === 0) : room;
      const jobs = leaseJobs(database, { owner, accountId, resources, limit, now: clock.now() });
      const othersWait = jobs.length === limit;
      for (const job of jobs) {
        const run = runs.find(({ id }) => id === job.runId)!;
        started.push({ job, slice: sliceOf(job, run, othersWait) });
        this.#log(job, "debug", "job.started", `The ${job.kind} job starts, attempt ${job.attempt}.`);
      }
    }
    return started;
  }

  #logFailure(job: LeasedJob, failure: Failure, after: AfterFailure): void {
    const what = {
      retry: "It will be tried again.",
      waits: "It waits.",
      dead: "It was given up; it can be retried.",
      superseded: "Another worker has taken it over.",
    }[after.kind];
    this.#log(
      job,
      after.kind === "dead" ? "error" : "warn",
      "job.failed",
      `${describeFailure(failure).sentence} ${what}`,
      {
        code: failure.code,
        data: {
          detail: failure.detail ?? null,
          attempt: job.attempt,
          requestId: failure.requestId ?? null,
          became: after.kind,
        },
      },
    );
  }

  #log(
    job: LeasedJob,
    level: LogEntry["level"],
    event: string,
    message: string,
    more: Partial<LogEntry> = {},
  ): void {
    const isAboutRepository = job.kind === "pull_requests" || job.kind === "reviews";
    this.#entries.push({
      at: this.#options.clock.now(),
      level,
      event,
      message,
      runId: job.runId,
      jobId: job.lease.jobId,
      ...(isAboutRepository ? { repositoryId: job.subjectId } : { organizationId: job.subjectId }),
      ...more,
    });
  }
}

function sliceOf(job: LeasedJob, run: StoredRun, othersWait: boolean): Slice {
  const isHead = job.kind === "pull_requests" && job.priority === PRIORITY.head;
  // A list that is read in one go need not be read again to see whether it has shifted.
  const isList = job.kind === "repositories" || job.kind === "members";
  return {
    kind: job.kind,
    lease: job.lease,
    runId: run.id,
    accountId: run.accountId,
    apiUrl: run.apiUrl,
    organizationId: run.organizationId,
    subjectId: job.subjectId,
    payload: job.payload,
    attempt: job.attempt,
    // The newest page of every repository comes before the history of any; with room for all they need not take turns.
    maxPages: isList ? Number.MAX_SAFE_INTEGER : isHead && othersWait ? 1 : PAGES_PER_SLICE,
  };
}
