import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { composeNotices } from "../../scripts/package/third-party-notices.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "onramp-notices-"));
  const packages = { "": {}, "node_modules/a": {}, "node_modules/tool": { dev: true } };
  writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages }));
  mkdirSync(join(root, "node_modules/a"), { recursive: true });
  const about = { name: "a", version: "1.2.3", license: "Apache-2.0" };
  writeFileSync(join(root, "node_modules/a/package.json"), JSON.stringify(about));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

test("a package of the app is named with its licence, and with the notice that the licence speaks of", () => {
  writeFileSync(join(root, "node_modules/a/LICENSE"), "Do as you like.\n");
  writeFileSync(join(root, "node_modules/a/NOTICE.txt"), "Made by A.\n");
  expect(composeNotices(root)).toMatch(/\na 1\.2\.3 \(Apache-2\.0\)\n\nDo as you like\.\n\nMade by A\.\n$/);
});

test("a package that comes without its licence's text is not packed", () => {
  expect(() => composeNotices(root)).toThrow("a comes without the text of its licence");
  writeFileSync(join(root, "node_modules/a/NOTICE"), "Made by A.\n");
  writeFileSync(join(root, "node_modules/a/LICENSE"), "\n");
  expect(() => composeNotices(root)).toThrow("a comes without the text of its licence");
});
