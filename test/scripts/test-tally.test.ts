import { expect, test } from "vitest";
import { addTallies, exitCodeOf, judgeRunner, summarize, type Tally } from "../../scripts/test/tally.ts";

const passing: Tally = { passed: 3, failed: [], skipped: [] };
const failing: Tally = {
  passed: 1,
  failed: ["lint"],
  skipped: [{ name: "a keychain", reason: "no keyring" }],
};

test("all runners' counts end up in one last line, after every skip's reason and every failure's name", () => {
  expect(summarize(addTallies([passing, failing]))).toEqual([
    "",
    "Skipped",
    "  a keychain: no keyring",
    "",
    "Failed",
    "  lint",
    "",
    "4 passed, 1 failed, 1 skipped",
  ]);
});

test("success needs passed tests and no failure", () => {
  expect(exitCodeOf(passing)).toBe(0);
  expect(exitCodeOf(failing)).toBe(1);
  expect(exitCodeOf({ passed: 0, failed: [], skipped: [] })).toBe(1);
});

test("a runner that ended badly has failed, whatever its report says", () => {
  expect(judgeRunner("Vitest", 0, passing)).toEqual(passing);
  expect(judgeRunner("Vitest", 1, failing)).toEqual(failing);
  expect(judgeRunner("Vitest", 1, passing)).toMatchObject({
    passed: 3,
    failed: [expect.stringContaining("exit code 1")],
  });
  expect(judgeRunner("Vitest", 0, null)).toMatchObject({
    passed: 0,
    failed: [expect.stringContaining("no report")],
  });
});
