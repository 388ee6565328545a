import { expect, test } from "vitest";
import { judgeScopes } from "../../src/renderer/features/connect/judge-scopes.ts";
import { looksWhole } from "../../src/renderer/features/connect/looks-whole.ts";

const granted = (scopes: string[]): string[] =>
  judgeScopes(scopes)
    .needed.filter(({ isGranted }) => isGranted)
    .map(({ scope }) => scope);

test("a scope is there when a larger one holds it, which GitHub names instead", () => {
  expect(granted(["repo", "admin:org"])).toEqual(["repo", "read:org"]);
  expect(granted(["read:org"])).toEqual(["read:org"]);
  expect(granted(["public_repo", "read:user"])).toEqual([]);
});

test("what only reads is never too much; what can write is", () => {
  expect(judgeScopes(["repo", "read:org", "read:user", "user:email"]).surplus).toEqual([]);
  expect(judgeScopes(["repo", "admin:org", "delete_repo", "workflow"]).surplus).toEqual([
    "admin:org",
    "delete_repo",
    "workflow",
  ]);
});

test.each([
  ["ghp_" + "a".repeat(36), true],
  ["github_pat_" + "A1_".repeat(27), true],
  ["0123456789abcdef0123456789abcdef01234567", true],
  ["ghp_" + "a".repeat(35), false],
  ["my password", false],
  ["", false],
])("%s is taken for a whole token: %s", (text, isWhole) => expect(looksWhole(text)).toBe(isWhole));
