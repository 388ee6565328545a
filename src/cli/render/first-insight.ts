import type { Figure, Insights } from "../../shared/insights.ts";
import type { JsonEvent } from "../output/json-events.ts";
import { styled, type Line } from "../output/line.ts";
import { formatDuration, formatQuantity, formatShare } from "./format.ts";

export function firstInsightEvent(insights: Insights, firstInsightMs: number): JsonEvent {
  const { open, timeToMerge, timeToFirstReview, coverage } = insights;
  const medianOf = (figure: Figure<{ medianMs: number }>): number | null =>
    figure.kind === "value" ? figure.value.medianMs : null;
  return {
    event: "insight",
    firstInsightMs,
    openPullRequests: open.count,
    medianOpenAgeMs: open.medianAgeMs.kind === "value" ? open.medianAgeMs.value : null,
    medianTimeToFirstReviewMs: medianOf(timeToFirstReview),
    medianTimeToMergeMs: medianOf(timeToMerge),
    coverage,
  };
}

/** One sentence, with the share of the data that it rests on. */
export function renderFirstInsight({ open, coverage }: Insights, firstInsightMs: number): Line[] {
  const age =
    open.medianAgeMs.kind === "value"
      ? `, half of them older than ${formatDuration(open.medianAgeMs.value)}`
      : "";
  const basis =
    coverage.share === null
      ? formatQuantity(coverage.storedPullRequests, "pull request")
      : `${formatShare(coverage.share)} of the pull requests counted so far`;
  return [
    [
      styled("bold", `First insight after ${formatDuration(firstInsightMs)}: `),
      `${formatQuantity(open.count, "open pull request")}${age} (from ${basis}).`,
    ],
  ];
}
