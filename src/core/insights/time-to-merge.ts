import type { Distribution, Figure } from "../../shared/insights.ts";
import type { ReadableDatabase } from "../database/connection.ts";
import { prepared } from "../database/prepared.ts";
import { distributionFigure } from "./percentile.ts";
import type { ScopeFilter } from "./scope-filter.ts";

/** From opening to merging, over the merged pull requests in scope, reviewed or not. */
export function computeTimeToMerge(database: ReadableDatabase, filter: ScopeFilter): Figure<Distribution> {
  const durationsMs = prepared<number>(
    database,
    `SELECT (unixepoch(pull.merged_at) - unixepoch(pull.created_at)) * 1000
     FROM pull_requests pull WHERE ${filter.pullRequests} AND pull.merged_at IS NOT NULL`,
  )
    .pluck()
    .all(filter.parameters);
  return distributionFigure(durationsMs);
}
