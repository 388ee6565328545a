import { findText } from "../journeys/support/find-text.ts";
import { expect, test } from "./fixtures.ts";
import { isOnElectron, launchApp } from "./launch-app.ts";
import { callBridge } from "./steps.ts";

/* Faults of main that nobody expects; those of the page are in `sync-troubles.spec.ts`. */

for (const [what, fault, signal] of [
  ["an exception that nobody caught", "nobody caught this", "SIGUSR2"],
  ["a rejection that nobody awaited", "nobody awaited this", "SIGHUP"],
] as const) {
  test(`${what} in main is said, ends Onramp, and stands in the log at the next start`, async ({
    dataDirectory,
  }) => {
    test.skip(process.platform === "win32", "Windows has no such signals");
    test.skip(
      isOnElectron,
      "Electron takes no script to load ahead of the app, and its dialog waits for a click",
    );
    const failing = { NODE_OPTIONS: `--import ${new URL("main-that-fails.ts", import.meta.url).href}` };
    const app = await launchApp(dataDirectory, failing);
    await expect(app.page.getByRole("heading", { level: 1 })).toBeVisible();
    app.process.kill(signal);
    await expect.poll(() => app.process.exitCode).toBe(1);
    expect(app.output()).toContain("A fault in Onramp (internal/bug)");
    expect(app.output()).toContain(fault);
    expect(findText(dataDirectory, "ghp_InTheFault", [app.output()])).toEqual([]);

    const next = await launchApp(dataDirectory);
    const notices = next.page.getByRole("complementary", { name: "Notices" });
    await expect(notices).toContainText("Onramp ended unexpectedly, about ");
    const entries = notices.getByRole("list", { name: "The last entries of its log" }).getByRole("listitem");
    await expect(entries.last()).toContainText("A fault in Onramp.");
    const found = await callBridge(next.page, "logs.search", { code: "internal/bug" });
    expect(found).toMatchObject({
      ok: true,
      value: {
        entries: [
          {
            event: "app.crashed",
            data: { detail: expect.stringContaining(fault), stack: expect.stringContaining("at ") },
          },
        ],
      },
    });
    await next.quit();
  });
}
