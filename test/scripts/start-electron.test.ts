import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  couldNotRun,
  electronArguments,
  electronVersion,
  findElectron,
} from "../../src/runtime/electron-runtime.ts";
import { getElectron } from "../../scripts/start/get-electron.ts";
import { forgetOutOfReach, recallOutOfReach, rememberOutOfReach } from "../../src/runtime/out-of-reach.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "onramp-electron-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(...path: string[]): string {
  const file = join(folder, ...path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "x");
  return file;
}

describe("Electron's executable", () => {
  test.each<[NodeJS.Platform, string[]]>([
    ["linux", ["electron"]],
    ["win32", ["electron.exe"]],
    ["darwin", ["Electron.app", "Contents", "MacOS", "Electron"]],
  ])("is found on %s", (platform, path) => {
    const executable = put("dist", ...path);
    put("path.txt");
    expect(findElectron(folder, {}, platform)).toBe(executable);
  });

  test("is not there before the installation is whole", () => {
    expect(findElectron(folder, {}, "linux")).toBeNull();
    put("dist", "electron");
    expect(findElectron(folder, {}, "linux")).toBeNull();
  });

  test("may be somewhere else, and nowhere else then", () => {
    put("dist", "electron");
    put("path.txt");
    const override = join(folder, "mine");
    const env = { ELECTRON_OVERRIDE_DIST_PATH: override };
    expect(findElectron(folder, env, "linux")).toBeNull();
    const executable = put("mine", "electron");
    expect(findElectron(folder, env, "linux")).toBe(executable);
  });
});

test("the version is the installed package's", () => {
  writeFileSync(join(folder, "package.json"), '{"version":"45.4.1"}');
  expect(electronVersion(folder)).toBe("45.4.1");
});

test("only root on Linux starts Electron without its sandbox", () => {
  const args = ["--data-dir=/data"];
  expect(electronArguments("/app", args, { platform: "linux", isRoot: true })).toEqual([
    "--no-sandbox",
    "/app",
    "--data-dir=/data",
  ]);
  expect(electronArguments("/app", args, { platform: "linux", isRoot: false })).toEqual(["/app", ...args]);
  expect(electronArguments("/app", args, { platform: "darwin", isRoot: true })).toEqual(["/app", ...args]);
});

test.each<[string, Parameters<typeof couldNotRun>[0], boolean]>([
  ["a missing library", { exitCode: 127, signal: null, afterMs: 40 }, true],
  ["no usable sandbox", { exitCode: 1, signal: "SIGTRAP", afterMs: 300 }, true],
  ["the app's own failure", { exitCode: 1, signal: null, afterMs: 300 }, false],
  ["an end as wished", { exitCode: 0, signal: null, afterMs: 300 }, false],
  ["a crash after a while", { exitCode: 1, signal: "SIGSEGV", afterMs: 60_000 }, false],
])("%s: Electron could not run at all: %s", (_what, end, expected) => {
  expect(couldNotRun(end)).toBe(expected);
});

describe("the runtime is downloaded by Electron's own installer", () => {
  /** Runs a script in the installer's place; it finds where to unpack in `DISTRIBUTION`. */
  async function install(script: string, patienceMs: number) {
    const installer = join(folder, "install.cjs");
    const distribution = join(folder, "dist");
    writeFileSync(
      installer,
      `const fs = require("node:fs"), os = require("node:os"), path = require("node:path");
       const DISTRIBUTION = ${JSON.stringify(distribution)};
       ${script}`,
    );
    const onArriving = vi.fn<() => void>();
    const cacheFolder = join(folder, "cache");
    const isInstalled = await getElectron({
      installer,
      distribution,
      cacheFolder,
      patienceMs,
      onArriving,
    });
    return { isInstalled, onArriving, leftovers: readdirSync(cacheFolder), distribution };
  }

  test("and is waited for as long as something arrives", async () => {
    const { isInstalled, onArriving, leftovers, distribution } = await install(
      `const download = path.join(os.tmpdir(), "electron.zip");
       let parts = 0;
       const arriving = setInterval(() => {
         fs.appendFileSync(download, "part of it");
         if (++parts < 8) return;
         clearInterval(arriving);
         fs.mkdirSync(DISTRIBUTION);
         fs.renameSync(download, path.join(DISTRIBUTION, "electron"));
       }, 200);`,
      1_000,
    );
    expect(isInstalled).toBe(true);
    expect(onArriving).toHaveBeenCalledOnce();
    expect(existsSync(join(distribution, "electron"))).toBe(true);
    expect(leftovers).toEqual([]);
  });

  test("and given up when nothing arrives", async () => {
    const { isInstalled, onArriving, leftovers } = await install("setInterval(() => {}, 60_000)", 300);
    expect(isInstalled).toBe(false);
    expect(onArriving).not.toHaveBeenCalled();
    expect(leftovers).toEqual([]);
  });

  test("and given up at once when the installer fails, whose empty folders are no arrival", async () => {
    const { isInstalled, onArriving } = await install(
      'fs.mkdirSync(path.join(os.tmpdir(), "download")); setTimeout(() => process.exit(1), 500);',
      60_000,
    );
    expect(isInstalled).toBe(false);
    expect(onArriving).not.toHaveBeenCalled();
  });
});

test("that Electron is out of reach is remembered for its version, until it is forgotten", () => {
  const memory = join(folder, "cache", "out-of-reach");
  expect(recallOutOfReach(memory, "45.4.1")).toBeNull();
  rememberOutOfReach(memory, "45.4.1", "not-obtained");
  expect(recallOutOfReach(memory, "45.4.1")).toBe("not-obtained");
  expect(recallOutOfReach(memory, "45.5.0")).toBeNull();
  forgetOutOfReach(memory);
  expect(recallOutOfReach(memory, "45.4.1")).toBeNull();
});
