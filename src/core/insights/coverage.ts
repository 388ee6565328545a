import type { InsightCoverage } from "../../shared/insights.ts";
import type { ReadableDatabase } from "../database/connection.ts";
import { prepared } from "../database/prepared.ts";
import type { ScopeFilter } from "./scope-filter.ts";

type CoverageSums = Omit<InsightCoverage, "share"> & { coveredPullRequests: number };

/**
 * The share of GitHub's pull requests that is stored, counted afresh, and how many repositories are verified.
 * A repository that GitHub says is empty or disabled is counted and verified: its zero is GitHub's own.
 */
export function computeCoverage(database: ReadableDatabase, filter: ScopeFilter): InsightCoverage {
  const { coveredPullRequests, ...sums } = prepared<CoverageSums>(
    database,
    `SELECT count(*) AS repositories,
            count(github) AS countedRepositories,
            coalesce(sum(stored), 0) AS storedPullRequests,
            coalesce(sum(github), 0) AS githubPullRequests,
            coalesce(sum(min(stored, github)), 0) AS coveredPullRequests,
            coalesce(sum(isVerified), 0) AS verifiedRepositories,
            min(iif(isVerified, asOf, NULL)) AS oldestVerification
     FROM (
       SELECT (SELECT count(*) FROM pull_requests pull WHERE pull.repository_id = repository.id) AS stored,
              iif(pulls.state IN ('empty', 'disabled'), 0, repository.pull_request_count) AS github,
              ifnull(pulls.state IN ('empty', 'disabled')
                     OR (pulls.state = 'verified' AND reviews.state IN ('verified', 'empty')), 0) AS isVerified,
              pulls.as_of AS asOf
       FROM repositories repository
       LEFT JOIN coverage pulls ON pulls.repository_id = repository.id AND pulls.stream = 'pull_requests'
       LEFT JOIN coverage reviews ON reviews.repository_id = repository.id AND reviews.stream = 'reviews'
       WHERE ${filter.repositories}
     )`,
  ).get(filter.parameters)!;
  return { ...sums, share: shareOf(coveredPullRequests, sums) };
}

function shareOf(covered: number, sums: Omit<CoverageSums, "coveredPullRequests">): number | null {
  if (sums.countedRepositories === 0) return null;
  return sums.githubPullRequests === 0 ? 1 : covered / sums.githubPullRequests;
}
