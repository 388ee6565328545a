import { existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { beginRunFile, endRunFile } from "../../src/main/run-file.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

test("an application that was quit leaves nothing to tell of", () => {
  const folder = temporaryDirectory();
  expect(beginRunFile(folder, 1_000)).toBeNull();
  endRunFile(folder);
  expect(existsSync(join(folder, "running.json"))).toBe(false);
  expect(beginRunFile(folder, 2_000)).toBeNull();
});

test("one that was not is found at the next start: when it began, when its log ended, and where", () => {
  const folder = temporaryDirectory();
  beginRunFile(folder, 1_000);
  const log = join(folder, "logs", "log-000002.jsonl");
  mkdirSync(join(folder, "logs"));
  writeFileSync(join(folder, "logs", "log-000001.jsonl"), "older\n");
  writeFileSync(log, "entry\n");
  const lastSeenAt = Date.now() + 5_000;
  utimesSync(log, lastSeenAt / 1_000, lastSeenAt / 1_000);

  expect(beginRunFile(folder, 9_000)).toEqual({ startedAt: 1_000, lastSeenAt, logEnd: 2 * 2 ** 32 + 6 });
  expect(JSON.parse(readFileSync(join(folder, "running.json"), "utf8"))).toEqual({
    pid: process.pid,
    startedAt: 9_000,
  });
});

test("a file that was cut off while it was written tells nothing, and stops nothing", () => {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, "running.json"), '{"pid":1');
  expect(beginRunFile(folder, 1_000)).toBeNull();
});

test("the file is the person's alone", ({ skip }) => {
  skip(process.platform === "win32", "Windows has no such modes");
  const folder = temporaryDirectory();
  beginRunFile(folder, 1_000);
  expect(statSync(join(folder, "running.json")).mode & 0o777).toBe(0o600);
});
