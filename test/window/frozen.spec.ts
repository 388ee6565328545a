import { expect, test } from "./fixtures.ts";
import { countHeld, openChoose, progressRow, setUp, show, SMALL_ORGANIZATION } from "./steps.ts";

test.use({ serverOptions: SMALL_ORGANIZATION });

test("no screen freezes while GitHub does not answer: each says what it waits for before it has it", async ({
  page,
  server,
}) => {
  // Connect: the token is being checked.
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  const user = await setUp(server, { type: "hold", match: { route: "/user" } });
  await page.getByLabel("Host").fill(server.apiUrl);
  await page.getByLabel("Personal access token").fill(server.token);
  await expect(page.getByRole("button", { name: "Checking with GitHub…" })).toBeVisible();
  await expect.poll(() => countHeld(server, user.id)).toBeGreaterThan(0);
  await user.takeBack();

  // Choose: the place of the list, then what is selected while GitHub counts.
  const list = await setUp(server, { type: "hold", match: { route: "/orgs/harborlight/repos" } });
  await openChoose(page, server);
  await expect(page.getByTestId("skeleton")).toBeVisible();
  await expect(page.getByTestId("list-status")).toContainText("Asking GitHub…");
  await list.takeBack();
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  const counts = await setUp(server, { type: "hold", match: { operation: "RepositoryCounts" } });
  await page.getByRole("checkbox", { name: "Select all" }).click();
  await expect(page.getByText("46 of 46 selected")).toBeVisible();
  await expect(page.getByTestId("plan")).toHaveText("Asking GitHub how much there is to read…");
  await counts.takeBack();
  await expect(page.getByTestId("plan")).toContainText("pull requests");

  // Sync: the rows are there, and being read, before the first of them has come.
  const pages = await setUp(server, { type: "hold", match: { operation: "PullRequestPage" } });
  await page.getByRole("button", { name: "Review the plan…" }).click();
  await page.getByRole("button", { name: "Start sync" }).click();
  await expect(page.getByTestId("progress-text")).toContainText(/^0 of [\d,]+ pull requests stored/);
  await expect(progressRow(page, "berth-planner")).toBeVisible();
  await expect.poll(() => countHeld(server, pages.id)).toBeGreaterThan(0);

  // What is asked of our own database does not wait for GitHub.
  for (const screen of ["Insights", "Log", "Diagnostics"] as const) {
    await show(page, screen);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  expect(await countHeld(server, pages.id)).toBeGreaterThan(0);
  await pages.takeBack();
});
