import type { Insights } from "../../shared/insights.ts";
import { durationBetween, type InsightInTheMaking } from "./insight.ts";
import { distributionFigure } from "./percentile.ts";

/**
 * A pull request belongs to the first of these whose bound its lines do not exceed. Each is some four times as wide as
 * the one before: sizes spread over orders of magnitude.
 */
const SIZE_BANDS = [
  { label: "up to 10 lines", maxLines: 10 },
  { label: "11 to 50", maxLines: 50 },
  { label: "51 to 200", maxLines: 200 },
  { label: "201 to 800", maxLines: 800 },
  { label: "more than 800", maxLines: null },
] as const;

/** Time to merge by lines changed, over the merged pull requests in scope. */
export function makeSizeAndTime(): InsightInTheMaking<Insights["sizeAndTime"]> {
  const bands = SIZE_BANDS.map((band) => ({ ...band, durationsMs: [] as number[] }));
  return {
    add({ createdAt, mergedAt, lines }) {
      if (mergedAt === null) return;
      const band = bands.find(({ maxLines }) => maxLines === null || lines <= maxLines)!;
      band.durationsMs.push(durationBetween(createdAt, mergedAt));
    },
    finish: () =>
      bands.map(({ label, maxLines, durationsMs }) => ({
        label,
        maxLines,
        timeToMerge: distributionFigure(durationsMs),
      })),
  };
}
