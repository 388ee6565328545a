import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findUnusedExports } from "../../scripts/check/unused-exports.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "onramp-exports-"));
  mkdirSync(join(root, "src"));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

const write = (name: string, source: string): void => writeFileSync(join(root, "src", name), source);

test("a value that no other module takes is found, also when its own module uses it", () => {
  write("one.ts", "export const used = 1; export const unused = 2; export const sum = used + unused;");
  write("two.ts", 'import { used } from "./one.ts"; console.log(used);');
  expect(findUnusedExports(root)).toEqual({
    exports: 3,
    problems: ["src/one.ts: nobody imports unused", "src/one.ts: nobody imports sum"],
  });
});

test.each([
  'import { one as other } from "./one.ts";',
  'import * as everything from "./one.ts";',
  'import type { one } from "./one.ts";',
  'export { one as default } from "./one.ts";',
  'const everything = await import("./one.ts");',
])("it is taken by: %s", (taking) => {
  write("one.ts", "export const one = 1;");
  write("two.ts", taking);
  expect(findUnusedExports(root).problems).toEqual([]);
});

test("types and default exports may be exported for nobody", () => {
  write("one.ts", "export interface One {} export type Two = One; export default 1; export const three = 3;");
  write("two.ts", 'import { three } from "./one.ts";');
  expect(findUnusedExports(root)).toEqual({ exports: 1, problems: [] });
});

test("looking at nothing is a problem, never a pass", () => {
  expect(findUnusedExports(root).problems).toEqual([expect.stringContaining("broken")]);
});
