import { beforeEach, afterEach, expect, test, vi } from "vitest";

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test("a sleep of the machine is noticed soon after it wakes", async () => {
  const { powerMonitor } = await import("../../stand-in/machine.ts");
  const heard: string[] = [];
  powerMonitor.on("suspend", () => heard.push("suspend")).on("resume", () => heard.push("resume"));

  vi.advanceTimersByTime(60_000);
  expect(heard).toEqual([]);

  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(5_000);
  expect(heard).toEqual(["suspend", "resume"]);
});
