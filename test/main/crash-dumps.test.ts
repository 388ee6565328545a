import { existsSync, readdirSync, utimesSync, writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { App, CrashReporter } from "electron";
import { expect, test } from "vitest";
import { keepCrashDumps } from "../../src/main/crash-dumps.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

function keepDumpsIn(dataDirectory: string): { paths: unknown[]; started: unknown[] } {
  const paths: unknown[] = [];
  const started: unknown[] = [];
  const app = { setPath: (...args: unknown[]) => void paths.push(args) } as unknown as App;
  const reporter = {
    start: (options: unknown) => void started.push(options),
  } as unknown as CrashReporter;
  keepCrashDumps(app, reporter, dataDirectory);
  return { paths, started };
}

test("dumps stay in the data directory: nothing is sent, nor handed to the system's own reporter", () => {
  const folder = temporaryDirectory();
  const { paths, started } = keepDumpsIn(folder);
  expect(paths).toEqual([["crashDumps", join(folder, "crashes")]]);
  expect(started).toEqual([{ uploadToServer: false, ignoreSystemCrashHandler: true }]);
  expect(existsSync(join(folder, "crashes"))).toBe(true);
});

test("only the newest ten are kept, wherever Crashpad has put them", () => {
  const folder = temporaryDirectory();
  mkdirSync(join(folder, "crashes", "completed"), { recursive: true });
  for (let age = 0; age < 14; age += 1) {
    const path = join(folder, "crashes", "completed", `${String(age).padStart(2, "0")}.dmp`);
    writeFileSync(path, "dump");
    utimesSync(path, 1_000_000 - age, 1_000_000 - age);
  }
  writeFileSync(join(folder, "crashes", "settings.dat"), "Crashpad's own");
  keepDumpsIn(folder);
  const left = readdirSync(join(folder, "crashes"), { recursive: true, encoding: "utf8" }).sort();
  expect(left.filter((name) => name.endsWith(".dmp")).map((name) => name.slice(-6, -4))).toEqual(
    Array.from({ length: 10 }, (_, age) => String(age).padStart(2, "0")),
  );
  expect(left).toContain("settings.dat");
});
