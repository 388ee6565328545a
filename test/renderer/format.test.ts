import { describe, expect, test } from "vitest";
import {
  formatClock,
  formatCount,
  formatDuration,
  formatDurationRange,
  formatMeasuredDuration,
  formatNumber,
  formatRate,
  formatRelative,
  formatShare,
} from "../../src/renderer/ui/format.ts";
import { niceScale } from "../../src/renderer/ui/nice-scale.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe("numbers", () => {
  test("a share is rounded down, so that 100% means all", () => {
    expect(formatShare(0.9999, "en")).toBe("99%");
    expect(formatShare(1, "en")).toBe("100%");
    expect(formatShare(0.29, "en")).toBe("29%");
  });

  test("are written as the locale writes them", () => {
    expect(formatNumber(12_480, "en")).toBe("12,480");
    expect(formatNumber(12_480, "de")).toBe("12.480");
  });

  test("come with the right form of their noun", () => {
    expect(formatCount(1, "entry", "entries", "en")).toBe("1 entry");
    expect(formatCount(0, "entry", "entries", "en")).toBe("0 entries");
  });

  test("a rate has a decimal only where it matters", () => {
    expect(formatRate(3.12, "en")).toBe("3.1/s");
    expect(formatRate(123.4, "en")).toBe("123/s");
  });
});

describe("durations", () => {
  test.each([
    [0, "0s"],
    [45 * SECOND, "45s"],
    [59.9 * SECOND, "1m"],
    [3 * MINUTE + 20 * SECOND, "3m 20s"],
    [2 * HOUR + 5 * MINUTE, "2h 5m"],
    [4 * DAY + 3 * HOUR, "4d 3h"],
    [212 * DAY + 5 * HOUR, "212d"],
    [-5 * SECOND, "0s"],
  ])("%d ms is %s", (durationMs, text) => {
    expect(formatDuration(durationMs, "en")).toBe(text);
  });

  test("a measured one has tenths below ten seconds", () => {
    expect(formatMeasuredDuration(840, "en")).toBe("0.8s");
    expect(formatMeasuredDuration(12_400, "en")).toBe("12s");
  });

  test.each([
    [{ low: 10 * SECOND, high: 25 * SECOND }, "10 – 25 sec"],
    [{ low: 200, high: 900 }, "1 sec"],
    [{ low: 2 * MINUTE, high: 3.5 * MINUTE }, "2 – 4 min"],
    [{ low: 30 * SECOND, high: 4 * MINUTE }, "1 – 4 min"],
    [{ low: 1.2 * HOUR, high: 2.5 * HOUR }, "1 – 3 hr"],
  ])("a range is said in one unit: %j is %s", (range, text) => {
    // Versions of ICU differ in the spaces around the dash.
    expect(formatDurationRange(range, "en").replace(/\s*–\s*/u, " – ")).toBe(text);
  });
});

describe("moments", () => {
  const noon = new Date(2026, 10, 24, 12).getTime();

  test("today's are a time of day, others have their date", () => {
    expect(formatClock(new Date(2026, 10, 24, 14, 32).getTime(), noon, "en-GB")).toBe("14:32");
    expect(formatClock(new Date(2026, 10, 25, 9, 0).getTime(), noon, "en-GB")).toBe("25 Nov, 09:00");
    expect(formatClock(new Date(2026, 10, 24, 9, 5).getTime(), noon, "en-US")).toMatch(/^9:05\sAM$/);
  });

  test("the past and the future are said in the largest whole unit", () => {
    expect(formatRelative(noon - 5 * DAY, noon, "long", "en")).toBe("5 days ago");
    expect(formatRelative(noon + 3 * HOUR, noon, "long", "en")).toBe("in 3 hours");
    expect(formatRelative(noon - 400 * DAY, noon, "long", "en")).toBe("last year");
    expect(formatRelative(noon - 2 * MINUTE, noon, "narrow", "en")).toBe("2m ago");
  });
});

test.each([0, 1, 3, 7, 42, 99, 1234, 98_765])(
  "a scale up to %d has few, whole, even steps and reaches it",
  (largest) => {
    const steps = niceScale(largest);
    expect(steps[0]).toBe(0);
    expect(steps.at(-1)).toBeGreaterThanOrEqual(largest);
    expect(steps.length).toBeLessThanOrEqual(6);
    expect(steps).toEqual(steps.map((_, index) => index * steps[1]!));
    expect(steps.every(Number.isInteger)).toBe(true);
  },
);
