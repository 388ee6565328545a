import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../scripts/check/run-tool.ts";

test("no file is named by the path of an address, which says %20 for a space", () => {
  const files = globSync("{src,scripts,stand-in,bench,test}/**/*.{ts,tsx}", { cwd: ROOT });
  expect(files.length).toBeGreaterThan(500);
  const naming = files.filter((file) =>
    /import\.meta\.url\)\.pathname/.test(readFileSync(join(ROOT, file), "utf8")),
  );
  expect(naming).toEqual([]);
});
