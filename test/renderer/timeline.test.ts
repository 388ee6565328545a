import { describe, expect, test } from "vitest";
import { timelineOf, totalMsOf } from "../../src/renderer/features/log/timeline.ts";
import type { LogEntry } from "../../src/shared/log-entry.ts";

const entry = (at: number, event: string, facts: Partial<LogEntry> = {}): LogEntry => ({
  ...{ at, event, level: "debug", message: event, jobId: 1 },
  ...facts,
});
const started = (at: number, attempt: number): LogEntry =>
  entry(at, "job.started", { message: `The pull_requests job starts, attempt ${attempt}.` });
const answered = (at: number, durationMs: number): LogEntry =>
  entry(at, "request.answered", { message: "POST PullRequestPage: 200", data: { durationMs } });

describe("the timeline of a job", () => {
  test("shows a failed attempt, the wait after it, and the attempt that went well, each with its requests", () => {
    const steps = timelineOf([
      started(1_000, 1),
      entry(1_500, "request.failed", { code: "network/reset", data: { durationMs: 400 } }),
      entry(1_600, "job.failed", { code: "network/reset" }),
      started(4_600, 2),
      answered(5_000, 300),
      entry(5_100, "job.done"),
    ]);
    expect(steps).toMatchObject([
      {
        kind: "work",
        attempt: 1,
        isFirst: true,
        ending: "failed",
        code: "network/reset",
        from: 1_000,
        to: 1_600,
      },
      { kind: "request", code: "network/reset", from: 1_100, to: 1_500 },
      { kind: "wait", from: 1_600, to: 4_600 },
      { kind: "work", attempt: 2, isFirst: true, ending: "done", from: 4_600, to: 5_100 },
      { kind: "request", code: null, from: 4_700, to: 5_000 },
    ]);
    expect(totalMsOf(steps, "wait")).toBe(3_000);
  });

  test("tells a turn given to others from a new attempt, by the last thing that was seen before it", () => {
    const steps = timelineOf([started(0, 1), answered(900, 500), started(2_000, 1), answered(2_500, 400)]);
    expect(steps).toMatchObject([
      { kind: "work", ending: "yielded", from: 0, to: 900 },
      { kind: "request" },
      { kind: "wait", from: 900, to: 2_000 },
      { kind: "work", isFirst: false, ending: "open", from: 2_000, to: 2_500 },
      { kind: "request" },
    ]);
  });

  test("keeps what else was said of the job, and needs no beginning", () => {
    const steps = timelineOf([answered(100, 50), entry(200, "job.stalled", { message: "No progress" })]);
    expect(steps).toMatchObject([{ kind: "request" }, { kind: "note", what: "No progress" }]);
    expect(timelineOf([])).toEqual([]);
  });
});
