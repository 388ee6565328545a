import { expect, test } from "./fixtures.ts";
import { openChoose, startSync } from "./steps.ts";

test.use({
  serverOptions: {
    enterprise: true,
    world: { repositories: 10_000, pullRequests: { perRepository: 1 } },
  },
});

test("ten thousand repositories are listed, found, selected and followed with a few dozen rows on the page", async ({
  page,
  server,
  takeScreenshot,
}) => {
  test.setTimeout(180_000);
  await openChoose(page, server);
  const status = page.getByTestId("list-status");
  await expect(page.getByRole("option").first()).toBeVisible();
  await expect(status).toContainText("so far");
  await expect(status).toHaveText("10,000 repositories", { timeout: 45_000 });
  const options = page.getByRole("option");
  expect(await options.count()).toBeLessThan(60);

  const filter = page.getByLabel("Filter repositories");
  const [name] = (await options.nth(3).textContent())!.split(/\s|No description/);
  await filter.fill(name!.slice(0, 6));
  await expect(page.getByRole("checkbox", { name: /^Select the [\d,]+ that match$/ })).toBeVisible();
  await filter.fill("");
  await expect(options.first()).toHaveAttribute("aria-setsize", "10000");
  await page.getByRole("listbox", { name: "Repositories" }).press("End");
  await expect(options.last()).toHaveAttribute("aria-posinset", "10000");

  await startSync(page);
  await expect(page.getByRole("button", { name: "All 10,000" })).toBeVisible({ timeout: 45_000 });
  const rows = page.getByRole("region", { name: "Repositories of this run" }).getByRole("listitem");
  expect(await rows.count()).toBeLessThan(60);
  await takeScreenshot("sync-large");
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(page.getByTestId("run-state")).toHaveText("Cancelled");
});
