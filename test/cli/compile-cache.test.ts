import { expect, test } from "vitest";
import { findCompileCache } from "../../src/cli/compile-cache.ts";

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
