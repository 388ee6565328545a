import type { Distribution, Figure } from "../../shared/insights.ts";

/**
 * From 5 values on, the lowest and the highest enclose the true median in more than 9 of 10 samples
 * (1 − 2 × ½⁵ = 94 %); with fewer, one pull request decides what the figure says.
 */
export const MINIMUM_FOR_MEDIAN = 5;

/** Below 10 values no whole value lies above the 90th percentile: it would only restate the slowest one. */
export const MINIMUM_FOR_P90 = 10;

/**
 * The value below which `fraction` of the sorted values lie, interpolated between neighbours as spreadsheets and
 * NumPy do by default (type 7 of Hyndman and Fan); at 0.5 the usual median. `sorted` must not be empty.
 */
export function percentile(sorted: Float64Array, fraction: number): number {
  const position = (sorted.length - 1) * fraction;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - below);
}

/** The median of the values, in any order, or the refusal on fewer than `MINIMUM_FOR_MEDIAN`. */
export function medianFigure(values: readonly number[]): Figure<number> {
  return figureOf(values, MINIMUM_FOR_MEDIAN, (sorted) => percentile(sorted, 0.5));
}

/** Median and 90th percentile of durations in milliseconds, or the refusal on fewer than `MINIMUM_FOR_P90`. */
export function distributionFigure(durationsMs: readonly number[]): Figure<Distribution> {
  return figureOf(durationsMs, MINIMUM_FOR_P90, summarize);
}

/** The same without a refusal, for whoever has refused already. `durationsMs` must not be empty. */
export function distributionOf(durationsMs: readonly number[]): Distribution {
  return summarize(Float64Array.from(durationsMs).sort());
}

const summarize = (sorted: Float64Array): Distribution => ({
  medianMs: percentile(sorted, 0.5),
  p90Ms: percentile(sorted, 0.9),
});

function figureOf<Value>(
  values: readonly number[],
  minimum: number,
  read: (sorted: Float64Array) => Value,
): Figure<Value> {
  const sample = values.length;
  if (sample < minimum) return { kind: "too-little-data", sample, minimum };
  return { kind: "value", value: read(Float64Array.from(values).sort()), sample };
}
