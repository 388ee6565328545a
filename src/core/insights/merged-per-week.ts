import type { EpochMs } from "../../shared/ids.ts";
import type { Insights } from "../../shared/insights.ts";
import type { InsightInTheMaking } from "./insight.ts";
import { isoTimeOf } from "./iso-time.ts";

const WEEKS = 26;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** 5 January 1970, the first Monday of the epoch. */
const FIRST_MONDAY = 4 * 24 * 60 * 60 * 1000;

/** Pull requests in scope by the week of their merge: the week of `now` and the 25 before, zeros included. */
export function makeMergedPerWeek(now: EpochMs): InsightInTheMaking<Insights["mergedPerWeek"]> {
  const newest = Math.floor((now - FIRST_MONDAY) / WEEK_MS) * WEEK_MS + FIRST_MONDAY;
  const oldest = newest - (WEEKS - 1) * WEEK_MS;
  const merged = Array.from({ length: WEEKS }, () => 0);
  return {
    add({ mergedAt }) {
      const week = mergedAt === null ? -1 : Math.floor((mergedAt - oldest) / WEEK_MS);
      if (week >= 0 && week < WEEKS) merged[week]! += 1;
    },
    finish: () =>
      merged.map((count, index) => ({ week: isoTimeOf(oldest + index * WEEK_MS), merged: count })),
  };
}
