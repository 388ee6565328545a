import fc from "fast-check";
import { expect, test } from "vitest";
import { formatMs, median, percentile } from "../../bench/report/figures.ts";

test("a percentile is one of the values, and at least that share of them does not exceed it", () => {
  const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });
  fc.assert(
    fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
      const found = percentile(values, share);
      expect(values).toContain(found);
      const notExceeding = values.filter((value) => value <= found).length;
      expect(notExceeding).toBeGreaterThanOrEqual(Math.floor(share * values.length));
    }),
  );
});

test("the median of a few runs is the one in the middle, whatever their order", () => {
  expect(median([3, 900, 1, 2, 4])).toBe(3);
  expect(median([4, 2])).toBe(2);
});

test("durations are written as people read them", () => {
  expect([0.4213, 9.4, 318.4, 4_210, 337_000].map(formatMs)).toEqual([
    "0.42 ms",
    "9.40 ms",
    "318 ms",
    "4.21 s",
    "337 s",
  ]);
});
