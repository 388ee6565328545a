import { expect, test } from "./fixtures.ts";
import { openChoose, runState, show, SMALL_ORGANIZATION, startSync } from "./steps.ts";

test.use({ serverOptions: SMALL_ORGANIZATION });

test("the log is searched as one types, by level, with matches marked and entries opened", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  await startSync(page);
  await expect(runState(page)).toHaveText("Complete and verified");
  await show(page, "Log");
  await expect(page.getByRole("option").last()).toBeVisible();

  await page.getByLabel("Search the log").fill("run.ended");
  await expect(page.getByRole("option")).toHaveCount(1);
  await expect(page.locator("mark").first()).toHaveText("run.ended");
  await page.getByRole("option").click();
  const details = page.getByRole("region", { name: "The selected entry" });
  await expect(details).toContainText("run.ended");
  await takeScreenshot("log");

  await page.getByLabel("Search the log").fill("nothing like this");
  await expect(page.getByRole("heading", { name: "No entry matches" })).toBeVisible();
  await page.getByRole("button", { name: "Clear the search" }).click();
  await page.getByRole("combobox", { name: "Level" }).click();
  await page.getByRole("option", { name: "Errors only" }).click();
  await expect(page.getByRole("heading", { name: "No entries yet" })).toBeVisible();
});

test("the log follows what is written, and stands still for whoever scrolls up", async ({ page, server }) => {
  await openChoose(page, server);
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  await show(page, "Log");
  const list = page.getByRole("listbox", { name: "Log entries" });
  await expect(list).toBeVisible();
  await startSyncBesides();
  await expect(page.getByText(/entries, older ones above|\d+ entries/)).toBeVisible();
  await list.focus();
  await page.keyboard.press("Home");
  await expect(page.getByRole("button", { name: "To the newest" })).toBeVisible();

  async function startSyncBesides(): Promise<void> {
    await show(page, "Choose");
    await startSync(page);
    await expect(runState(page)).toHaveText("Complete and verified");
    await show(page, "Log");
    await expect(list).toBeVisible();
  }
});
