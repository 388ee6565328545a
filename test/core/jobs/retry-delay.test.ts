import fc from "fast-check";
import { expect, test } from "vitest";
import { LONGEST_DELAY_MS, retryDelayMs } from "../../../src/core/jobs/retry-delay.ts";

test("the longest pause doubles with each attempt, up to a minute", () => {
  const longest = [1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => retryDelayMs(attempt, 1));
  expect(longest).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
});

test("the whole pause is jitter, so that jobs which failed together do not come back together", () => {
  expect(retryDelayMs(5, 0)).toBe(0);
  expect(retryDelayMs(5, 0.25)).toBe(4_000);
  expect(retryDelayMs(5, 0.5)).toBe(8_000);
});

test("no pause is negative or longer than the longest, however many attempts were made", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempt, random) => {
        const delayMs = retryDelayMs(attempt, random);
        expect(delayMs).toBeGreaterThanOrEqual(0);
        expect(delayMs).toBeLessThanOrEqual(LONGEST_DELAY_MS);
      },
    ),
  );
});
