import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { askedDataDirectory } from "../../src/main/data-directory.ts";

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
