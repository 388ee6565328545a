import { expect, test } from "./fixtures.ts";
import { callBridge, expectRunState, openChoose, show, SMALL_ORGANIZATION, startSync } from "./steps.ts";

test.use({ serverOptions: SMALL_ORGANIZATION });

test("the log is searched as one types, by level, with matches marked and entries opened", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  await startSync(page);
  await expectRunState(page, "Complete and verified");
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
  await startSync(page);
  await expectRunState(page, "Complete and verified");
  await show(page, "Log");
  const list = page.getByRole("listbox", { name: "Log entries" });
  const scrollTop = (): Promise<number> => list.evaluate((element) => element.scrollTop);
  await expect.poll(scrollTop).toBeGreaterThan(0);

  await list.focus();
  await page.keyboard.press("Home");
  await expect(page.getByRole("button", { name: "To the newest" })).toBeVisible();
  const state = await callBridge(page, "app.getState", {});
  if (!state.ok) throw new Error(state.failure.code);
  const { organizationId } = state.value.run!;
  await callBridge(page, "repositories.load", { organizationId });
  const newLines = page.getByRole("button", { name: /^\d+ new lines?$/ });
  await expect(newLines).toBeVisible();
  expect(await scrollTop()).toBe(0);

  await newLines.click();
  await expect(newLines).toBeHidden();
  await expect(page.getByRole("option").last()).toContainText("/orgs/harborlight/repos");
});
