import { defineConfig } from "playwright/test";
import windowTests from "../../../playwright.config.ts";

/** `npm run screenshots`: every screen and state in both themes, into `screenshots/states/`. */
export default defineConfig({
  ...windowTests,
  testDir: ".",
  testMatch: "*.shots.ts",
  globalSetup: "../build-once.ts",
  outputDir: "../../../test-results",
  timeout: 180_000,
});
