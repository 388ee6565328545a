import { expect, test } from "./fixtures.ts";
import { expectRunState, openChoose, SMALL_ORGANIZATION } from "./steps.ts";

test.use({ serverOptions: SMALL_ORGANIZATION });

test("from the repositories to the insights by keyboard alone", async ({ page, server }) => {
  await openChoose(page, server);
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  await expect(page.getByLabel("Filter repositories")).toBeFocused();
  await page.keyboard.type("sdk");

  const list = page.getByRole("listbox", { name: "Repositories" });
  await expect(list.getByRole("option")).toHaveCount(3);
  while (!(await list.evaluate((element) => element === document.activeElement)))
    await page.keyboard.press("Tab");
  await page.keyboard.press("Control+a");
  await expect(page.getByText("3 of 46 selected")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await expect(page.getByText("2 of 46 selected")).toBeVisible();

  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Review the plan…" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Start sync" })).toBeEnabled();
  await page.getByRole("button", { name: "Start sync" }).focus();
  await page.keyboard.press("Enter");
  await expectRunState(page, "Complete and verified");

  await page.keyboard.press("Control+4");
  await expect(page.getByRole("heading", { level: 1, name: /^Insights/ })).toBeFocused();
  await page.keyboard.press("Control+5");
  await expect(page.getByRole("heading", { level: 1, name: "Log" })).toBeFocused();
  await page.keyboard.press("Control+f");
  await expect(page.getByLabel("Search the log")).toBeFocused();
  await page.keyboard.press("Control+1");
  await expect(page.getByRole("heading", { level: 1, name: "Accounts" })).toBeVisible();
});

test("one can skip the navigation, and see all shortcuts", async ({ page }) => {
  await expect(page.getByRole("button", { name: "Connect GitHub" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Control+/");
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
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
