import { expect, test } from "./fixtures.ts";
import { expectRunState, openChoose, setUp, show, SMALL_ORGANIZATION, startSync } from "./steps.ts";

test.use({ serverOptions: SMALL_ORGANIZATION });

test("every action is a few letters away, the one used last first, and the focus returns", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  const filter = page.getByLabel("Filter repositories");
  await expect(filter).toBeFocused();
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Command palette" });
  await expect(palette.getByLabel("Search all actions")).toBeFocused();
  await expect(palette.getByRole("option", { name: /Go to Sync/ })).toContainText("Ctrl 3");
  await takeScreenshot("palette");
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();
  await expect(filter).toBeFocused();

  await page.keyboard.press("Control+k");
  await expect(palette.getByLabel("Search all actions")).toBeFocused();
  await page.keyboard.type("gtl");
  await expect(palette.getByRole("option").first()).toContainText("Go to Log");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Log" })).toBeFocused();

  await page.keyboard.press("Control+k");
  await expect(palette.getByRole("option").first()).toContainText("Go to Log");
  await expect(palette.getByLabel("Search all actions")).toBeFocused();
  await page.keyboard.type("dark");
  await expect(palette.getByRole("option").first()).toContainText("Theme: dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("a sync is paused and resumed from any screen", async ({ page, server }) => {
  await openChoose(page, server);
  const hold = await setUp(server, { type: "hold", match: { operation: "PullRequestPage" } });
  await startSync(page);
  await page.keyboard.press("Control+5");
  const search = page.getByLabel("Search all actions");
  await page.keyboard.press("Control+k");
  await expect(search).toBeFocused();
  await page.keyboard.type("pause");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation").getByText("Paused")).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(search).toBeFocused();
  await page.keyboard.type("continue");
  await page.keyboard.press("Enter");
  await hold.takeBack();
  await page.keyboard.press("Control+3");
  await expectRunState(page, "Complete and verified");
});

test("the settings have their key, and the screen has the focus again afterwards", async ({
  page,
  server,
}) => {
  await openChoose(page, server);
  await expect(page.getByLabel("Filter repositories")).toBeFocused();
  await page.keyboard.press("Control+,");
  await expect(page.getByRole("dialog", { name: "Settings" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByLabel("Filter repositories")).toBeFocused();
});

test("what a screen asks before it does it is asked from anywhere", async ({ page, server }) => {
  await openChoose(page, server);
  await startSync(page);
  await expectRunState(page, "Complete and verified");
  const act = async (letters: string): Promise<void> => {
    await page.keyboard.press("Control+k");
    await expect(page.getByLabel("Search all actions")).toBeFocused();
    await page.keyboard.type(letters);
    await page.keyboard.press("Enter");
  };
  const asked = [
    ["verify everything", "Verify everything again?"],
    ["export data", "Export data"],
    ["support bundle", "Save a support bundle?"],
    ["forget everything", "Forget everything?"],
  ] as const;
  for (const [letters, title] of asked) {
    await act(letters);
    await expect(page.getByRole("dialog", { name: title })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
  }
  await act("another account");
  await expect(page.getByRole("button", { name: "Connect another account" })).toBeVisible();
  await act("run the checks");
  await expect(page.getByTestId("checks-summary")).toContainText("as of");

  // What was asked there is not asked again by itself.
  await page.keyboard.press("Control+4");
  await expect(page.getByRole("heading", { level: 1, name: /^Insights into/ })).toBeFocused();
  await expect(page.getByRole("button", { name: "Export data…" })).toBeVisible();
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("an account is signed out from anywhere, and that can be undone", async ({ page, server }) => {
  await openChoose(page, server);
  // Whoever knows the way does not wait for the palette to be seen.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("sign out");
  await expect(page.getByLabel("Search all actions")).toHaveValue("sign out");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Undo" }).click();
  await show(page, "Connect");
  const account = page.getByRole("list", { name: "Connected accounts" }).getByRole("listitem");
  await expect(account).toContainText("Signed in");
});
