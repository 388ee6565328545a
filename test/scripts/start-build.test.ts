import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isBuildStale } from "../../scripts/start/build-app.ts";

let root: string;
const BEFORE = new Date("2026-11-24T09:00:00Z");
const BUILT = new Date("2026-11-24T10:00:00Z");
const AFTER = new Date("2026-11-24T11:00:00Z");

function put(path: string, at: Date): void {
  const file = join(root, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "");
  utimesSync(file, at, at);
  for (let parent = join(file, ".."); parent !== root; parent = join(parent, ".."))
    utimesSync(parent, at, at);
}

function build(): void {
  for (const file of ["out/main/index.js", "out/preload/index.cjs", "out/renderer/index.html"])
    put(file, BUILT);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "onramp-build-"));
  for (const file of ["src/main/index.ts", "electron.vite.config.ts", "package.json", "package-lock.json"])
    put(file, BEFORE);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("what was never built is built", () => {
  expect(isBuildStale(root)).toBe(true);
});

test("what has not changed since is not built again", () => {
  build();
  expect(isBuildStale(root)).toBe(false);
});

test("a build that was cut short is done again", () => {
  build();
  rmSync(join(root, "out/renderer"), { recursive: true });
  expect(isBuildStale(root)).toBe(true);
});

test.each(["src/main/index.ts", "src/renderer/new.tsx", "package-lock.json"])(
  "a change of %s since is built",
  (file) => {
    build();
    put(file, AFTER);
    expect(isBuildStale(root)).toBe(true);
  },
);

test("a file that was taken away is a change", () => {
  build();
  rmSync(join(root, "src/main/index.ts"));
  expect(isBuildStale(root)).toBe(true);
});
