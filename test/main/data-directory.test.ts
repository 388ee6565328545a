import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { askedDataDirectory, prepareDataDirectory } from "../../src/main/data-directory.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "onramp-data-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const here = resolve("/somewhere");

test.each([
  { given: ["--data-dir", "data"], means: join(here, "data") },
  { given: ["--data-dir=data"], means: join(here, "data") },
  { given: [".", "--no-sandbox", "--data-dir", "/elsewhere"], means: resolve("/elsewhere") },
])("$given names the data directory, among whatever else Chromium is told", ({ given, means }) => {
  expect(askedDataDirectory(given, { ONRAMP_DATA_DIR: "/not-this" }, here)).toBe(means);
});

test("ONRAMP_DATA_DIR names it where no argument does", () => {
  expect(askedDataDirectory(["."], { ONRAMP_DATA_DIR: "/by-environment" }, here)).toBe(
    resolve("/by-environment"),
  );
});

test("without either, the system's usual place is meant", () => {
  expect(askedDataDirectory(["."], {}, here)).toBeNull();
  expect(askedDataDirectory(["."], { ONRAMP_DATA_DIR: "" }, here)).toBeNull();
});

test.each([[["--data-dir"]], [["--data-dir="]]])("%s without a directory is wrong usage", (args) => {
  expect(() => askedDataDirectory(args, {}, here)).toThrow(/usage\/bad-option: --data-dir/);
});

test("a missing data directory is made, readable for its owner alone", () => {
  const directory = join(folder, "a", "b");
  prepareDataDirectory(directory);
  expect(existsSync(directory)).toBe(true);
  if (process.platform !== "win32") expect(statSync(directory).mode & 0o777).toBe(0o700);
});

test("a directory that cannot be made is a failure that names it and the reason", () => {
  writeFileSync(join(folder, "a-file"), "");
  expect(() => prepareDataDirectory(join(folder, "a-file", "data"))).toThrow(
    /store\/not-writable: .*a-file.data \(ENOTDIR\)/,
  );
});
