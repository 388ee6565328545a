import { describe, expect, test } from "vitest";
import { copyText } from "../../src/renderer/features/log/entry-text.ts";
import { besideMatch } from "../../src/renderer/features/log/find-match.ts";
import { changeScope } from "../../src/renderer/features/log/log-scope.ts";
import type { JobId, RunId } from "../../src/shared/ids.ts";
import type { IndexedLogEntry } from "../../src/shared/log-entry.ts";

const entry = (sequence: number): IndexedLogEntry => ({
  sequence,
  at: Date.UTC(2026, 10, 24, 9),
  level: "warn",
  event: "request.failed",
  message: `Request ${sequence}`,
  code: "network/reset",
  data: { status: null },
});

describe("copied entries", () => {
  test("are a line of text each, in UTC, with all facts", () => {
    expect(copyText([entry(1), entry(2)], "text").split("\n")).toEqual([
      "2026-11-24T09:00:00.000Z WARN  request.failed Request 1 network/reset status=null",
      "2026-11-24T09:00:00.000Z WARN  request.failed Request 2 network/reset status=null",
    ]);
  });

  test("are a line of JSON each, without their place in this index", () => {
    const [line] = copyText([entry(1)], "json").split("\n");
    expect(JSON.parse(line!)).toEqual({
      at: "2026-11-24T09:00:00.000Z",
      level: "warn",
      event: "request.failed",
      message: "Request 1",
      code: "network/reset",
      data: { status: null },
    });
  });
});

describe("from match to match", () => {
  const window = { entries: [entry(10), entry(20), entry(30)] };

  test.each([
    ["the newest, when there is none yet", null, "previous", 30],
    ["the older one", 20, "previous", 10],
    ["the newer one", 20, "next", 30],
    ["none beyond the last", 30, "next", null],
    ["none before the first", 10, "previous", null],
  ] as const)("goes to %s", (_which, present, direction, expected) => {
    expect(besideMatch(window, present, direction)?.sequence ?? null).toBe(expected);
  });
});

test("a scope without its job has no timeline, and a part set to nothing is gone", () => {
  const scope = { jobId: 3 as JobId, view: "timeline", runId: 1 as RunId } as const;
  expect(changeScope(scope, { jobId: undefined })).toEqual({ runId: 1 });
});
