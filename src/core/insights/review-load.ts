import type { Insights } from "../../shared/insights.ts";
import type { ReadableDatabase } from "../database/connection.ts";
import { prepared } from "../database/prepared.ts";
import { REVIEW_COUNTS } from "./counted-reviews.ts";
import type { ScopeFilter } from "./scope-filter.ts";

const MAX_REVIEWERS = 10;

/** Who reviews most: reviews that count (`counted-reviews.ts`) of pull requests in scope, by nameable reviewers. */
export function computeReviewLoad(database: ReadableDatabase, filter: ScopeFilter): Insights["reviewLoad"] {
  return prepared<Insights["reviewLoad"][number]>(
    database,
    `SELECT review.author_login AS reviewer, count(*) AS reviews, count(DISTINCT pull.author_login) AS authors
     FROM pull_requests pull JOIN reviews review ON review.pull_request_id = pull.id
     WHERE ${filter.pullRequests} AND ${REVIEW_COUNTS} AND review.author_login IS NOT NULL
     GROUP BY review.author_login
     ORDER BY reviews DESC, reviewer LIMIT ${MAX_REVIEWERS}`,
  ).all(filter.parameters);
}
