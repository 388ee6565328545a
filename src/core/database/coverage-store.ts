import type { IsoTime, OrganizationId, RepositoryId, RunId } from "../../shared/ids.ts";
import type { Coverage, CoverageState } from "../../shared/models.ts";
import type { Failure } from "../../shared/failures.ts";
import type { ReadableDatabase, WritableDatabase } from "./connection.ts";
import { prepared } from "./prepared.ts";

/** Streams that the coverage ledger accounts for, per repository. */
export type CoveredStream = "pull_requests" | "reviews";

interface CoverageRow {
  repositoryId: RepositoryId;
  stream: CoveredStream;
  state: CoverageState;
  githubCount: number | null;
  storedCount: number | null;
  asOf: IsoTime | null;
  failure: string | null;
}

/** Writes the one stored fact about a repository's stream. */
export function saveCoverage(database: WritableDatabase, coverage: Coverage): void {
  prepared(
    database,
    `INSERT OR REPLACE INTO coverage (repository_id, stream, state, github_count, stored_count, as_of, failure)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    coverage.repositoryId,
    coverage.stream,
    coverage.state,
    coverage.githubCount,
    coverage.storedCount,
    coverage.asOf,
    coverage.failure && JSON.stringify(coverage.failure),
  );
}

/** Both streams of a repository, named as unreadable for the same cause. Counts already known are kept. */
export function saveRefusal(
  database: WritableDatabase,
  repositoryId: RepositoryId,
  state: CoverageState,
  failure: Failure,
  asOf: IsoTime,
): void {
  const save = prepared(
    database,
    `INSERT INTO coverage (repository_id, stream, state, as_of, failure) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (repository_id, stream) DO UPDATE SET state = excluded.state, as_of = excluded.as_of,
       failure = excluded.failure`,
  );
  for (const stream of ["pull_requests", "reviews"]) {
    save.run(repositoryId, stream, state, asOf, JSON.stringify(failure));
  }
}

/** Marks a repository as settled for this run: verified, or named as a gap. */
export function settleInRun(
  database: WritableDatabase,
  runId: RunId,
  repositoryId: RepositoryId,
  nowMs: number,
): void {
  prepared(
    database,
    "UPDATE sync_run_repositories SET settled_at_ms = ? WHERE run_id = ? AND repository_id = ?",
  ).run(nowMs, runId, repositoryId);
}

const SELECT = `SELECT c.repository_id AS repositoryId, c.stream, c.state, c.github_count AS githubCount,
  c.stored_count AS storedCount, c.as_of AS asOf, c.failure FROM coverage c`;

/** The ledger of one repository; a stream without a row is not yet read. */
export function readCoverage(database: ReadableDatabase, repositoryId: RepositoryId): Coverage[] {
  return prepared<CoverageRow>(database, `${SELECT} WHERE c.repository_id = ?`)
    .all(repositoryId)
    .map(coverageOfRow);
}

/** The ledger of every repository of an organization. */
export function listCoverage(database: ReadableDatabase, organizationId: OrganizationId): Coverage[] {
  return prepared<CoverageRow>(
    database,
    `${SELECT} JOIN repositories r ON r.id = c.repository_id WHERE r.organization_id = ?`,
  )
    .all(organizationId)
    .map(coverageOfRow);
}

function coverageOfRow(row: CoverageRow): Coverage {
  return { ...row, failure: row.failure === null ? null : (JSON.parse(row.failure) as Failure) };
}
