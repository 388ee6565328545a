import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  budgetOf,
  measureRepository,
  measureRun,
  paceOf,
} from "../../src/renderer/features/sync/measure-progress.ts";
import type { RunState } from "../../src/shared/models.ts";
import { REPOSITORY_STATES, row, run } from "./examples.ts";

const anyRow = fc
  .record({
    state: fc.constantFrom(...REPOSITORY_STATES),
    pullRequests: fc.nat(5000),
    pullRequestsExpected: fc.option(fc.nat(5000)),
  })
  .map((changes) => row(1, changes));

const NOT_COMPLETE = [
  "planned",
  "running",
  "waiting",
  "stalled",
  "verifying",
  "complete-with-gaps",
  "failed",
  "cancelled",
  "unknown",
] as const satisfies readonly Exclude<RunState, "complete">[];

describe("the bar of a run", () => {
  test("is never full, and its figure never whole, unless the run is complete", () => {
    fc.assert(
      fc.property(
        fc.array(anyRow),
        fc.constantFrom(...NOT_COMPLETE),
        fc.nat(10_000),
        fc.nat(10_000),
        (rows, state, pullRequests, pullRequestsExpected) => {
          const measure = measureRun(run({ state, pullRequests, pullRequestsExpected }), rows);
          expect(measure.verified).toBeLessThan(1);
          expect(measure.stored).toBeLessThan(1);
          expect(measure.verified).toBeLessThanOrEqual(measure.stored);
          expect(measure.verified).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  test("counts only repositories found complete; failed and cancelled ones never count", () => {
    const rows = REPOSITORY_STATES.map((state, index) => row(index, { state, pullRequests: 10 }));
    const measure = measureRun(run({ pullRequests: 100, pullRequestsExpected: 200 }), rows);
    expect(measure).toEqual({ verified: 0.05, stored: 0.5, isKnown: true });
  });

  test("claims nothing while GitHub's counts are not known", () => {
    expect(measureRun(run({ pullRequests: 50 }), [])).toEqual({ verified: 0, stored: 0, isKnown: false });
  });

  test("is full for a complete run, also one of empty repositories", () => {
    expect(measureRun(run({ state: "complete" }), []).verified).toBe(1);
  });
});

test("a repository's bar is full only when it is complete", () => {
  const read = { pullRequests: 20, pullRequestsExpected: 20 };
  expect(measureRepository(row(1, { ...read, state: "complete" }))).toEqual({ finished: 1, begun: 1 });
  for (const state of REPOSITORY_STATES.filter((known) => known !== "complete")) {
    const measure = measureRepository(row(1, { ...read, state }));
    expect(measure.finished).toBe(0);
    expect(measure.begun).toBeLessThan(1);
  }
});

describe("the pace of a run", () => {
  const measured = { rowsPerSecond: 40, remainingMs: { low: 1000, high: 2000 } };

  test("is told while it reads and verifies", () => {
    expect(paceOf(run({ state: "running", ...measured }))).toEqual(measured);
    expect(paceOf(run({ state: "verifying", ...measured }))).toEqual(measured);
    expect(paceOf(run({ state: "running" }))).toBeNull();
  });

  test.each(["planned", "waiting", "stalled", "unknown"] as const)(
    "is not told of a run that is %s, though it was fast before",
    (state) => expect(paceOf(run({ state, ...measured }))).toBeNull(),
  );
});

test("the hourly budget is that of the last answer, and forgotten with its hour once nobody asks any more", () => {
  const hourlyBudget = { limit: 5_000, remaining: 4_000, reserved: 500, resetAt: 100 };
  expect(budgetOf(run({ hourlyBudget }), 100)).toBe(hourlyBudget);
  expect(budgetOf(run({ hourlyBudget, endedAt: 50 }), 99)).toBe(hourlyBudget);
  expect(budgetOf(run({ hourlyBudget, endedAt: 50 }), 100)).toBeNull();
});
