import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  distributionFigure,
  medianFigure,
  MINIMUM_FOR_MEDIAN,
  MINIMUM_FOR_P90,
  percentile,
} from "../../../src/core/insights/percentile.ts";

const durations = fc.array(fc.integer({ min: 0, max: 10 ** 12 }), { minLength: 1, maxLength: 200 });

/** The middle value, or the mean of the two in the middle, as taught at school. */
function schoolMedian(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const sortedOf = (values: number[]): Float64Array => Float64Array.from(values).sort();

describe("a percentile", () => {
  test("at one half is the usual median", () => {
    fc.assert(
      fc.property(durations, (values) => {
        expect(percentile(sortedOf(values), 0.5)).toBeCloseTo(schoolMedian(values), 3);
      }),
    );
  });

  test("has its share of the values at or below it, and the rest at or above it", () => {
    fc.assert(
      fc.property(durations, fc.double({ min: 0, max: 1, noNaN: true }), (values, fraction) => {
        const value = percentile(sortedOf(values), fraction);
        const below = values.filter((it) => it <= value + 1e-3).length;
        const above = values.filter((it) => it >= value - 1e-3).length;
        expect(below).toBeGreaterThanOrEqual(Math.floor((values.length - 1) * fraction) + 1);
        expect(above).toBeGreaterThanOrEqual(values.length - Math.ceil((values.length - 1) * fraction));
      }),
    );
  });

  test("lies between its neighbours as spreadsheets put it", () => {
    // PERCENTILE.INC({1, 2, …, 10}, 0.9)
    expect(percentile(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 0.9)).toBeCloseTo(9.1, 10);
    expect(percentile(Float64Array.of(7), 0.9)).toBe(7);
  });
});

describe("a figure", () => {
  test("is refused on too few values, saying how many it would take", () => {
    const few = Array.from({ length: MINIMUM_FOR_MEDIAN - 1 }, () => 1);
    expect(medianFigure(few)).toEqual({ kind: "too-little-data", sample: 4, minimum: 5 });
    expect(medianFigure([...few, 1])).toEqual({ kind: "value", value: 1, sample: 5 });
    const nine = Array.from({ length: MINIMUM_FOR_P90 - 1 }, () => 1);
    expect(distributionFigure(nine)).toEqual({ kind: "too-little-data", sample: 9, minimum: 10 });
    expect(distributionFigure([])).toEqual({ kind: "too-little-data", sample: 0, minimum: 10 });
  });

  test("does not depend on the order of the values, and leaves them as they were", () => {
    const values = [90, 10, 50, 30, 70, 20, 100, 40, 80, 60];
    expect(distributionFigure(values)).toEqual({
      kind: "value",
      value: { medianMs: 55, p90Ms: 91 },
      sample: 10,
    });
    expect(values[0]).toBe(90);
  });
});
