import type { AccountId, EpochMs, JobId, RunId } from "../../shared/ids.ts";
import type { ReadableDatabase } from "../database/connection.ts";
import { prepared } from "../database/prepared.ts";
import { LONGEST_DELAY_MS } from "./retry-delay.ts";

/*
 * Finds the jobs that may start now. The index `jobs_ready` is sorted by run, priority and due time, and is entered where
 * due jobs begin: however many jobs wait for a later time, or belong to paused runs and other accounts, none of them is
 * looked at.
 */

interface DueJob {
  id: JobId;
  runAt: EpochMs;
}

/** Up to `limit` due jobs of an account's unpaused runs, best first: by priority, if it is asked for, then by due time. */
export function findDueJobs(
  database: ReadableDatabase,
  options: { accountId: AccountId; isAsked: (priority: number) => boolean; limit: number; now: EpochMs },
): JobId[] {
  const { accountId, isAsked, limit, now } = options;
  const runIds = listActiveRuns(database, accountId);
  const found: JobId[] = [];
  let priority = nextPriority(database, runIds, null);
  while (priority !== null && found.length < limit) {
    const wanted = isAsked(priority) ? limit - found.length : 0;
    const due =
      wanted === 0 ? [] : runIds.flatMap((runId) => listDue(database, runId, priority!, wanted, now));
    due.sort((one, other) => one.runAt - other.runAt || one.id - other.id);
    found.push(...due.slice(0, wanted).map(({ id }) => id));
    priority = nextPriority(database, runIds, priority);
  }
  return found;
}

function listActiveRuns(database: ReadableDatabase, accountId: AccountId): RunId[] {
  return prepared<RunId>(
    database,
    "SELECT id FROM sync_runs WHERE account_id = ? AND outcome IS NULL AND paused_at_ms IS NULL",
  )
    .pluck()
    .all(accountId);
}

/** The smallest priority after this one that a ready job of the runs has. */
function nextPriority(
  database: ReadableDatabase,
  runIds: readonly RunId[],
  after: number | null,
): number | null {
  const read = prepared<number>(
    database,
    `SELECT priority FROM jobs WHERE run_id = ? AND state = 'ready' AND priority > ? ORDER BY priority LIMIT 1`,
  ).pluck();
  const found = runIds.flatMap((runId) => read.get(runId, after ?? Number.MIN_SAFE_INTEGER) ?? []);
  return found.length === 0 ? null : Math.min(...found);
}

function listDue(
  database: ReadableDatabase,
  runId: RunId,
  priority: number,
  limit: number,
  now: EpochMs,
): DueJob[] {
  return prepared<DueJob>(
    database,
    `SELECT * FROM (
       SELECT id, run_at_ms AS runAt FROM jobs
       WHERE run_id = ? AND state = 'ready' AND priority = ? AND run_at_ms <= ? ORDER BY run_at_ms, id LIMIT ?)
     UNION ALL SELECT * FROM (
       SELECT id, run_at_ms AS runAt FROM jobs
       WHERE run_id = ? AND state = 'ready' AND priority = ? AND run_at_ms > ? ORDER BY run_at_ms, id LIMIT ?)`,
  ).all(
    ...[runId, priority, now, limit],
    // A due time further away than any backoff: the clock was turned back. Such a job is due.
    ...[runId, priority, now + LONGEST_DELAY_MS, limit],
  );
}
