import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright/test";
import { expect, test } from "./fixtures.ts";
import { expectRunState, openChoose, setUp, show, SMALL_ORGANIZATION, startSync } from "./steps.ts";

test.use({ serverOptions: SMALL_ORGANIZATION });

const SCREENS = ["Connect", "Choose", "Sync", "Insights", "Log", "Diagnostics"] as const;
const THEMES = ["light", "dark"] as const;

/** Each opens from the keyboard or a button, and closes with Escape. */
const DIALOGS = [
  { name: "Command palette", keys: "Control+k" },
  { name: "Settings", keys: "Control+," },
  { name: "Keyboard shortcuts", keys: "Control+/" },
] as const;

test("axe finds nothing to mend on any screen or dialog, in either theme", async ({ page, server }) => {
  test.setTimeout(150_000);
  await expect(page.getByRole("button", { name: "Connect GitHub" })).toBeVisible();
  await expectNoViolations(page, "the first screen");
  await openChoose(page, server);
  await setUp(server, {
    type: "fault",
    fault: { kind: "blocked-451" },
    match: { operation: "PullRequestPage", repository: "tide-service" },
  });
  await startSync(page);
  await expectRunState(page, "Complete with gaps");
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme });
    const coloursOnly = theme === "dark";
    for (const screen of SCREENS) {
      await show(page, screen);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      await expectNoViolations(page, `${screen} in ${theme}`, coloursOnly);
    }
    for (const { name, keys } of DIALOGS) {
      await page.keyboard.press(keys);
      const dialog = page.getByRole("dialog", { name });
      await expect(dialog).toBeVisible();
      await expectNoViolations(page, `${name} in ${theme}`, coloursOnly);
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
    }
    await show(page, "Choose");
    await page.getByRole("button", { name: "Review the plan…" }).click();
    await expect(page.getByRole("dialog").getByText("Expected time")).toBeVisible();
    await expectNoViolations(page, `the plan in ${theme}`, coloursOnly);
    await page.keyboard.press("Escape");
  }
});

test("axe finds nothing to mend while a sync stands still, in either theme", async ({ page, server }) => {
  await openChoose(page, server);
  const hold = await setUp(server, { type: "hold", match: { operation: "PullRequestPage" } });
  await startSync(page);
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme });
    await expectNoViolations(page, `a running sync in ${theme}`, theme === "dark");
  }
  await page.getByRole("button", { name: "Pause" }).click();
  await expectRunState(page, "Paused");
  await expectNoViolations(page, "a paused sync");
  await server.control({ type: "revoke-token" });
  await page.getByRole("button", { name: "Resume" }).click();
  await hold.takeBack();
  await expectRunState(page, "Sign-in needed");
  await expectNoViolations(page, "a sync that needs a sign-in");
});

async function expectNoViolations(page: Page, where: string, coloursOnly = false): Promise<void> {
  // Colours are judged when nothing fades any more.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) => playState !== "running" || effect?.getTiming().iterations === Infinity,
      ),
  );
  // Without it axe opens a page of its own, which the app's window does not allow.
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  // The other theme differs in its colours only.
  if (coloursOnly) builder.withRules(["color-contrast"]);
  const { violations } = await builder.analyze();
  const found = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join("; ")}`,
  );
  expect(found, where).toEqual([]);
}
