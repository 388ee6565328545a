import type { Locator, Page } from "playwright/test";
import { expect, test } from "./fixtures.ts";
import { expectRunState, openChoose, SMALL_ORGANIZATION } from "./steps.ts";

test.use({ serverOptions: SMALL_ORGANIZATION });

test("from the first screen to the first insight by keyboard alone", async ({ page, server }) => {
  const { keyboard } = page;
  await expect(page.getByRole("button", { name: "Connect GitHub" })).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "Connect GitHub" }));
  await keyboard.press("Enter");
  const token = page.getByLabel("Personal access token");
  await expect(token).toBeFocused();
  await keyboard.press("Shift+Tab");
  await expect(page.getByLabel("Host")).toBeFocused();
  await keyboard.press("Control+a");
  await keyboard.type(server.apiUrl);
  await keyboard.press("Tab");
  await keyboard.insertText(server.token);
  await expect(page.getByRole("region", { name: "Accepted by GitHub" })).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "Connect GitHub" }));
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Accounts" })).toBeFocused();
  await tabTo(page, page.getByRole("button", { name: "Choose repositories" }));
  await keyboard.press("Enter");

  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  await expect(page.getByLabel("Filter repositories")).toBeFocused();
  await keyboard.type("sdk");
  const list = page.getByRole("listbox", { name: "Repositories" });
  await expect(list.getByRole("option")).toHaveCount(3);
  await tabTo(page, list);
  await keyboard.press("Control+a");
  await expect(page.getByText("3 of 46 selected")).toBeVisible();
  // All of what is selected stays selected: only Space takes away.
  await keyboard.press("Control+a");
  await keyboard.press("ArrowDown");
  await keyboard.press("Space");
  await expect(page.getByText("2 of 46 selected")).toBeVisible();

  await tabTo(page, page.getByRole("button", { name: "Review the plan…" }));
  await keyboard.press("Enter");
  const start = page.getByRole("button", { name: "Start sync" });
  await expect(start).toBeEnabled();
  await tabTo(page, start);
  await keyboard.press("Enter");
  await expectRunState(page, "Complete and verified");
  await tabTo(page, page.getByRole("button", { name: "See the insights" }));
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: /^Insights/ })).toBeFocused();
  await expect(page.getByRole("heading", { name: "Time to first review" })).toBeVisible();

  await keyboard.press("Control+5");
  await expect(page.getByRole("heading", { level: 1, name: "Log" })).toBeFocused();
  await keyboard.press("Control+f");
  await expect(page.getByLabel("Search the log")).toBeFocused();
  await keyboard.press("Control+1");
  await expect(page.getByRole("heading", { level: 1, name: "Accounts" })).toBeVisible();
});

/** Presses Tab until something has the focus, as often as a person might. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const isThere = (): Promise<boolean> => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 60 && !(await isThere()); presses += 1) await page.keyboard.press("Tab");
  await expect(target).toBeFocused();
}

test("one can skip the navigation, and see all shortcuts", async ({ page }) => {
  await expect(page.getByRole("button", { name: "Connect GitHub" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Control+/");
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(dialog.getByRole("button", { name: "Done" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  // Where it was, or at the first control there.
  await expect(page.getByRole("main").locator(":focus")).toHaveCount(1);
});

test("back and forward go through the screens one has seen", async ({ page, server }) => {
  await openChoose(page, server);
  await page.keyboard.press("Control+5");
  await expect(page.getByRole("heading", { level: 1, name: "Log" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Choose repositories" })).toBeVisible();
  await page.goForward();
  await expect(page.getByRole("heading", { level: 1, name: "Log" })).toBeVisible();
});
