import type { ChosenRepositories } from "../../shared/contract.ts";
import type { AccountId, EpochMs, JobId, OrganizationId, RepositoryId, RunId } from "../../shared/ids.ts";
import type { Failure } from "../../shared/failures.ts";
import type { CoverageState } from "../../shared/models.ts";
import type { ReadableDatabase, WritableDatabase } from "./connection.ts";
import { prepared } from "./prepared.ts";

export type RunOutcome = "complete" | "complete-with-gaps" | "failed" | "cancelled";

/** One request to sync, as stored. */
export interface StoredRun {
  id: RunId;
  accountId: AccountId;
  organizationId: OrganizationId;
  organizationLogin: string;
  apiUrl: string;
  choice: ChosenRepositories;
  /** Null while it has not ended. */
  outcome: RunOutcome | null;
  pausedAt: EpochMs | null;
  startedAt: EpochMs;
  endedAt: EpochMs | null;
  firstInsightMs: number | null;
  requests: number;
  points: number;
  failure: Failure | null;
}

export function createRun(
  database: WritableDatabase,
  run: { accountId: AccountId; organizationId: OrganizationId; choice: ChosenRepositories },
  now: EpochMs,
): RunId {
  return prepared<RunId>(
    database,
    "INSERT INTO sync_runs (account_id, organization_id, choice, started_at_ms) VALUES (?, ?, ?, ?) RETURNING id",
  )
    .pluck()
    .get(run.accountId, run.organizationId, JSON.stringify(run.choice), now)!;
}

type RunRow = Omit<StoredRun, "choice" | "failure"> & { choice: string; failure: string | null };

const SELECT_RUNS = `SELECT s.id, s.account_id AS accountId, s.organization_id AS organizationId,
    o.login AS organizationLogin, h.api_url AS apiUrl, s.choice, s.outcome, s.paused_at_ms AS pausedAt,
    s.started_at_ms AS startedAt, s.ended_at_ms AS endedAt, s.first_insight_ms AS firstInsightMs, s.requests, s.points,
    s.failure
  FROM sync_runs s JOIN organizations o ON o.id = s.organization_id JOIN hosts h ON h.host = o.host`;

function runOfRow(row: RunRow): StoredRun {
  return {
    ...row,
    choice: JSON.parse(row.choice) as ChosenRepositories,
    failure: row.failure === null ? null : (JSON.parse(row.failure) as Failure),
  };
}

export function readRun(database: ReadableDatabase, id: RunId): StoredRun | null {
  const row = prepared<RunRow>(database, `${SELECT_RUNS} WHERE s.id = ?`).get(id);
  return row ? runOfRow(row) : null;
}

/** The newest run of an organization, or of all; null when there was none. */
export function readNewestRun(database: ReadableDatabase, organizationId?: OrganizationId): StoredRun | null {
  const row = prepared<RunRow>(
    database,
    `${SELECT_RUNS} WHERE ? IS NULL OR s.organization_id = ? ORDER BY s.outcome IS NOT NULL, s.id DESC LIMIT 1`,
  ).get(organizationId ?? null, organizationId ?? null);
  return row ? runOfRow(row) : null;
}

/** Runs that have not ended, oldest first. */
export function listUnfinishedRuns(database: ReadableDatabase): StoredRun[] {
  return prepared<RunRow>(database, `${SELECT_RUNS} WHERE s.outcome IS NULL ORDER BY s.id`)
    .all()
    .map(runOfRow);
}

export function setChoice(database: WritableDatabase, id: RunId, choice: ChosenRepositories): void {
  prepared(database, "UPDATE sync_runs SET choice = ? WHERE id = ?").run(JSON.stringify(choice), id);
}

export function setPaused(database: WritableDatabase, id: RunId, pausedAt: EpochMs | null): void {
  prepared(database, "UPDATE sync_runs SET paused_at_ms = ? WHERE id = ? AND outcome IS NULL").run(
    pausedAt,
    id,
  );
}

export function endRun(
  database: WritableDatabase,
  id: RunId,
  outcome: RunOutcome,
  failure: Failure | null,
  now: EpochMs,
): void {
  prepared(
    database,
    `UPDATE sync_runs SET outcome = ?, failure = ?, ended_at_ms = ?, paused_at_ms = NULL
     WHERE id = ? AND outcome IS NULL`,
  ).run(outcome, failure && JSON.stringify(failure), now, id);
}

/** A run that had ended goes on: a person retries what had failed. */
export function reopenRun(database: WritableDatabase, id: RunId): void {
  prepared(
    database,
    "UPDATE sync_runs SET outcome = NULL, failure = NULL, ended_at_ms = NULL WHERE id = ?",
  ).run(id);
}

/** Adds what requests cost since the last time, and when the first rows were there. */
export function addCosts(
  database: WritableDatabase,
  id: RunId,
  costs: { requests: number; points: number; firstInsightMs: number | null },
): void {
  prepared(
    database,
    `UPDATE sync_runs SET requests = requests + ?, points = points + ?,
       first_insight_ms = coalesce(first_insight_ms, ?) WHERE id = ?`,
  ).run(costs.requests, costs.points, costs.firstInsightMs, id);
}

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
const repositoriesOfVerify = (job: string): string =>
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

/** The stored facts of one repository in a run, from which its visible state follows. */
export interface RunRepositoryFacts {
  repositoryId: RepositoryId;
  fullName: string;
  pullRequests: number;
  reviews: number;
  githubCount: number | null;
  settledAt: EpochMs | null;
  /** When a page or a verdict of it was last stored, or its job was last queued, taken or given up. */
  lastEventAt: EpochMs | null;
  coverage: { state: CoverageState; failure: Failure | null }[];
  /** What reads it; or, when its reading is done, the verify job that was given up. */
  job: {
    id: JobId;
    state: "ready" | "leased" | "dead";
    attempt: number;
    runAt: EpochMs;
    leaseUntil: EpochMs | null;
    failure: Failure | null;
  } | null;
}

interface FactsRow {
  repositoryId: RepositoryId;
  fullName: string;
  pullRequests: number;
  reviews: number;
  githubCount: number | null;
  settledAt: EpochMs | null;
  lastEventAt: EpochMs | null;
  pullRequestState: CoverageState | null;
  pullRequestFailure: string | null;
  reviewState: CoverageState | null;
  reviewFailure: string | null;
  jobId: JobId | null;
  jobState: "ready" | "leased" | "dead";
  attempt: number;
  runAt: EpochMs;
  leaseUntil: EpochMs | null;
  jobFailure: string | null;
}

const SELECT_FACTS = `
  SELECT rr.repository_id AS repositoryId, r.full_name AS fullName, r.stored_pull_requests AS pullRequests,
    r.stored_reviews AS reviews, r.pull_request_count AS githubCount, rr.settled_at_ms AS settledAt,
    nullif(max(coalesce(rr.settled_at_ms, 0), coalesce(j.changed_at_ms, 0),
      coalesce(kp.changed_at_ms, 0), coalesce(kr.changed_at_ms, 0)), 0) AS lastEventAt,
    cp.state AS pullRequestState, cp.failure AS pullRequestFailure, cr.state AS reviewState, cr.failure AS reviewFailure,
    j.id AS jobId, j.state AS jobState, j.attempt, j.run_at_ms AS runAt, j.lease_until_ms AS leaseUntil,
    j.failure AS jobFailure
  FROM sync_run_repositories rr
  JOIN repositories r ON r.id = rr.repository_id
  LEFT JOIN coverage cp ON cp.repository_id = rr.repository_id AND cp.stream = 'pull_requests'
  LEFT JOIN coverage cr ON cr.repository_id = rr.repository_id AND cr.stream = 'reviews'
  LEFT JOIN checkpoints kp ON kp.subject_id = rr.repository_id AND kp.stream = 'pull_requests'
  LEFT JOIN checkpoints kr ON kr.subject_id = rr.repository_id AND kr.stream = 'reviews'
  LEFT JOIN (
    SELECT v.value AS repository_id, max(d.id) AS id FROM jobs d, ${repositoriesOfVerify("d")} v
    WHERE d.run_id = ? AND d.kind = 'verify' AND d.state = 'dead' GROUP BY v.value
  ) unverified ON unverified.repository_id = rr.repository_id
  LEFT JOIN jobs j ON j.id = coalesce((
    SELECT max(id) FROM jobs o WHERE o.subject_id = rr.repository_id AND o.run_id = rr.run_id
      AND o.kind IN ('pull_requests', 'reviews') AND o.state IN ('ready', 'leased', 'dead')), unverified.id)
  WHERE rr.run_id = ?`;

/** The facts of a run's repositories: all, or these. */
export function readRunFacts(
  database: ReadableDatabase,
  runId: RunId,
  repositoryIds?: readonly RepositoryId[],
): RunRepositoryFacts[] {
  const rows = repositoryIds
    ? prepared<FactsRow>(
        database,
        `${SELECT_FACTS} AND rr.repository_id IN (SELECT value FROM json_each(?))`,
      ).all(runId, runId, JSON.stringify(repositoryIds))
    : prepared<FactsRow>(database, SELECT_FACTS).all(runId, runId);
  return rows.map(factsOfRow);
}

function factsOfRow(row: FactsRow): RunRepositoryFacts {
  const parse = (text: string | null): Failure | null =>
    text === null ? null : (JSON.parse(text) as Failure);
  return {
    repositoryId: row.repositoryId,
    fullName: row.fullName,
    pullRequests: row.pullRequests,
    reviews: row.reviews,
    githubCount: row.githubCount,
    settledAt: row.settledAt,
    lastEventAt: row.lastEventAt,
    coverage: [
      { state: row.pullRequestState ?? "not-yet-read", failure: parse(row.pullRequestFailure) },
      { state: row.reviewState ?? "not-yet-read", failure: parse(row.reviewFailure) },
    ],
    job:
      row.jobId === null
        ? null
        : {
            id: row.jobId,
            state: row.jobState,
            attempt: row.attempt,
            runAt: row.runAt,
            leaseUntil: row.leaseUntil,
            failure: parse(row.jobFailure),
          },
  };
}

/** How the jobs that belong to no single repository stand: the list and the members. */
export interface OrganizationJob {
  id: JobId;
  kind: "repositories" | "members" | "verify";
  state: "ready" | "leased" | "done" | "dead" | "cancelled";
  /** When it is due, while it is ready. */
  runAt: EpochMs;
  failure: Failure | null;
}

export function listOrganizationJobs(database: ReadableDatabase, runId: RunId): OrganizationJob[] {
  return prepared<Omit<OrganizationJob, "failure"> & { failure: string | null }>(
    database,
    `SELECT id, kind, state, run_at_ms AS runAt, failure FROM jobs WHERE run_id = ? AND kind IN ('repositories', 'members', 'verify')
     ORDER BY id`,
  )
    .all(runId)
    .map((row) => ({ ...row, failure: row.failure === null ? null : (JSON.parse(row.failure) as Failure) }));
}
