import { join } from "node:path";
import { test as base, type Page } from "playwright/test";
import type { SampleServer, SampleServerOptions } from "../../src/sample/sample-server.ts";
import { startSampleServerInThread } from "../../src/sample/sample-thread.ts";
import type { Bridge } from "../../src/shared/bridge.ts";
import { launchApp, makeFolder, type RunningApp } from "./launch-app.ts";

export { expect } from "playwright/test";

export interface WindowFixtures {
  /** What the test's own GitHub is like; set with `test.use({ serverOptions: … })`. */
  serverOptions: Omit<SampleServerOptions, "clock">;
  /** A GitHub of the test's own, to make faults in with `server.control(…)`. The app does not know it yet. */
  server: SampleServer;
  /** Variables for the app's environment; set with `test.use({ environment: … })`. */
  environment: Record<string, string>;
  /** An empty data directory for the app. */
  dataDirectory: string;
  /** The app, freshly started on its data directory. */
  app: RunningApp;
  /** The app's window. */
  page: Page;
  /** Takes a picture of the window into `screenshots/`, which git ignores. */
  takeScreenshot: (name: string) => Promise<void>;
}

/** Playwright's `test`, with Onramp's window in it. */
export const test = base.extend<WindowFixtures>({
  serverOptions: [{}, { option: true }],
  environment: [{}, { option: true }],

  server: async ({ serverOptions }, provide) => {
    const server = await startSampleServerInThread(
      new URL("../../src/sample/sample-thread-entry.ts", import.meta.url),
      serverOptions,
    );
    await provide(server);
    await server.close();
  },

  dataDirectory: async ({}, provide) => {
    const folder = makeFolder();
    await provide(folder.path);
    folder.remove();
  },

  app: async ({ dataDirectory, environment }, provide, testInfo) => {
    const app = await launchApp(dataDirectory, environment);
    await provide(app);
    await app.quit();
    await testInfo.attach("what the app wrote to its terminal", { body: app.output() });
  },

  page: ({ app }, provide) => provide(app.page),

  takeScreenshot: ({ page }, provide) =>
    provide(async (name) => {
      const path = join(import.meta.dirname, "../../screenshots", `${name}.png`);
      await page.screenshot({ path, animations: "disabled" });
    }),
});

/**
 * Connects the app to a server as the connect screen does, with the token kept for the session. For tests that
 * begin behind that screen.
 */
export async function connectTo(page: Page, server: SampleServer): Promise<void> {
  const input = {
    host: server.apiUrl,
    token: server.token,
    storage: "session",
    organization: server.organization,
  } as const;
  const answer = await page.evaluate(
    (sent) => (globalThis as unknown as { onramp: Bridge }).onramp.call("account.connect", sent),
    input,
  );
  if (!answer.ok) throw new Error(`The app did not connect: ${JSON.stringify(answer.failure)}`);
}
