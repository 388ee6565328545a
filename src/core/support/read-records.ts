import { statSync } from "node:fs";
import { join } from "node:path";
import type { Failure } from "../../shared/failures.ts";
import type { EpochMs } from "../../shared/ids.ts";
import { DATABASE_FILE, withStoreFailures, type ReadableDatabase } from "../database/connection.ts";

/** What the database says about how syncs went; no titles, branches or texts of people's. */
export interface SupportRecords {
  runs: RunRecord[];
  jobs: JobRecord[];
  incomplete: unknown[];
  database: { bytes: number; walBytes: number; schemaVersion: number; rows: Record<string, number> };
}

export interface RunRecord {
  id: number;
  organization: string;
  outcome: string | null;
  startedAt: EpochMs;
  endedAt: EpochMs | null;
  firstInsightMs: number | null;
  requests: number;
  points: number;
  failure: Failure | null;
}

export interface JobRecord {
  id: number;
  runId: number;
  kind: string;
  subjectId: number;
  /** Of the repository or organization that it is about. */
  subject: string | null;
  state: string;
  attempt: number;
  changedAt: EpochMs;
  failure: Failure | null;
}

const NEWEST_RUNS = 20;
const NEWEST_JOBS = 100;
const MOST_REPOSITORIES = 500;

const TABLES = [
  ...["accounts", "organizations", "members", "repositories", "pull_requests", "reviews"],
  ...["sync_runs", "jobs", "checkpoints", "coverage"],
];

/** Reads them. Counts every row, so it takes its time. Throws `FailureError` `store/…`. */
export function readRecords(database: ReadableDatabase, dataDirectory: string): SupportRecords {
  return withStoreFailures(() => ({
    runs: readRuns(database),
    jobs: readJobs(database),
    incomplete: readIncomplete(database),
    database: measureDatabase(database, dataDirectory),
  }));
}

interface StoredFailure {
  failure: string | null;
}

const withFailure = <Row extends StoredFailure>(
  row: Row,
): Omit<Row, "failure"> & { failure: Failure | null } => ({
  ...row,
  failure: row.failure === null ? null : (JSON.parse(row.failure) as Failure),
});

function readRuns(database: ReadableDatabase): RunRecord[] {
  return database
    .prepare<[number], Omit<RunRecord, "failure"> & StoredFailure>(
      `SELECT run.id, organization.login AS organization, run.outcome, run.started_at_ms AS startedAt,
              run.ended_at_ms AS endedAt, run.first_insight_ms AS firstInsightMs, run.requests, run.points, run.failure
       FROM sync_runs run JOIN organizations organization ON organization.id = run.organization_id
       ORDER BY run.id DESC LIMIT ?`,
    )
    .all(NEWEST_RUNS)
    .map(withFailure);
}

function readJobs(database: ReadableDatabase): JobRecord[] {
  return database
    .prepare<[number], Omit<JobRecord, "failure"> & StoredFailure>(
      `SELECT job.id, job.run_id AS runId, job.kind, job.subject_id AS subjectId,
              ifnull(repository.full_name, organization.login) AS subject,
              job.state, job.attempt, job.changed_at_ms AS changedAt, job.failure
       FROM jobs job
       LEFT JOIN repositories repository
         ON repository.id = job.subject_id AND job.kind IN ('pull_requests', 'reviews')
       LEFT JOIN organizations organization
         ON organization.id = job.subject_id AND job.kind NOT IN ('pull_requests', 'reviews')
       WHERE job.state IN ('dead', 'ready', 'leased') OR job.failure IS NOT NULL
       ORDER BY job.changed_at_ms DESC LIMIT ?`,
    )
    .all(NEWEST_JOBS)
    .map(withFailure);
}

function readIncomplete(database: ReadableDatabase): unknown[] {
  return database
    .prepare<[number], StoredFailure>(
      `SELECT repository.id AS repositoryId, repository.full_name AS repository, entry.stream, entry.state,
              entry.github_count AS githubCount, entry.stored_count AS storedCount, entry.as_of AS asOf, entry.failure,
              repository.pull_request_count AS githubPullRequests, repository.stored_pull_requests AS storedPullRequests,
              repository.stored_reviews AS storedReviews, checkpoint.phase, checkpoint.page_size AS pageSize,
              checkpoint.looks, checkpoint.pages
       FROM coverage entry JOIN repositories repository ON repository.id = entry.repository_id
       LEFT JOIN checkpoints checkpoint
         ON checkpoint.stream = entry.stream AND checkpoint.subject_id = entry.repository_id
       WHERE entry.state NOT IN ('verified', 'empty', 'disabled')
       ORDER BY repository.full_name, entry.stream LIMIT ?`,
    )
    .all(MOST_REPOSITORIES)
    .map(withFailure);
}

function measureDatabase(database: ReadableDatabase, dataDirectory: string): SupportRecords["database"] {
  const path = join(dataDirectory, DATABASE_FILE);
  const bytesOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const count = (table: string): number =>
    database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!;
  return {
    bytes: bytesOf(path),
    walBytes: bytesOf(`${path}-wal`),
    schemaVersion: database.pragma("user_version", { simple: true }) as number,
    rows: Object.fromEntries(TABLES.map((table) => [table, count(table)])),
  };
}
