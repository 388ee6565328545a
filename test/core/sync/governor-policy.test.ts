import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Observation, RequestCost } from "../../../src/shared/slices.ts";
import {
  begin,
  decide,
  KEPT_LIMITS,
  observe,
  openGovernor,
  release,
  type GovernorState,
} from "../../../src/core/sync/governor-policy.ts";
import { workThrough, type Load } from "./github-limits.ts";

const NOW = Date.parse("2026-11-24T09:00:00Z");
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const QUERY: RequestCost = { resource: "graphql", points: 1 };
const READ: RequestCost = { resource: "rest", points: 1 };

/** A good answer of GitHub's. */
const answer = (more: Partial<Observation> = {}): Observation => ({
  status: 200,
  durationMs: 100,
  rate: { limit: 5_000, remaining: 4_000, resetAt: NOW + HOUR_MS },
  cost: 1,
  limited: null,
  overloaded: false,
  ...more,
});

const secondary = (until: number | null = null): Observation =>
  answer({ status: 403, rate: null, limited: { limit: "secondary", until } });

/** The state after one request that was answered like this. */
function after(state: GovernorState, seen: Observation, now = NOW, cost = QUERY): GovernorState {
  return observe(begin(state, cost, now), cost.resource, seen, now);
}

/** Begins as many requests as are granted at this moment. */
function beginAll(
  state: GovernorState,
  cost: RequestCost,
  now: number,
): { state: GovernorState; begun: number } {
  let begun = 0;
  while (decide(state, cost, now).kind === "grant") {
    state = begin(state, cost, now);
    begun += 1;
  }
  return { state, begun };
}

describe("against a GitHub that enforces its published limits", () => {
  /** Loads of every kind: short and long answers, REST and GraphQL, full and nearly empty budgets. */
  const loads: fc.Arbitrary<Load> = fc
    .record({
      count: fc.integer({ min: 1, max: 2_500 }),
      restShare: fc.constantFrom(0, 0.1, 0.5, 1),
      roundTripMs: fc.integer({ min: 1, max: 300 }),
      meanMs: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 50, max: 2_500 })),
      spread: fc.double({ min: 0, max: 0.25, noNaN: true }),
      randoms: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 7, maxLength: 7 }),
      usedBefore: fc.constantFrom(0, 3_000, 4_400, 4_600, 5_000),
      reserve: fc.constantFrom(0, 0.1),
    })
    .map(({ count, restShare, roundTripMs, meanMs, spread, randoms, usedBefore, reserve }) => ({
      requests: Array.from({ length: count }, (_, index) =>
        index % 10 < restShare * 10 ? "rest" : "graphql",
      ),
      roundTripMs,
      // A run begins with something quick, the list or a count, from which the round trip is known.
      workMs: (index) => (index === 1 ? 1 : meanMs * (1 + spread * randoms[index % 7]!)),
      usedBefore,
      reserve,
    }));

  test("no limit is met, no request comes too early, and everything is answered at last", () => {
    fc.assert(
      fc.property(loads, (load) => {
        const { answered, refusals, mostAtOnce, tooEarly } = workThrough(load);
        expect(answered, "the governor never waits for ever").toBe(load.requests.length);
        expect(refusals.secondary, "points and server time of a minute stay below the limits").toBe(0);
        expect(mostAtOnce).toBeLessThanOrEqual(100);
        expect(tooEarly, "once GitHub has said until when to wait, no request begins before").toBe(0);
        // Only what begins before the first answer cannot know that nothing is left.
        expect(refusals.primary).toBeLessThanOrEqual(load.usedBefore === 5_000 ? 24 : 0);
      }),
      { numRuns: 40 },
    );
  });

  test("the person's other tools keep their share of the hourly budget", () => {
    const load: Load = {
      requests: Array.from({ length: 500 }, () => "graphql"),
      roundTripMs: 50,
      workMs: () => 10,
      usedBefore: 4_300,
      reserve: 0.1,
    };
    const { tookMs, pointsLeft, answered } = workThrough(load);
    expect(answered).toBe(500);
    // 200 points were to be had above the reserve; the other 300 came from the next hour's budget.
    expect(tookMs).toBeGreaterThan(HOUR_MS);
    expect(pointsLeft).toBe(5_000 - 300);
  });
});

describe("any answers in any order", () => {
  const times = fc.option(fc.integer({ min: 0, max: 2 * HOUR_MS }), { nil: null });
  const answers: fc.Arbitrary<Observation> = fc.record({
    status: fc.constantFrom(null, 200, 304, 401, 403, 429, 502),
    durationMs: fc.integer({ min: 0, max: 120_000 }),
    rate: fc.option(
      fc.record({
        limit: fc.constant(5_000),
        remaining: fc.integer({ min: 0, max: 5_000 }),
        resetAt: fc.integer({ min: NOW, max: NOW + HOUR_MS }),
      }),
      { nil: null },
    ),
    cost: fc.constantFrom(null, 1, 13),
    limited: fc.option(
      fc.record({
        limit: fc.constantFrom("primary" as const, "secondary" as const),
        until: times.map((inMs) => (inMs === null ? null : NOW + inMs)),
      }),
      { nil: null },
    ),
    overloaded: fc.boolean(),
  });
  const histories = fc.array(
    fc.record({
      seen: answers,
      cost: fc.constantFrom(QUERY, READ),
      passedMs: fc.integer({ min: 0, max: 90_000 }),
    }),
    { maxLength: 60 },
  );

  test("leave between one and the most allowed at once, and never more under way than that", () => {
    fc.assert(
      fc.property(histories, (history) => {
        let state = openGovernor(0.1);
        let now = NOW;
        for (const { seen, cost, passedMs } of history) {
          now += passedMs;
          state = beginAll(state, cost, now).state;
          const underWay = state.underWay.rest + state.underWay.graphql;
          expect(underWay).toBeLessThanOrEqual(KEPT_LIMITS.mostAtOnce);
          if (state.underWay[cost.resource] > 0) state = observe(state, cost.resource, seen, now);
          expect(state.atOnce).toBeGreaterThanOrEqual(1);
          expect(state.atOnce).toBeLessThanOrEqual(KEPT_LIMITS.mostAtOnce);
        }
      }),
    );
  });

  test("leave a way on: when nothing is under way, a request is granted at a time that was named", () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(QUERY, READ), (history, cost) => {
        let state = openGovernor(0.1);
        let now = NOW;
        for (const { seen, cost, passedMs } of history) {
          now += passedMs;
          state = after(state, seen, now, cost);
        }
        let decision = decide(state, cost, now);
        for (let waits = 0; decision.kind !== "grant"; waits += 1) {
          expect(waits).toBeLessThan(100);
          const until =
            decision.kind === "closed" ? decision.until : decision.kind === "wait-until" ? decision.at : 0;
          expect(until).toBeGreaterThan(now);
          now = until;
          decision = decide(state, cost, now);
        }
      }),
    );
  });
});

test("after an answer that took longer than a minute's server time, the next request waits for a moment to come, and says so", () => {
  const quick = after(openGovernor(0), answer(), NOW - 2 * MINUTE_MS);
  const state = after(quick, answer({ durationMs: 100_000 }));
  expect(decide(state, QUERY, NOW)).toEqual({ kind: "closed", until: NOW + MINUTE_MS, limit: "pace" });
  expect(decide(state, QUERY, NOW + MINUTE_MS)).toEqual({ kind: "grant" });
});

test("requests that hung while the network was away spend nothing of GitHub's time: all goes on when it is back", () => {
  let { state } = beginAll(after(openGovernor(0), answer()), QUERY, NOW);
  const hung = answer({ status: null, rate: null, cost: null, durationMs: 40_000, overloaded: true });
  while (state.underWay.graphql > 0) state = observe(state, "graphql", hung, NOW + 40_000);
  expect(decide(state, QUERY, NOW + 40_001)).toEqual({ kind: "grant" });
});

describe("how many at once", () => {
  test("one more after a whole round of clean answers, up to the most allowed", () => {
    let state = openGovernor(0);
    const first = state.atOnce;
    for (let count = 1; count < first; count += 1) state = after(state, answer());
    expect(state.atOnce).toBe(first);
    state = after(state, answer());
    expect(state.atOnce).toBe(first + 1);
    for (let count = 0; count < 10_000; count += 1) state = after(state, answer(), NOW + count * 1_000);
    expect(state.atOnce).toBe(KEPT_LIMITS.mostAtOnce);
  });

  test("half as many when GitHub is too slow or breaks, down to one", () => {
    let state = openGovernor(0);
    const first = state.atOnce;
    state = after(state, answer({ status: 502, overloaded: true }));
    expect(state.atOnce).toBe(first / 2);
    for (let count = 0; count < 10; count += 1)
      state = after(state, answer({ status: 502, overloaded: true }));
    expect(state.atOnce).toBe(1);
  });

  test.each<[string, Observation]>([
    ["are refused", secondary()],
    ["meet a GitHub that breaks", answer({ status: 502, overloaded: true })],
    ["hang", answer({ status: null, rate: null, cost: null, overloaded: true })],
  ])("half as many once, when many requests that were under way together %s", (_, seen) => {
    let { state } = beginAll(openGovernor(0), QUERY, NOW);
    const first = state.atOnce;
    for (let count = 0; count < first; count += 1) state = observe(state, "graphql", seen, NOW);
    expect(state.atOnce).toBe(first / 2);
    expect(after(state, answer({ status: 502, overloaded: true })).atOnce).toBe(first / 4);
  });

  test("a request that never began takes no place", () => {
    const { state } = beginAll(openGovernor(0), QUERY, NOW);
    expect(decide(state, QUERY, NOW)).toEqual({ kind: "wait-for-answer" });
    expect(decide(release(state, "graphql"), QUERY, NOW)).toEqual({ kind: "grant" });
  });
});

describe("the wait that GitHub asks for", () => {
  test("is as long as it says", () => {
    const until = NOW + 7_000;
    const state = after(openGovernor(0), secondary(until));
    expect(decide(state, QUERY, until - 1)).toEqual({ kind: "closed", until, limit: "secondary" });
    expect(decide(state, QUERY, until).kind).toBe("grant");
  });

  test("is a minute when it does not say, and twice as long each time that it was not enough, up to a quarter of an hour", () => {
    let state = openGovernor(0);
    let now = NOW;
    const waits: number[] = [];
    for (let time = 0; time < 6; time += 1) {
      state = after(state, secondary(), now);
      const decision = decide(state, QUERY, now);
      if (decision.kind !== "closed") throw new Error(decision.kind);
      waits.push((decision.until - now) / MINUTE_MS);
      now = decision.until;
    }
    expect(waits).toEqual([1, 2, 4, 8, 15, 15]);
  });

  test("begins anew with a minute once a request was answered well", () => {
    let state = after(after(openGovernor(0), secondary()), secondary(), NOW + 2 * MINUTE_MS);
    const later = NOW + 10 * MINUTE_MS;
    state = after(after(state, answer(), later), secondary(), later);
    expect(decide(state, QUERY, later)).toMatchObject({ until: later + MINUTE_MS });
  });

  test("holds for REST and GraphQL alike", () => {
    const state = after(openGovernor(0), secondary(), NOW, QUERY);
    expect(decide(state, READ, NOW).kind).toBe("closed");
  });

  test("is not shortened by an answer that was already on its way", () => {
    const until = NOW + 90_000;
    let { state } = beginAll(openGovernor(0), QUERY, NOW);
    state = observe(state, "graphql", secondary(until), NOW);
    state = observe(state, "graphql", secondary(NOW + 1_000), NOW);
    state = observe(state, "graphql", answer(), NOW);
    expect(decide(state, QUERY, NOW)).toEqual({ kind: "closed", until, limit: "secondary" });
  });
});

describe("the hourly budget", () => {
  const told = (remaining: number, resetAt = NOW + HOUR_MS) =>
    answer({ rate: { limit: 5_000, remaining, resetAt } });

  test("of REST and of GraphQL are two", () => {
    const state = after(openGovernor(0), told(0), NOW, READ);
    expect(decide(state, READ, NOW)).toEqual({ kind: "closed", until: NOW + HOUR_MS, limit: "primary" });
    expect(decide(state, QUERY, NOW).kind).toBe("grant");
  });

  test("counts what is under way, which no answer has counted yet", () => {
    const { begun } = beginAll(after(openGovernor(0), told(3)), QUERY, NOW);
    expect(begun).toBe(3);
  });

  test("is what the lower of two answers says: they arrive out of order", () => {
    const state = after(after(openGovernor(0), told(0)), told(10));
    expect(decide(state, QUERY, NOW).kind).toBe("closed");
  });

  test("is new after its reset", () => {
    const state = after(openGovernor(0), told(0));
    expect(decide(state, QUERY, NOW + HOUR_MS).kind).toBe("grant");
    const next = after(state, told(4_999, NOW + 2 * HOUR_MS), NOW + HOUR_MS);
    expect(decide(next, QUERY, NOW + HOUR_MS).kind).toBe("grant");
  });

  test("keeps a reserve", () => {
    const state = after(openGovernor(0.1), told(500));
    expect(decide(state, QUERY, NOW)).toMatchObject({ kind: "closed", limit: "primary" });
    expect(decide(after(openGovernor(0.1), told(501)), QUERY, NOW).kind).toBe("grant");
  });
});

describe("limits that are off, as on an Enterprise Server (G22)", () => {
  test("are not kept: only the number at once is", () => {
    let state = openGovernor(0.1);
    for (let count = 0; count < 5_000; count += 1)
      state = after(state, answer({ rate: null, durationMs: 9_000 }));
    const { begun } = beginAll(state, QUERY, NOW);
    expect(begun).toBe(state.atOnce);
  });

  test("are not thought off because GitHub refused without a word of them", () => {
    let state = openGovernor(0);
    for (let count = 0; count < KEPT_LIMITS.graphqlPointsPerMinute; count += 1)
      state = after(state, answer());
    const refused = answer({ status: 200, rate: null, limited: { limit: "secondary", until: NOW + 1_000 } });
    state = after(state, refused);
    expect(decide(state, QUERY, NOW + 1_000).kind).toBe("closed");
  });
});
