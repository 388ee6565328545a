import type { Failure } from "../../shared/failures.ts";
import type { EpochMs, JobId, RepositoryId, RunId } from "../../shared/ids.ts";
import type { CoverageState } from "../../shared/models.ts";
import type { ReadableDatabase } from "./connection.ts";
import { prepared } from "./prepared.ts";
import { repositoriesOfVerify } from "./run-repositories.ts";

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

interface FactsRow extends Omit<RunRepositoryFacts, "coverage" | "job"> {
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
