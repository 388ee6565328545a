import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findBrowser } from "../../stand-in/find-browser.ts";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "browsers-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function install(name: string, mode = 0o755): string {
  const path = join(folder, name);
  writeFileSync(path, "");
  chmodSync(path, mode);
  return path;
}

test("the first known browser on the path is taken, Chromium before its relatives", () => {
  install("google-chrome");
  const chromium = install("chromium");
  expect(findBrowser({ PATH: `/nowhere:${folder}` }, "linux")).toBe(chromium);
});

test("a file that cannot be run is no browser", () => {
  install("chromium", 0o644);
  const chrome = install("google-chrome");
  expect(findBrowser({ PATH: folder }, "linux")).toBe(chrome);
});

test("the browser that ONRAMP_BROWSER names is the only one considered", () => {
  install("chromium");
  const chosen = install("my-browser");
  expect(findBrowser({ PATH: folder, ONRAMP_BROWSER: chosen }, "linux")).toBe(chosen);
  expect(findBrowser({ PATH: folder, ONRAMP_BROWSER: join(folder, "gone") }, "linux")).toBeNull();
});
