import { expect, test } from "./fixtures.ts";
import { launchApp } from "./launch-app.ts";
import { expectRunState, show, startSync } from "./steps.ts";

test("without an account: the sample organization, from the first click to insights that are there again tomorrow", async ({
  app,
  page,
}) => {
  // The sample's server takes its time as GitHub does; on a busy machine the governor may pace itself for a minute.
  test.setTimeout(150_000);
  await page.getByRole("button", { name: "Try the sample organization" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Choose repositories" })).toBeVisible();
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  await startSync(page);
  await page.getByRole("button", { name: "See the insights" }).click();
  await expect(page.getByRole("heading", { name: "Merged per week" })).toBeVisible();
  await page.getByRole("button", { name: /^(Syncing|Verifying|Complete)/ }).click();
  await expect(page.getByTestId("run-state")).toHaveText("Complete and verified", { timeout: 100_000 });
  await show(page, "Insights");
  await app.quit();

  const again = await launchApp(app.dataDirectory);
  await expect(
    again.page.getByRole("heading", { level: 1, name: "Insights into harborlight" }),
  ).toBeVisible();
  await expect(again.page.getByTestId("coverage")).toContainText("All data, verified");
  await again.quit();
});

test("the insights narrow to a repository, an author and a period, and say so when nothing is left", async ({
  page,
}) => {
  await page.getByRole("button", { name: "Try the sample organization" }).click();
  await page.getByLabel("Filter repositories").fill("sdk");
  await page.getByRole("checkbox", { name: "Select the 3 that match" }).click();
  await page.getByRole("button", { name: "Review the plan…" }).click();
  await page.getByRole("button", { name: "Start sync" }).click();
  await expectRunState(page, "Complete and verified");
  await page.getByRole("button", { name: "See the insights" }).click();
  const coverage = page.getByTestId("coverage");
  await expect(coverage).toContainText("3 of 46 repositories verified");

  await page.getByRole("combobox", { name: "Repository" }).fill("go");
  await page.getByRole("option", { name: "harborlight/sdk-go" }).click();
  await expect(coverage).toContainText("1 of 1 repository verified");
  await page.getByRole("combobox", { name: "Author" }).fill("nobody-of-this-name");
  await expect(page.getByRole("heading", { name: "Nothing in this scope" })).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(coverage).toContainText("3 of 46 repositories verified");
});
