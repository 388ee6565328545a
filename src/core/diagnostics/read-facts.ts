import type { Failure } from "../../shared/failures.ts";
import type { JobId, OrganizationId, RepositoryId, RunId } from "../../shared/ids.ts";
import type { ReadableDatabase } from "../database/connection.ts";
import { prepared } from "../database/prepared.ts";
import type { JobFacts, RepositoryFacts, RunFacts } from "./find-disagreements.ts";

/** One repository's rows, counts and checkpoint. */
export interface RepositoryRow {
  id: RepositoryId;
  fullName: string;
  githubCount: number | null;
  cachedPullRequests: number;
  cachedReviews: number;
  pullRequests: number;
  reviews: number;
  withReviewGaps: number;
  phase: RepositoryFacts["phase"];
}

/**
 * Every repository of an organization by name, its rows counted afresh. Reviews are counted in one walk along their
 * index, which is four times as fast as a look for those of each pull request.
 */
export function readRepositoryRows(database: ReadableDatabase, id: OrganizationId): RepositoryRow[] {
  return prepared<RepositoryRow>(
    database,
    `SELECT repository.id, repository.full_name AS fullName, repository.pull_request_count AS githubCount,
            repository.stored_pull_requests AS cachedPullRequests, repository.stored_reviews AS cachedReviews,
            ifnull(counts.pullRequests, 0) AS pullRequests, ifnull(counts.reviews, 0) AS reviews,
            ifnull(counts.withReviewGaps, 0) AS withReviewGaps, checkpoint.phase
     FROM repositories repository
     LEFT JOIN (
       SELECT pull.repository_id, count(*) AS pullRequests, sum(ifnull(stored.count, 0)) AS reviews,
              sum(ifnull(stored.count, 0) <> pull.review_count) AS withReviewGaps
       FROM (SELECT pull_request_id, count(*) AS count FROM reviews GROUP BY pull_request_id) stored
       RIGHT JOIN pull_requests pull ON pull.id = stored.pull_request_id
       WHERE pull.repository_id IN (SELECT id FROM repositories WHERE organization_id = @id)
       GROUP BY pull.repository_id
     ) counts ON counts.repository_id = repository.id
     LEFT JOIN checkpoints checkpoint
       ON checkpoint.stream = 'pull_requests' AND checkpoint.subject_id = repository.id
     WHERE repository.organization_id = @id
     ORDER BY repository.full_name`,
  ).all({ id });
}

/** The newest run of an organization, with the repositories it is to settle and those it has settled. */
export interface NewestRun {
  id: RunId;
  outcome: RunFacts["outcome"];
  unfinishedJobs: number;
  isSettled: ReadonlyMap<RepositoryId, boolean>;
}

export function readNewestRun(database: ReadableDatabase, id: OrganizationId): NewestRun | null {
  const run = prepared<Omit<NewestRun, "isSettled">>(
    database,
    `SELECT run.id, run.outcome,
            (SELECT count(*) FROM jobs job WHERE job.run_id = run.id AND job.state IN ('ready', 'leased'))
              AS unfinishedJobs
     FROM sync_runs run WHERE run.organization_id = ? ORDER BY run.id DESC LIMIT 1`,
  ).get(id);
  if (!run) return null;
  const settled = prepared<[RepositoryId, number]>(
    database,
    "SELECT repository_id, settled_at_ms IS NOT NULL FROM sync_run_repositories WHERE run_id = ?",
  )
    .raw()
    .all(run.id);
  return {
    ...run,
    isSettled: new Map(settled.map(([repositoryId, isSettled]) => [repositoryId, isSettled === 1])),
  };
}

/** A job that reads one repository. */
export interface RepositoryJob extends JobFacts {
  id: JobId;
  failure: Failure | null;
}

interface JobRow {
  id: JobId;
  kind: JobFacts["kind"];
  repositoryId: RepositoryId;
  state: JobFacts["state"];
  failure: string | null;
  isRunEnded: number;
}

/**
 * The newest job of each kind for each repository of the organization: of its newest run, and whatever is unfinished
 * from earlier ones. Jobs done long ago are not looked at, so the time does not grow with the history of runs.
 */
export function readRepositoryJobs(
  database: ReadableDatabase,
  id: OrganizationId,
  newestRun: RunId | null,
  liveJobIds: ReadonlySet<number>,
): Map<RepositoryId, RepositoryJob[]> {
  const rows = prepared<JobRow>(
    database,
    `SELECT job.id, job.kind, job.subject_id AS repositoryId, job.state, job.failure,
            run.outcome IS NOT NULL AS isRunEnded
     FROM (SELECT * FROM jobs WHERE run_id = @newestRun
           UNION
           SELECT * FROM jobs WHERE kind IN ('pull_requests', 'reviews') AND state IN ('ready', 'leased')) job
     JOIN sync_runs run ON run.id = job.run_id
     WHERE run.organization_id = @id AND job.kind IN ('pull_requests', 'reviews')
     ORDER BY job.id DESC`,
  ).all({ id, newestRun });
  const jobs = new Map<RepositoryId, RepositoryJob[]>();
  for (const row of rows) {
    const known = jobs.get(row.repositoryId) ?? [];
    if (known.some((job) => job.kind === row.kind)) continue;
    jobs.set(row.repositoryId, known);
    known.push({
      id: row.id,
      kind: row.kind,
      state: row.state,
      isLive: liveJobIds.has(row.id),
      isRunEnded: row.isRunEnded === 1,
      failure: row.failure === null ? null : (JSON.parse(row.failure) as Failure),
    });
  }
  return jobs;
}
