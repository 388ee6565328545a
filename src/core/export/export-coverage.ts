import type { OrganizationId } from "../../shared/ids.ts";
import type { ReadableDatabase } from "../database/connection.ts";

/** A repository whose rows in an export may not be all that GitHub has, and why. */
export interface ExportGap {
  repository: string;
  stream: string;
  /** The state in the coverage ledger. */
  state: string;
  githubCount: number | null;
  storedCount: number | null;
  asOf: string | null;
  failure: unknown;
}

/** What a manifest says about the repositories of an organization. */
export interface ExportCoverage {
  gaps: ExportGap[];
  neverRead: number;
  privateRepositories: number;
}

/** States in which the ledger vouches for what is stored. */
const SETTLED = "('verified', 'empty', 'disabled')";

/** Which repositories are not verified complete, and how many nobody has tried to read yet. */
export function readExportCoverage(
  database: ReadableDatabase,
  organizationId: OrganizationId,
): ExportCoverage {
  const gaps = database
    .prepare<[OrganizationId], Omit<ExportGap, "failure"> & { failure: string | null }>(
      `SELECT repository.full_name AS repository, coverage.stream, coverage.state,
              coverage.github_count AS githubCount, coverage.stored_count AS storedCount,
              coverage.as_of AS asOf, coverage.failure
       FROM repositories repository JOIN coverage ON coverage.repository_id = repository.id
       WHERE repository.organization_id = ? AND coverage.state NOT IN ${SETTLED}
       ORDER BY repository.full_name, coverage.stream`,
    )
    .all(organizationId)
    .map((gap) => ({ ...gap, failure: gap.failure === null ? null : (JSON.parse(gap.failure) as unknown) }));
  const counts = database
    .prepare<[OrganizationId], Omit<ExportCoverage, "gaps">>(
      `SELECT count(*) FILTER (WHERE NOT isTried) AS neverRead,
              count(*) FILTER (WHERE stored > 0 AND visibility <> 'public') AS privateRepositories
       FROM (SELECT visibility, stored_pull_requests AS stored,
                    EXISTS (SELECT 1 FROM coverage WHERE coverage.repository_id = repository.id) AS isTried
             FROM repositories repository WHERE repository.organization_id = ?)`,
    )
    .get(organizationId)!;
  return { gaps, ...counts };
}
