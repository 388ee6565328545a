import type { AccountId, EpochMs, JobId, RepositoryId, RunId } from "../../shared/ids.ts";
import { isJobKind, JOB_KINDS, type JobKind } from "../../shared/jobs/job-kinds.ts";
import { retryPolicyOf, type Failure } from "../../shared/failures.ts";
import { RESOURCES, type Resource } from "../../shared/resources.ts";
import { assertNever } from "../../shared/result.ts";
import { committedUnderLease } from "../database/checkpoint-store.ts";
import type { ReadableDatabase, WritableDatabase } from "../database/connection.ts";
import { prepared } from "../database/prepared.ts";
import { findDueJobs } from "./due-jobs.ts";
import { retryDelayMs } from "./retry-delay.ts";

/*
 * The durable queue. Every function runs inside the caller's transaction and is called by main alone.
 *
 *   state      what it means                            what leaves it
 *   ready      due at `run_at_ms`                       a lease; a cancel
 *   leased     a worker is at it, with a fence          done, ready (yield, wait, retry), dead; a cancel
 *   done       nothing is left to do                    nothing
 *   dead       attempts used up, or unreadable; kept    a person's retry, to ready
 *   cancelled  its run was cancelled                    nothing
 *
 * Leasing counts an attempt and raises the fence. Whoever ends a lease must name the fence: a late worker changes
 * nothing. A page committed under the lease proves that the job is well, so its attempts start anew.
 */

/** The smallest goes first. The newest page of every repository comes before the history of any. */
export const PRIORITY = { list: 0, check: 5, members: 8, head: 10, verify: 20, history: 30 } as const;

/** Jobs of one priority are asked for in one way: these with REST, all others with GraphQL. */
const REST_PRIORITIES: ReadonlySet<number> = new Set([PRIORITY.list, PRIORITY.members]);

/** How long a lease lasts unless it is renewed. */
export const LEASE_MS = 60_000;

/**
 * A limit may stop one request and leave the account's gate open, such as when little is left of the hour. A job that
 * meets it looks again this much later, so that it is not leased and refused without a pause.
 */
const LIMIT_LOOK_MS = 5_000;

export interface NewJob {
  runId: RunId;
  kind: JobKind;
  subjectId: number;
  payload: unknown;
  priority: number;
}

/** The right to work on a job, as long as nobody took it back. */
export interface Lease {
  jobId: JobId;
  fence: number;
}

export interface LeasedJob {
  lease: Lease;
  runId: RunId;
  kind: JobKind;
  subjectId: number;
  payload: unknown;
  priority: number;
  attempt: number;
}

interface JobRow {
  id: JobId;
  run_id: RunId;
  kind: string;
  subject_id: number;
  payload: string;
  priority: number;
  attempt: number;
  fence: number;
}

/** Adds a job, due now. The same unfinished job is never there twice: the one that exists is taken into this run. */
export function enqueue(database: WritableDatabase, job: NewJob, now: EpochMs): void {
  prepared(
    database,
    `INSERT INTO jobs (run_id, kind, subject_id, payload, state, priority, run_at_ms, created_at_ms, changed_at_ms)
     VALUES (?, ?, ?, ?, 'ready', ?, ?, ?, ?)
     ON CONFLICT (kind, subject_id, payload) WHERE state IN ('ready', 'leased')
     DO UPDATE SET run_id = excluded.run_id, priority = min(priority, excluded.priority)`,
  ).run(job.runId, job.kind, job.subjectId, JSON.stringify(job.payload), job.priority, now, now, now);
}

/**
 * Leases up to `limit` due jobs of an account's runs to `owner`, best first, leaving out paused runs, and jobs that ask
 * in a way that is not among `resources` (all, unless given).
 * A row that this version cannot read becomes dead, visibly, and the queue flows on.
 */
export function leaseJobs(
  database: WritableDatabase,
  options: {
    owner: string;
    accountId: AccountId;
    resources?: readonly Resource[];
    limit: number;
    now: EpochMs;
  },
): LeasedJob[] {
  const { owner, accountId, resources = RESOURCES, limit, now } = options;
  if (limit <= 0) return [];
  const isAsked = (priority: number): boolean =>
    resources.includes(REST_PRIORITIES.has(priority) ? "rest" : "graphql");
  const due = findDueJobs(database, { accountId, isAsked, limit, now });
  if (due.length === 0) return [];
  const rows = prepared<JobRow>(
    database,
    `UPDATE jobs SET state = 'leased', attempt = attempt + 1, fence = fence + 1, lease_owner = ?, lease_until_ms = ?,
       changed_at_ms = ?
     WHERE id IN (SELECT value FROM json_each(?))
     RETURNING id, run_id, kind, subject_id, payload, priority, attempt, fence`,
  ).all(owner, now + LEASE_MS, now, JSON.stringify(due));
  rows.sort((a, b) => a.priority - b.priority || a.id - b.id);
  return rows.flatMap((row) => {
    const job = parseJob(row);
    if (!job) bury(database, { jobId: row.id, fence: row.fence }, { code: "job/unreadable" }, now);
    return job ? [job] : [];
  });
}

function parseJob(row: JobRow): LeasedJob | null {
  if (!isJobKind(row.kind)) return null;
  const payload = JOB_KINDS[row.kind].payload.safeParse(parseJson(row.payload));
  if (!payload.success) return null;
  return {
    lease: { jobId: row.id, fence: row.fence },
    runId: row.run_id,
    kind: row.kind,
    subjectId: row.subject_id,
    payload: payload.data,
    priority: row.priority,
    attempt: row.attempt,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const END_LEASE = "lease_owner = NULL, lease_until_ms = NULL, changed_at_ms = ?";
const HELD = "id = ? AND fence = ? AND state = 'leased'";

/** Ends a job that has nothing left to do. False when the lease was taken back. */
export function finish(database: WritableDatabase, lease: Lease, now: EpochMs): boolean {
  return (
    prepared(
      database,
      `UPDATE jobs SET state = 'done', attempt = 0, failure = NULL, ${END_LEASE} WHERE ${HELD}`,
    ).run(now, lease.jobId, lease.fence).changes === 1
  );
}

/** Puts a job back that has more to do, or must wait; its attempt is given back. */
export function giveBack(database: WritableDatabase, lease: Lease, now: EpochMs, priority?: number): boolean {
  return putBack(database, lease, now, now, priority);
}

function putBack(
  database: WritableDatabase,
  lease: Lease,
  now: EpochMs,
  runAt: EpochMs,
  priority?: number,
): boolean {
  const isWell = committedUnderLease(database, lease.jobId, lease.fence);
  return (
    prepared(
      database,
      `UPDATE jobs SET state = 'ready', run_at_ms = ?, attempt = CASE WHEN ? THEN 0 ELSE max(0, attempt - 1) END,
         failure = CASE WHEN ? THEN NULL ELSE failure END, priority = coalesce(?, priority), ${END_LEASE}
       WHERE ${HELD}`,
    ).run(runAt, Number(isWell), Number(isWell), priority ?? null, now, lease.jobId, lease.fence).changes ===
    1
  );
}

/** What became of a failed attempt. */
export type AfterFailure =
  | { kind: "retry"; at: EpochMs; attempt: number; maxAttempts: number }
  | { kind: "waits" }
  | { kind: "dead" }
  /** The lease had been taken back: nothing changed. */
  | { kind: "superseded" };

/** Does with a failed job what the failure's policy says. */
export function fail(
  database: WritableDatabase,
  lease: Lease,
  failure: Failure,
  now: EpochMs,
  random: number,
): AfterFailure {
  const policy = retryPolicyOf(failure);
  switch (policy) {
    case "wait-limit": {
      const looksAgainAt = Math.min(failure.until ?? now, now + LIMIT_LOOK_MS);
      return putBack(database, lease, now, looksAgainAt) ? { kind: "waits" } : { kind: "superseded" };
    }
    case "wait-network":
    case "wait-storage":
    case "sign-in":
      return giveBack(database, lease, now) ? { kind: "waits" } : { kind: "superseded" };
    case "gap":
    case "stop":
      return bury(database, lease, failure, now) ? { kind: "dead" } : { kind: "superseded" };
    case "retry":
      return retryLater(database, lease, failure, now, random);
    default:
      return assertNever(policy);
  }
}

function retryLater(
  database: WritableDatabase,
  lease: Lease,
  failure: Failure,
  now: EpochMs,
  random: number,
): AfterFailure {
  const job = prepared<{ kind: string; attempt: number }>(
    database,
    `SELECT kind, attempt FROM jobs WHERE ${HELD}`,
  ).get(lease.jobId, lease.fence);
  if (!job) return { kind: "superseded" };
  const attempt = committedUnderLease(database, lease.jobId, lease.fence) ? 1 : job.attempt;
  const maxAttempts = isJobKind(job.kind) ? JOB_KINDS[job.kind].maxAttempts : 1;
  if (attempt >= maxAttempts) {
    bury(database, lease, failure, now);
    return { kind: "dead" };
  }
  const at = now + retryDelayMs(attempt, random);
  prepared(
    database,
    `UPDATE jobs SET state = 'ready', run_at_ms = ?, attempt = ?, failure = ?, ${END_LEASE} WHERE ${HELD}`,
  ).run(at, attempt, JSON.stringify(failure), now, lease.jobId, lease.fence);
  return { kind: "retry", at, attempt, maxAttempts };
}

/** Gives an attempt back to a job that is to be tried again: it did not fail for anything that concerns the job. */
export function forgiveAttempt(database: WritableDatabase, jobId: JobId, now: EpochMs): void {
  prepared(
    database,
    `UPDATE jobs SET attempt = max(0, attempt - 1), failure = NULL, run_at_ms = ?, changed_at_ms = ?
     WHERE id = ? AND state = 'ready'`,
  ).run(now, now, jobId);
}

function bury(database: WritableDatabase, lease: Lease, failure: Failure, now: EpochMs): boolean {
  return (
    prepared(database, `UPDATE jobs SET state = 'dead', failure = ?, ${END_LEASE} WHERE ${HELD}`).run(
      JSON.stringify(failure),
      now,
      lease.jobId,
      lease.fence,
    ).changes === 1
  );
}

/** Extends the leases of jobs that are being worked on. */
export function renewLeases(database: WritableDatabase, jobIds: readonly JobId[], now: EpochMs): void {
  prepared(
    database,
    "UPDATE jobs SET lease_until_ms = ? WHERE state = 'leased' AND id IN (SELECT value FROM json_each(?))",
  ).run(now + LEASE_MS, JSON.stringify(jobIds));
}

/**
 * Frees the jobs of processes that are gone: whoever calls this holds the engine lock, so no other process is at
 * work. The end of a process says nothing about the job, so the attempt is given back; a job that ends worker
 * threads is counted by `fail`.
 */
export function freeAbandoned(database: WritableDatabase, owner: string, now: EpochMs): number {
  return prepared(
    database,
    `UPDATE jobs SET state = 'ready', run_at_ms = ?, attempt = max(0, attempt - 1), ${END_LEASE}
     WHERE state = 'leased' AND lease_owner IS NOT ?`,
  ).run(now, now, owner).changes;
}

/** Mends jobs of these repositories: leases that no worker holds are ended, jobs of ended runs are cancelled. */
export function releaseStray(
  database: WritableDatabase,
  repositoryIds: readonly RepositoryId[],
  liveJobIds: ReadonlySet<number>,
  now: EpochMs,
): void {
  const ids = JSON.stringify(repositoryIds);
  const live = JSON.stringify([...liveJobIds]);
  const ofThese = "subject_id IN (SELECT value FROM json_each(?)) AND kind IN ('pull_requests', 'reviews')";
  prepared(
    database,
    `UPDATE jobs SET state = 'cancelled', ${END_LEASE} WHERE ${ofThese} AND state IN ('ready', 'leased')
       AND run_id IN (SELECT id FROM sync_runs WHERE outcome IS NOT NULL)`,
  ).run(now, ids);
  prepared(
    database,
    `UPDATE jobs SET state = 'ready', run_at_ms = ?, ${END_LEASE} WHERE ${ofThese} AND state = 'leased'
       AND id NOT IN (SELECT value FROM json_each(?))`,
  ).run(now, now, ids, live);
}

/** Gives dead jobs of a run a new set of attempts: those that concern one repository, or all. Returns how many. */
export function reviveDead(
  database: WritableDatabase,
  runId: RunId,
  repositoryId: RepositoryId | undefined,
  now: EpochMs,
): number {
  const only = repositoryId ?? null;
  // An unfinished job for the same work may exist by now; reviving beside it would double the work.
  return prepared(
    database,
    `UPDATE jobs SET state = 'ready', attempt = 0, failure = NULL, run_at_ms = ?, changed_at_ms = ?
     WHERE run_id = ? AND state = 'dead' AND (? IS NULL OR subject_id = ? OR (kind = 'verify' AND ? IN
         (SELECT value FROM json_each(iif(json_valid(payload), payload, '{}'), '$.repositoryIds'))))
       AND id IN (SELECT max(id) FROM jobs WHERE run_id = ? AND state = 'dead' GROUP BY kind, subject_id, payload)
       AND NOT EXISTS (SELECT 1 FROM jobs o WHERE o.kind = jobs.kind AND o.subject_id = jobs.subject_id
         AND o.payload = jobs.payload AND o.state IN ('ready', 'leased'))`,
  ).run(now, now, runId, only, only, only, runId).changes;
}

/** Ends all unfinished jobs of a run; leased ones lose their lease, so nothing more of theirs is committed. */
export function cancelJobs(database: WritableDatabase, runId: RunId, now: EpochMs): void {
  prepared(
    database,
    `UPDATE jobs SET state = 'cancelled', ${END_LEASE} WHERE run_id = ? AND state IN ('ready', 'leased')`,
  ).run(now, runId);
}

/** Whether a run has jobs that are not ended: of any kind, or of a kind other than these. */
export function hasUnfinishedJobs(
  database: ReadableDatabase,
  runId: RunId,
  others: readonly JobKind[] = [],
): boolean {
  return (
    prepared(
      database,
      `SELECT 1 FROM jobs WHERE run_id = ? AND state IN ('ready', 'leased')
         AND kind NOT IN (SELECT value FROM json_each(?)) LIMIT 1`,
    ).get(runId, JSON.stringify(others)) !== undefined
  );
}
