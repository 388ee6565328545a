import type { CsvCell } from "../../shared/csv.ts";
import type { Distribution, Figure, Insights } from "../../shared/insights.ts";

export const INSIGHT_COLUMNS = ["insight", "group", "measure", "value", "sample"];

const HOUR_MS = 3_600_000;

/**
 * The insights as records of one number each, so that one CSV holds them all. Durations are in hours. A figure that is
 * refused on too little data has an empty value, and its sample says why.
 */
export function insightRecords(insights: Insights): CsvCell[][] {
  const { open, stale, mergedPerWeek, cycleTime, sizeAndTime, reviewLoad } = insights;
  return [
    ["open", null, "count", open.count, null],
    ["open", null, "drafts", open.drafts, null],
    ["open", null, "median_age_hours", valueOf(open.medianAgeMs, hours), open.medianAgeMs.sample],
    ...open.ages.map(({ label, count }) => ["open_by_age", label, "count", count, null]),
    ["stale", `${stale.afterDays} days`, "count", stale.count, null],
    ...mergedPerWeek.map(({ week, merged }) => ["merged_per_week", week, "count", merged, null]),
    ...distributionRecords("time_to_first_review", null, insights.timeToFirstReview),
    ...distributionRecords("time_to_merge", null, insights.timeToMerge),
    ...(["firstReview", "review", "merge", "whole"] as const).flatMap((stage) =>
      distributionRecords("cycle_time", stage, stageOf(cycleTime.stages, stage)),
    ),
    ["cycle_time", null, "excluded_not_reviewed", cycleTime.excluded.notReviewed, null],
    ["cycle_time", null, "excluded_reviews_unread", cycleTime.excluded.reviewsUnread, null],
    ...sizeAndTime.flatMap(({ label, timeToMerge }) =>
      distributionRecords("time_to_merge_by_lines", label, timeToMerge),
    ),
    ...reviewLoad.reviewers.flatMap(({ login, reviews, authors }) => [
      ["review_load", login, "reviews", reviews, null],
      ["review_load", login, "authors", authors, null],
    ]),
    ...reviewLoad.pairs.map(({ reviewer, author, reviews }) => [
      ...["review_pairs", `${reviewer} > ${author ?? "(deleted account)"}`],
      ...["reviews", reviews, null],
    ]),
  ];
}

function distributionRecords(
  insight: string,
  group: string | null,
  figure: Figure<Distribution>,
): CsvCell[][] {
  return [
    [insight, group, "median_hours", valueOf(figure, ({ medianMs }) => hours(medianMs)), figure.sample],
    [insight, group, "p90_hours", valueOf(figure, ({ p90Ms }) => hours(p90Ms)), figure.sample],
  ];
}

function stageOf<Stage extends string>(
  stages: Figure<Record<Stage, Distribution>>,
  stage: Stage,
): Figure<Distribution> {
  return stages.kind === "value" ? { ...stages, value: stages.value[stage] } : stages;
}

function valueOf<Value>(figure: Figure<Value>, read: (value: Value) => number): number | null {
  return figure.kind === "value" ? read(figure.value) : null;
}

const hours = (durationMs: number): number => Number((durationMs / HOUR_MS).toFixed(4));
