import { expect, test } from "vitest";
import { taskbarProgress } from "../../src/main/taskbar-progress.ts";
import { run } from "../renderer/examples.ts";

const waiting = run({
  state: "waiting",
  wait: { kind: "rate-limit", limit: "primary", until: 9_000 },
  pullRequests: 1,
  pullRequestsExpected: 2,
});

test("a wait has no length, where the system can show that", () => {
  expect(taskbarProgress(waiting, true, "win32")).toEqual({ value: 2, mode: "indeterminate" });
  expect(taskbarProgress(waiting, true, "linux")).toEqual({ value: 0.5, mode: "indeterminate" });
});

test("before GitHub has counted, nothing is claimed", () => {
  expect(taskbarProgress(run({}), true, "darwin")).toEqual({ value: 2, mode: "indeterminate" });
});

test("more rows than were counted, as while a count is old, are not more than all", () => {
  const counted = run({ pullRequests: 7, pullRequestsExpected: 5 });
  expect(taskbarProgress(counted, true, "linux")).toEqual({ value: 1, mode: "normal" });
});

test("an end that is no failure shows nothing", () => {
  const ended = run({ state: "complete-with-gaps", endedAt: 1 });
  expect(taskbarProgress(ended, false, "win32")).toEqual({ value: -1, mode: "none" });
  expect(taskbarProgress(null, false, "win32")).toEqual({ value: -1, mode: "none" });
});
