import { expect, test } from "vitest";
import { findLockProblems, type LockFile } from "../../scripts/check/lock-file.ts";

const lockOf = (range: string, version: string): LockFile => ({
  packages: {
    "": { dependencies: { zod: range } },
    "node_modules/zod": { version },
    "node_modules/only-on-windows": { version: "1.0.0", optional: true },
  },
});
const lock = lockOf("4.6.7", "4.6.7");

test("nothing differs after a clean install, even without another platform's packages", () => {
  const installed: LockFile = { packages: { "node_modules/zod": { version: "4.6.7" } } };
  expect(findLockProblems({ dependencies: { zod: "4.6.7" } }, lock, installed)).toEqual([]);
});

test("a dependency changed in package.json alone is found", () => {
  expect(findLockProblems({ dependencies: { zod: "4.7.0" } }, lock, lock)).toEqual([
    "zod: package.json says 4.7.0, the lock file 4.6.7",
  ]);
});

test("a dependency that stands in one of the two files only is found", () => {
  expect(findLockProblems({ devDependencies: { vite: "8.3.8" } }, lock, lock)).toEqual([
    "zod: package.json says nothing, the lock file 4.6.7",
    "vite: package.json says 8.3.8, the lock file nothing",
  ]);
});

test.each(["^4.6.7", "4.x", "latest", "npm:zod@^4.6.7"])("the version %s is not exact", (range) => {
  const ranged = lockOf(range, "4.6.7");
  expect(findLockProblems({ dependencies: { zod: range } }, ranged, ranged)).toEqual([
    `zod: ${range} is not an exact version`,
  ]);
});

test("an old installation is found, with what to do", () => {
  const installed: LockFile = { packages: { "node_modules/zod": { version: "4.6.6" } } };
  expect(findLockProblems({ dependencies: { zod: "4.6.7" } }, lock, installed)).toEqual([
    'node_modules/zod: 4.6.7 is locked, 4.6.6 is installed; run "npm ci"',
  ]);
});
