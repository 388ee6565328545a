import { defineConfig } from "playwright/test";
import "./test/support/share-compiled-sources.ts";

/** The window's tests: the built app as a person sees it, on Electron where its runtime is, else on the stand-in. */
export default defineConfig({
  testDir: "test/window",
  globalSetup: "./test/window/build-once.ts",
  outputDir: "test-results",
  // Each test has an app, a browser and a server of its own, and waits for them more than it computes: three at a time keep
  // two cores busy.
  workers: 3,
  fullyParallel: true,
  // A test that passes only when repeated has failed.
  retries: 0,
  // Limits for a hang, not for speed.
  timeout: 60_000,
  expect: { timeout: 15_000 },
});
