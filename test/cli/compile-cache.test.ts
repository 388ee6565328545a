import { readdirSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { findCompileCache } from "../../src/cli/compile-cache.ts";
import { makeTerminal } from "./terminal.ts";

const place = (platform: NodeJS.Platform, env: Record<string, string> = {}) => ({
  ...{ platform, env },
  homeDirectory: "/home/mira",
});

test("compiled code is kept below the user's own folder, never in the shared one for temporary files", () => {
  expect(findCompileCache(place("linux"))).toBe("/home/mira/.cache/onramp/compiled");
  expect(findCompileCache(place("linux", { XDG_CACHE_HOME: "/var/mira" }))).toBe("/var/mira/onramp/compiled");
  expect(findCompileCache(place("darwin"))).toBe("/home/mira/Library/Caches/Onramp/compiled");
  expect(findCompileCache(place("win32", { LOCALAPPDATA: "/local" }))).toBe("/local/Onramp/compiled");
});

test("the terminal keeps what it compiled there, and the next start takes it", async () => {
  const terminal = makeTerminal(onTestFinished);
  const environment = { NODE_COMPILE_CACHE: "", NODE_DEBUG_NATIVE: "COMPILE_CACHE" };
  await terminal.run(["--help"], { environment });
  const kept = findCompileCache({ platform: process.platform, env: {}, homeDirectory: terminal.home });
  expect(readdirSync(kept)).toHaveLength(1);
  const { stderr, exitCode } = await terminal.run(["--help"], { environment });
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(
    /retrieving transpile cache for StrippedTypeScript .*src\/cli\/[a-z-]+\.ts\.\.\.success/,
  );
});
