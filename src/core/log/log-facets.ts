import type Database from "better-sqlite3";
import type { FailureCode } from "../../shared/failures.ts";
import type { LogFacets, LogQuery } from "../../shared/log-entry.ts";
import type { ReadableDatabase } from "../database/connection.ts";
import { prepared } from "../database/prepared.ts";
import { followLogFiles } from "./follow-files.ts";
import { withLogIndex } from "./log-index.ts";

/** More jobs than anybody reads through; the newest are the likeliest to be looked for. */
const MAX_JOBS = 200;

/**
 * By what the log can be narrowed: the runs, repositories and codes that its entries name, and the jobs of the chosen
 * run and repository, all with the names that the database has for them. Throws a `FailureError` `store/…`.
 */
export function listLogFacets(
  directory: string,
  database: ReadableDatabase,
  chosen: Pick<LogQuery, "runId" | "repositoryId">,
): LogFacets {
  return withLogIndex(directory, (index) => {
    followLogFiles(index, directory);
    const runs = distinctNumbers(index, "run_id").toSorted((one, other) => other - one);
    return {
      runs: runs.map((id) => nameRun(database, id)),
      repositories: distinctNumbers(index, "repository_id").map((id) => nameRepository(database, id)),
      codes: prepared<{ code: FailureCode }>(
        index,
        "SELECT DISTINCT code FROM entries INDEXED BY entries_by_code WHERE code IS NOT NULL",
      )
        .all()
        .map(({ code }) => code),
      jobs: listJobs(index, chosen).map((id) => nameJob(database, id)),
    };
  });
}

/** Every value of a column, by jumping from one to the next: entries are many, their runs and repositories few. */
function distinctNumbers(index: Database.Database, column: "run_id" | "repository_id"): number[] {
  return prepared<{ value: number }>(
    index,
    `WITH RECURSIVE distinct_values (value) AS (
       SELECT min(${column}) FROM entries WHERE ${column} IS NOT NULL
       UNION ALL
       SELECT (SELECT min(${column}) FROM entries WHERE ${column} > distinct_values.value)
       FROM distinct_values WHERE distinct_values.value IS NOT NULL
     )
     SELECT value FROM distinct_values WHERE value IS NOT NULL`,
  )
    .all()
    .map(({ value }) => value);
}

function listJobs(
  index: Database.Database,
  { runId, repositoryId }: Pick<LogQuery, "runId" | "repositoryId">,
) {
  const conditions = [
    ...(repositoryId === undefined ? [] : ["repository_id = @repositoryId"]),
    ...(runId === undefined ? [] : ["run_id = @runId"]),
    "job_id IS NOT NULL",
  ];
  const column = repositoryId === undefined ? (runId === undefined ? "job" : "run") : "repository";
  return prepared<{ id: number }>(
    index,
    `SELECT DISTINCT job_id AS id FROM entries INDEXED BY entries_by_${column}
     WHERE ${conditions.join(" AND ")} ORDER BY job_id DESC LIMIT ${MAX_JOBS}`,
  )
    .all({ runId, repositoryId })
    .map(({ id }) => id);
}

function nameRun(database: ReadableDatabase, id: number): LogFacets["runs"][number] {
  const run = prepared<{ organization: string; startedAt: number }>(
    database,
    `SELECT organization.login AS organization, run.started_at_ms AS startedAt
     FROM sync_runs run JOIN organizations organization ON organization.id = run.organization_id WHERE run.id = ?`,
  ).get(id);
  return { id, organization: run?.organization ?? null, startedAt: run?.startedAt ?? null };
}

function nameRepository(database: ReadableDatabase, id: number): LogFacets["repositories"][number] {
  const row = prepared<{ fullName: string }>(
    database,
    "SELECT full_name AS fullName FROM repositories WHERE id = ?",
  ).get(id);
  return { id, fullName: row?.fullName ?? null };
}

function nameJob(database: ReadableDatabase, id: number): LogFacets["jobs"][number] {
  const row = prepared<{ kind: string; subject: string | null }>(
    database,
    `SELECT job.kind, ifnull(repository.full_name, organization.login) AS subject FROM jobs job
     LEFT JOIN repositories repository
       ON repository.id = job.subject_id AND job.kind IN ('pull_requests', 'reviews')
     LEFT JOIN organizations organization
       ON organization.id = job.subject_id AND job.kind NOT IN ('pull_requests', 'reviews')
     WHERE job.id = ?`,
  ).get(id);
  return { id, kind: row?.kind ?? null, subject: row?.subject ?? null };
}
