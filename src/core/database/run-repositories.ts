import type { Failure } from "../../shared/failures.ts";
import type { OrganizationId, RepositoryId, RunId } from "../../shared/ids.ts";
import type { ReadableDatabase, WritableDatabase } from "./connection.ts";
import { prepared } from "./prepared.ts";

/* Which repositories belong to a run, and what each still needs. */

/** Takes repositories into a run; those that are in it stay as they are. Returns the ones that are new to it. */
export function addToRun(
  database: WritableDatabase,
  runId: RunId,
  repositoryIds: readonly RepositoryId[],
): RepositoryId[] {
  return prepared<RepositoryId>(
    database,
    `INSERT INTO sync_run_repositories (run_id, repository_id)
     SELECT ?, r.id FROM json_each(?) j JOIN repositories r ON r.id = j.value WHERE true
     ON CONFLICT DO NOTHING RETURNING repository_id`,
  )
    .pluck()
    .all(runId, JSON.stringify(repositoryIds));
}

export function removeFromRun(
  database: WritableDatabase,
  runId: RunId,
  repositoryIds: readonly RepositoryId[],
): void {
  prepared(
    database,
    `DELETE FROM sync_run_repositories
     WHERE run_id = ? AND repository_id IN (SELECT value FROM json_each(?))`,
  ).run(runId, JSON.stringify(repositoryIds));
}

/** Repositories that the reading of the list under way, or the last one, has met. */
export function listListed(
  database: ReadableDatabase,
  organizationId: OrganizationId,
  listSweep: number,
): RepositoryId[] {
  return prepared<RepositoryId>(
    database,
    "SELECT id FROM repositories WHERE organization_id = ? AND list_sweep = ? ORDER BY id",
  )
    .pluck()
    .all(organizationId, listSweep);
}

/** Repositories that the list no longer holds and that are not yet known to be gone. */
export function listMissing(
  database: ReadableDatabase,
  organizationId: OrganizationId,
  listSweep: number,
): RepositoryId[] {
  return prepared<RepositoryId>(
    database,
    `SELECT r.id FROM repositories r WHERE r.organization_id = ? AND r.list_sweep < ?
       AND EXISTS (SELECT 1 FROM checkpoints c WHERE c.stream = 'pull_requests' AND c.subject_id = r.id)
       AND NOT EXISTS (SELECT 1 FROM coverage c WHERE c.repository_id = r.id AND c.state = 'gone')`,
  )
    .pluck()
    .all(organizationId, listSweep);
}

/** SQL for the repositories that a verify job compares; none for a payload that cannot be read. */
export const repositoriesOfVerify = (job: string): string =>
  `json_each(iif(json_valid(${job}.payload), ${job}.payload, '{}'), '$.repositoryIds')`;

/** Repositories of the run with nothing left to read, and in no verify job yet: they await verification. */
export function listAwaitingVerification(
  database: ReadableDatabase,
  runId: RunId,
  limit: number,
): RepositoryId[] {
  return prepared<RepositoryId>(
    database,
    `SELECT rr.repository_id FROM sync_run_repositories rr
     WHERE rr.run_id = ? AND rr.settled_at_ms IS NULL
       AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.subject_id = rr.repository_id
         AND j.kind IN ('pull_requests', 'reviews') AND j.state IN ('ready', 'leased'))
       AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.subject_id = rr.repository_id AND j.run_id = rr.run_id
         AND j.kind IN ('pull_requests', 'reviews') AND j.state = 'dead')
       AND rr.repository_id NOT IN (SELECT v.value FROM jobs j, ${repositoriesOfVerify("j")} v
         WHERE j.run_id = rr.run_id AND j.kind = 'verify' AND j.state IN ('ready', 'leased', 'dead'))
     ORDER BY rr.repository_id LIMIT ?`,
  )
    .pluck()
    .all(runId, limit);
}

/**
 * Whether a repository that the run has not settled is being read for another run, which has taken the job over: after a
 * transfer to another organization, or when a former run of the same one was taken up again.
 */
export function isReadElsewhere(database: ReadableDatabase, runId: RunId): boolean {
  return (
    prepared(
      database,
      `SELECT 1 FROM sync_run_repositories rr
       JOIN jobs j ON j.subject_id = rr.repository_id AND j.kind IN ('pull_requests', 'reviews')
         AND j.state IN ('ready', 'leased') AND j.run_id <> rr.run_id
       JOIN sync_runs s ON s.id = j.run_id AND s.outcome IS NULL
       WHERE rr.run_id = ? AND rr.settled_at_ms IS NULL LIMIT 1`,
    ).get(runId) !== undefined
  );
}

/** Which of these are best asked for a count first: they were read before, or hold no pull requests by setting. */
export function listCheckable(database: ReadableDatabase, ids: readonly RepositoryId[]): Set<RepositoryId> {
  const rows = prepared<RepositoryId>(
    database,
    `SELECT r.id FROM json_each(?) j JOIN repositories r ON r.id = j.value
     WHERE r.has_pull_requests = 0 OR EXISTS (SELECT 1 FROM checkpoints c
       WHERE c.stream = 'pull_requests' AND c.subject_id = r.id AND c.phase = 'read')`,
  )
    .pluck()
    .all(JSON.stringify(ids));
  return new Set(rows);
}

/** What decides how a run without unfinished jobs has ended. */
export interface RunTally {
  repositories: number;
  settled: number;
  /** Settled ones whose ledger names a gap. */
  gaps: number;
  deadJobs: number;
}

export function tallyRun(database: ReadableDatabase, runId: RunId): RunTally {
  return prepared<RunTally>(
    database,
    `SELECT count(*) AS repositories, count(settled_at_ms) AS settled,
       coalesce(sum(settled_at_ms IS NOT NULL AND EXISTS (SELECT 1 FROM coverage c
         WHERE c.repository_id = rr.repository_id AND c.state NOT IN ('verified', 'empty', 'disabled'))), 0) AS gaps,
       (SELECT count(*) FROM jobs j WHERE j.run_id = ? AND j.state = 'dead') AS deadJobs
     FROM sync_run_repositories rr WHERE rr.run_id = ?`,
  ).get(runId, runId)!;
}

/** Why the first job of a run that was given up failed. */
export function readFirstDeath(database: ReadableDatabase, runId: RunId): Failure | null {
  const failure = prepared<string | null>(
    database,
    "SELECT failure FROM jobs WHERE run_id = ? AND state = 'dead' ORDER BY changed_at_ms, id LIMIT 1",
  )
    .pluck()
    .get(runId);
  return failure ? (JSON.parse(failure) as Failure) : null;
}

/** Forgets the verdict on repositories of a run whose ledger names a gap, so that they are read again. */
export function unsettleGaps(
  database: WritableDatabase,
  runId: RunId,
  repositoryId: RepositoryId | undefined,
): RepositoryId[] {
  return prepared<RepositoryId>(
    database,
    `UPDATE sync_run_repositories SET settled_at_ms = NULL
     WHERE run_id = ? AND (? IS NULL OR repository_id = ?) AND settled_at_ms IS NOT NULL
       AND EXISTS (SELECT 1 FROM coverage c WHERE c.repository_id = sync_run_repositories.repository_id
         AND c.state NOT IN ('verified', 'empty', 'disabled'))
     RETURNING repository_id`,
  )
    .pluck()
    .all(runId, repositoryId ?? null, repositoryId ?? null);
}
