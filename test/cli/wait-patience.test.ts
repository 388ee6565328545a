import { expect, test } from "vitest";
import { pauseBeforeNextTry } from "../../src/cli/connect-patiently.ts";
import { InterruptCounter } from "../../src/cli/interrupts.ts";
import { carryOn, freshPatience, judgeRun, type Verdict } from "../../src/cli/wait-patience.ts";
import type { AccountId, EpochMs } from "../../src/shared/ids.ts";
import type { RunProgress } from "../../src/shared/models.ts";
import { makeRun } from "./run-fixtures.ts";

const MINUTE_MS = 60_000;
const offline = makeRun({ state: "waiting", wait: { kind: "offline", since: 0 } });

/** What is thought of a run after a series of looks at it, with ten minutes of patience. */
function judgeAfter(looks: readonly { at: EpochMs; run: RunProgress }[]): Verdict {
  let patience = freshPatience(10 * MINUTE_MS);
  let verdict: Verdict = { kind: "go-on" };
  for (const { at, run } of looks) {
    patience = carryOn(patience, run, at);
    verdict = judgeRun(run, patience, at);
    if (verdict.kind !== "go-on") break;
  }
  return verdict;
}

test("the network is waited for as long as --wait allows, and no longer", () => {
  const start = { at: 0, run: offline };
  expect(judgeAfter([start, { at: 10 * MINUTE_MS - 1, run: offline }])).toEqual({ kind: "go-on" });
  expect(judgeAfter([start, { at: 10 * MINUTE_MS, run: offline }])).toMatchObject({
    kind: "give-up",
    failure: { code: "run/gave-up-waiting", detail: "GitHub cannot be reached; --wait allows 10 min" },
  });
});

test("attempts that bring nothing in do not start the waiting anew; stored rows do", () => {
  const attempt = { at: 5 * MINUTE_MS, run: makeRun() };
  const later = { at: 12 * MINUTE_MS, run: offline };
  expect(judgeAfter([{ at: 0, run: offline }, attempt, later])).toMatchObject({ kind: "give-up" });

  const fruitful = { at: 5 * MINUTE_MS, run: makeRun({ pullRequests: 1_300 }) };
  const offlineAgain = { ...offline, pullRequests: 1_300 };
  expect(judgeAfter([{ at: 0, run: offline }, fruitful, { ...later, run: offlineAgain }])).toEqual({
    kind: "go-on",
  });
});

test("a limit that ends too late is not waited for at all, a near one is", () => {
  const limited = (until: EpochMs) =>
    makeRun({ state: "waiting", wait: { kind: "rate-limit", limit: "primary", until } });
  expect(judgeAfter([{ at: 0, run: limited(40 * MINUTE_MS) }])).toMatchObject({
    kind: "give-up",
    failure: { code: "run/gave-up-waiting", until: 40 * MINUTE_MS },
  });
  expect(judgeAfter([{ at: 0, run: limited(MINUTE_MS) }])).toEqual({ kind: "go-on" });
});

test("a refused credential ends the command at once with its own failure", () => {
  const failure = { code: "auth/token-rejected" as const };
  const run = makeRun({ state: "waiting", wait: { kind: "sign-in", accountId: 1 as AccountId, failure } });
  expect(judgeAfter([{ at: 0, run }])).toEqual({ kind: "give-up", failure });
});

test("a run that works or recovers from a stall is watched for as long as it takes", () => {
  for (const state of ["planned", "running", "stalled", "verifying"] as const) {
    const run = makeRun({ state });
    expect(
      judgeAfter([
        { at: 0, run },
        { at: 600 * MINUTE_MS, run },
      ]),
    ).toEqual({ kind: "go-on" });
  }
});

test("every end of a run is an end", () => {
  for (const state of ["complete", "complete-with-gaps", "failed", "cancelled"] as const) {
    expect(judgeAfter([{ at: 0, run: makeRun({ state }) }])).toEqual({ kind: "ended" });
  }
  expect(judgeAfter([{ at: 0, run: makeRun({ state: "unknown", endedAt: 5 }) }])).toEqual({ kind: "ended" });
});

test("before the sync, the next try comes in seconds, or when the limit is over, or not at all", () => {
  expect(pauseBeforeNextTry({ code: "network/offline" }, 0, 10_000)).toBe(3_000);
  expect(pauseBeforeNextTry({ code: "rate-limit/primary", until: 8_000 }, 0, 10_000)).toBe(8_000);
  expect(pauseBeforeNextTry({ code: "rate-limit/primary", until: 11_000 }, 0, 10_000)).toBeNull();
});

test("one press of Ctrl+C may arrive twice; a later one means now", () => {
  const counter = new InterruptCounter();
  expect([0, 3, 2_000].map((now) => counter.count(now))).toEqual(["stop", "same-press", "end-now"]);
});
