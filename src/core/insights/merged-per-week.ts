import type { EpochMs } from "../../shared/ids.ts";
import type { Insights } from "../../shared/insights.ts";
import type { ReadableDatabase } from "../database/connection.ts";
import { prepared } from "../database/prepared.ts";
import { isoTimeOf } from "./iso-time.ts";
import type { ScopeFilter } from "./scope-filter.ts";

const WEEKS = 26;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** 5 January 1970, the first Monday of the epoch. */
const FIRST_MONDAY = 4 * 24 * 60 * 60 * 1000;

/** Pull requests in scope by the week of their merge: the week of `now` and the 25 before, zeros included. */
export function computeMergedPerWeek(
  database: ReadableDatabase,
  filter: ScopeFilter,
  now: EpochMs,
): Insights["mergedPerWeek"] {
  const weeks = weekStarts(now);
  const counts = prepared<[week: number, merged: number]>(
    database,
    `SELECT (unixepoch(pull.merged_at) - unixepoch(@firstWeek)) / ${WEEK_MS / 1000} AS week, count(*)
     FROM pull_requests pull WHERE ${filter.pullRequests} AND pull.merged_at >= @firstWeek
     GROUP BY week`,
  )
    .raw()
    .all({ ...filter.parameters, firstWeek: isoTimeOf(weeks[0]!) });
  const merged = new Map(counts);
  return weeks.map((start, index) => ({ week: isoTimeOf(start), merged: merged.get(index) ?? 0 }));
}

/** The Mondays, 00:00 UTC, of the newest weeks, oldest first. */
function weekStarts(now: EpochMs): EpochMs[] {
  const newest = Math.floor((now - FIRST_MONDAY) / WEEK_MS) * WEEK_MS + FIRST_MONDAY;
  return Array.from({ length: WEEKS }, (_, index) => newest - (WEEKS - 1 - index) * WEEK_MS);
}
