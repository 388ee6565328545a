import type { Distribution, Figure } from "../../shared/insights.ts";
import type { ReadableDatabase } from "../database/connection.ts";
import { prepared } from "../database/prepared.ts";
import { REVIEW_COUNTS } from "./counted-reviews.ts";
import { distributionFigure } from "./percentile.ts";
import type { ScopeFilter } from "./scope-filter.ts";

/**
 * From opening to the first review that counts (`counted-reviews.ts`), over the pull requests in scope that have one.
 * The inner query walks `reviews_by_pull_request` in order of time and stops at the first that counts.
 */
export function computeTimeToFirstReview(
  database: ReadableDatabase,
  filter: ScopeFilter,
): Figure<Distribution> {
  const durationsMs = prepared<number | null>(
    database,
    `SELECT (SELECT (unixepoch(review.submitted_at) - unixepoch(pull.created_at)) * 1000
             FROM reviews review WHERE review.pull_request_id = pull.id AND ${REVIEW_COUNTS}
             ORDER BY review.submitted_at LIMIT 1)
     FROM pull_requests pull WHERE ${filter.pullRequests}`,
  )
    .pluck()
    .all(filter.parameters);
  return distributionFigure(durationsMs.filter((durationMs) => durationMs !== null));
}
