import { describe, expect, test } from "vitest";
import { watch, WATCHDOG_SETTINGS, type SliceActivity } from "../../../src/core/sync/watchdog.ts";

const NOW = 1_000_000;
const { stallAfterMs, abortAfterMs, terminateAfterMs } = WATCHDOG_SETTINGS;

/** A slice that made its last progress so long ago, and whose thread answers. */
function silentFor(silentMs: number, more: Partial<SliceActivity> = {}): SliceActivity {
  return {
    progressAt: NOW - silentMs,
    heardAt: NOW,
    awaitsPermit: false,
    requestSince: null,
    commitSince: null,
    ...more,
  };
}

const judge = (activity: SliceActivity) => watch(activity, WATCHDOG_SETTINGS, NOW);

test("half a minute without progress is a stall, and not a moment less", () => {
  expect(stallAfterMs).toBe(30_000);
  expect(judge(silentFor(stallAfterMs - 1))).toEqual({ kind: "well" });
  expect(judge(silentFor(stallAfterMs))).toMatchObject({ kind: "stalled", since: NOW - stallAfterMs });
});

test("a slice that waits for a permit is well, however long: its wait is declared", () => {
  expect(judge(silentFor(10 * stallAfterMs, { awaitsPermit: true }))).toEqual({ kind: "well" });
});

test("a thread that answers but gets nowhere is stalled all the same", () => {
  expect(judge(silentFor(stallAfterMs, { heardAt: NOW }))).toMatchObject({ kind: "stalled" });
});

test("a clock that was turned back makes no stall", () => {
  expect(judge(silentFor(-86_400_000))).toEqual({ kind: "well" });
});

describe("the remedy", () => {
  test.each([
    [0, "wait"],
    [abortAfterMs - 1, "wait"],
    [abortAfterMs, "abort"],
    [abortAfterMs + terminateAfterMs - 1, "abort"],
    [abortAfterMs + terminateAfterMs, "terminate"],
    [86_400_000, "terminate"],
  ] as const)("%i ms after the stall was noticed is to %s", (overdueMs, remedy) => {
    expect(judge(silentFor(stallAfterMs + overdueMs))).toMatchObject({ remedy });
  });
});

const deaf = { heardAt: NOW - stallAfterMs };

test("a thread that does not answer hears no abort: it is ended without one, and the sooner (P7)", () => {
  const remedyAfter = (overdueMs: number, more = {}) =>
    judge(silentFor(stallAfterMs + overdueMs, { ...deaf, ...more }));
  expect(remedyAfter(terminateAfterMs - 1)).toMatchObject({ cause: "worker-not-answering", remedy: "wait" });
  expect(remedyAfter(terminateAfterMs)).toMatchObject({ remedy: "terminate" });
  // One that was only slow to answer just now may still hear an abort.
  expect(remedyAfter(terminateAfterMs, { heardAt: NOW - 6_000 })).toMatchObject({ remedy: "wait" });
  // One that waits for another program's lock is not to blame.
  expect(remedyAfter(abortAfterMs, { commitSince: 0 })).toMatchObject({
    cause: "database-locked",
    remedy: "abort",
  });
});

describe("the diagnosis", () => {
  test.each([
    ["a request that is not answered", { requestSince: 0 }, "request-hung"],
    ["a thread that does not answer", deaf, "worker-not-answering"],
    ["a thread that hangs in a request's processing", { ...deaf, requestSince: 0 }, "worker-not-answering"],
    ["a thread that waits for the database's lock", { ...deaf, commitSince: 0 }, "database-locked"],
    ["nothing that is known", {}, "unknown"],
  ] as const)("names %s", (_, activity, cause) => {
    expect(judge(silentFor(stallAfterMs, activity))).toMatchObject({ cause });
  });
});
