import type { CycleTime, Distribution, Figure, Insights } from "../../shared/insights.ts";
import { durationBetween, type InsightInTheMaking } from "./insight.ts";
import { distributionFigure, distributionOf, MINIMUM_FOR_P90 } from "./percentile.ts";

/** From opening to the first review that counts, over the pull requests in scope that have one, merged or not. */
export function makeTimeToFirstReview(): InsightInTheMaking<Figure<Distribution>> {
  const durationsMs: number[] = [];
  return {
    add({ createdAt, firstReviewAt }) {
      if (firstReviewAt !== null) durationsMs.push(durationBetween(createdAt, firstReviewAt));
    },
    finish: () => distributionFigure(durationsMs),
  };
}

/** From opening to merging, over the merged pull requests in scope, reviewed or not. */
export function makeTimeToMerge(): InsightInTheMaking<Figure<Distribution>> {
  const durationsMs: number[] = [];
  return {
    add({ createdAt, mergedAt }) {
      if (mergedAt !== null) durationsMs.push(durationBetween(createdAt, mergedAt));
    },
    finish: () => distributionFigure(durationsMs),
  };
}

/** The time to merge of the reviewed ones, in three stages. */
export function makeCycleTime(): InsightInTheMaking<Insights["cycleTime"]> {
  const durationsMs: Record<keyof CycleTime, number[]> = {
    firstReview: [],
    review: [],
    merge: [],
    whole: [],
  };
  const excluded = { notReviewed: 0, reviewsUnread: 0 };
  return {
    add({ createdAt, mergedAt, firstReviewAt, lastReviewAt, hasAllReviews }) {
      if (mergedAt === null) return;
      // Without all of its reviews, nobody knows which one is the last.
      if (!hasAllReviews) excluded.reviewsUnread += 1;
      else if (firstReviewAt === null || lastReviewAt === null) excluded.notReviewed += 1;
      else {
        durationsMs.firstReview.push(durationBetween(createdAt, firstReviewAt));
        durationsMs.review.push(durationBetween(firstReviewAt, lastReviewAt));
        durationsMs.merge.push(durationBetween(lastReviewAt, mergedAt));
        durationsMs.whole.push(durationBetween(createdAt, mergedAt));
      }
    },
    finish: () => ({ stages: stagesOf(durationsMs), excluded }),
  };
}

function stagesOf(durationsMs: Record<keyof CycleTime, number[]>): Figure<CycleTime> {
  const sample = durationsMs.whole.length;
  if (sample < MINIMUM_FOR_P90) return { kind: "too-little-data", sample, minimum: MINIMUM_FOR_P90 };
  const value = {
    firstReview: distributionOf(durationsMs.firstReview),
    review: distributionOf(durationsMs.review),
    merge: distributionOf(durationsMs.merge),
    whole: distributionOf(durationsMs.whole),
  };
  return { kind: "value", value, sample };
}
