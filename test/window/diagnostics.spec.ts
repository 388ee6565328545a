import { join } from "node:path";
import Database from "better-sqlite3";
import type { Locator, Page } from "playwright/test";
import { connectTo, expect, test } from "./fixtures.ts";
import {
  expectRunState,
  openChoose,
  progressRow,
  setUp,
  show,
  SMALL_ORGANIZATION,
  startSync,
} from "./steps.ts";

test.use({ serverOptions: SMALL_ORGANIZATION });

const SUMMARY = "records-summary";

test("records that disagree are named in words, and a repair that says what it will do mends them", async ({
  app,
  page,
  server,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  await startSync(page);
  await expectRunState(page, "Complete and verified");
  falsifyCachedCount(app.dataDirectory, "harborlight/berth-planner");

  await page.keyboard.press("Control+6");
  await expect(page.getByTestId(SUMMARY)).toHaveText("1 of 46 repositories disagrees.");
  await page.getByRole("button", { name: "Disagreements only 1" }).click();
  const row = recordsOf(page, "berth-planner");
  await expect(row).toContainText("The cached counts say");
  await expect(row).toContainText("Repair sets the cached counts to what the database holds.");
  await takeScreenshot("diagnostics-disagreement");

  await row.getByRole("button", { name: "Repair harborlight/berth-planner" }).click();
  await expect(page.getByText("Cached counts were set to what the database holds.")).toHaveCount(2);
  await expect(page.getByText("Nothing disagrees here.")).toBeVisible();
  await expect(page.getByTestId(SUMMARY)).toHaveText("46 repositories; nothing disagrees.");
});

test("rows that are missing are found out, and a repair of all reads them again", async ({
  app,
  page,
  server,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  await startSync(page);
  await expectRunState(page, "Complete and verified");
  falsifyCachedCount(app.dataDirectory, "harborlight/berth-planner");
  loseNewestPullRequest(app.dataDirectory, "harborlight/tide-service");

  await show(page, "Diagnostics");
  await page.getByRole("button", { name: "Disagreements only 2" }).click();
  await expect(recordsOf(page, "tide-service")).toContainText("but the database holds");
  await page.getByRole("button", { name: "Repair 2 repositories…" }).click();
  const dialog = page.getByRole("dialog", { name: "Repair what disagrees?" });
  await expect(dialog).toContainText("sets the cached counts to what the database holds (2 repositories)");
  await expect(dialog).toContainText("asks GitHub again, and reads anew what differs (1 repository)");
  await takeScreenshot("diagnostics-repair-all");
  await dialog.getByRole("button", { name: "Repair 2 repositories" }).click();

  await expect(page.getByText("A sync was started that asks GitHub again.").first()).toBeVisible();
  await expect(page.getByTestId(SUMMARY)).toHaveText("46 repositories; nothing disagrees.");
  await page.getByRole("button", { name: "See the sync" }).click();
  await expectRunState(page, "Complete and verified");
  await show(page, "Diagnostics");
  await expect(page.getByTestId(SUMMARY)).toHaveText("46 repositories; nothing disagrees.");
});

test("GitHub's count, rows, ledger, checkpoint, job and worker are seen side by side, and followed", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  const hold = await setUp(server, {
    type: "hold",
    match: { operation: "PullRequestPage", repository: "berth-planner" },
  });
  await startSync(page);
  await show(page, "Diagnostics");
  await page.getByRole("searchbox", { name: "Filter by name" }).fill("berth");
  const row = recordsOf(page, "berth-planner");
  await expect(row).toContainText("Not yet read");
  await expect(row).toContainText("Leased");
  await expect(row).toContainText("A worker is at it");
  await takeScreenshot("diagnostics-running");

  await hold.takeBack();
  await expect(row).toContainText("All read");
  await expect(row.getByText("Verified", { exact: true })).toHaveCount(2);
  await expect(row).toContainText("No worker");
  await expect(row.getByTitle(/^Compared with GitHub /)).toHaveCount(2);
  await row.getByRole("button", { name: "Timeline of the job of harborlight/berth-planner" }).click();
  const timeline = page.getByRole("region", { name: "Timeline of one job" });
  await expect(timeline.getByRole("rowheader", { name: "Attempt 1: done" })).toBeVisible();
});

test("an organization that asks for single sign-on is shown with GitHub's authorization link", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  await setUp(server, {
    type: "fault",
    fault: { kind: "sso" },
    match: { operation: "PullRequestPage", repository: "tide-service" },
  });
  await startSync(page);
  await expectRunState(page, "Complete with gaps");
  await page.getByRole("button", { name: "Needs a look 1" }).click();
  await page.getByRole("button", { name: "Compare all records" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Diagnostics of harborlight" })).toBeVisible();
  await page.getByRole("searchbox", { name: "Filter by name" }).fill("tide");
  const row = recordsOf(page, "tide-service");
  await expect(row.getByText("Sign-on needed").first()).toBeVisible();
  await expect(row.getByRole("link", { name: "Authorize on GitHub" })).toHaveAttribute(
    "href",
    /authorization_request=/,
  );
  await takeScreenshot("diagnostics-sso");
});

test("everything can be verified again, after what that costs was said", async ({ page, server }) => {
  await openChoose(page, server);
  await startSync(page);
  await expectRunState(page, "Complete and verified");
  await server.control({ type: "miscount", repository: "tide-service", by: 1 });

  await show(page, "Diagnostics");
  await page.getByRole("button", { name: "Verify everything again…" }).click();
  const dialog = page.getByRole("dialog", { name: "Verify everything again?" });
  await expect(dialog).toContainText("46 repositories are read anew and compared with GitHub");
  await dialog.getByRole("button", { name: "Verify again" }).click();
  await page.getByRole("button", { name: "See the sync" }).click();
  await expectRunState(page, "Complete with gaps");
  await page.getByRole("button", { name: "Needs a look 1" }).click();
  await expect(progressRow(page, "tide-service")).toContainText("Counts differ");
});

test("a comparison that fails says so, and can be tried again", async ({ app, page, server }) => {
  await openChoose(page, server);
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  const database = new Database(join(app.dataDirectory, "onramp.db"));
  database.exec("ALTER TABLE coverage RENAME TO hidden");
  await show(page, "Diagnostics");
  await expect(page.getByRole("alert")).toBeVisible();
  database.exec("ALTER TABLE hidden RENAME TO coverage");
  database.close();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByTestId(SUMMARY)).toHaveText("46 repositories; nothing disagrees.");
  await expect(page.getByRole("alert")).toBeHidden();
});

test("the checks say of each thing how it is, also before anything is known, and can be made again", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await show(page, "Diagnostics");
  const checks = page.getByRole("region", { name: "Checks" });
  await expect(checks.getByText("A worker thread starts and answers")).toBeVisible({ timeout: 45_000 });
  await expect(checks.getByText(/is sound, and it can be written/)).toBeVisible({ timeout: 45_000 });
  await expect(page.getByTestId("checks-summary")).toContainText("as of", { timeout: 45_000 });
  await connectTo(page, server);
  await setUp(server, { type: "fault", fault: { kind: "bad-credentials" }, match: {} });
  await checks.getByRole("button", { name: "Run checks again" }).click();
  await expect(checks.getByText(/: GitHub does not accept this token/)).toBeVisible();
  await expect(page.getByTestId("checks-summary")).toContainText(/do(es)? not work/, { timeout: 45_000 });
  await takeScreenshot("diagnostics-checks");
});

test("a check that gets no answer keeps neither the others nor the screen waiting", async ({
  page,
  server,
}) => {
  await openChoose(page, server);
  const hold = await setUp(server, { type: "hold", match: { route: "/user" } });
  await show(page, "Diagnostics");
  const checks = page.getByRole("region", { name: "Checks" });
  await expect(checks.getByText(/can be written/)).toBeVisible({ timeout: 45_000 });
  await expect(page.getByTestId("checks-summary")).toHaveText(/^Checking: \d of 8 done…$/);
  await page.getByRole("searchbox", { name: "Filter by name" }).fill("tide");
  await expect(recordsOf(page, "tide-service")).toBeVisible();
  await hold.takeBack();
  await expect(page.getByTestId("checks-summary")).toContainText("as of", { timeout: 45_000 });
});

test("diagnostics are copied, and a support bundle is shown before it is saved, without private names", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  await startSync(page);
  await expectRunState(page, "Complete and verified");
  await show(page, "Diagnostics");
  await page.getByRole("button", { name: "Copy diagnostics" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible({ timeout: 30_000 });
  const copied = await page.evaluate(() => navigator.clipboard.readText()).catch(() => null);
  if (copied !== null) expect(copied).toContain("Onramp diagnostics");

  await page.getByRole("button", { name: "Save support bundle…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save a support bundle?" });
  const files = dialog.getByRole("list", { name: "What the file holds" }).getByRole("button");
  await expect(files).toHaveCount(7, { timeout: 30_000 });
  await files.first().click();
  const preview = dialog.getByRole("group", { name: "Preview of diagnostics.txt" });
  await expect(preview).toContainText("Onramp diagnostics");
  await expect(preview).toContainText(/organization-[0-9a-f]{6}/);
  await expect(preview).not.toContainText("harborlight");
  await takeScreenshot("support-bundle");
  await dialog.getByRole("button", { name: "Kept" }).click();
  await expect(files).toHaveCount(7, { timeout: 30_000 });
  await files.first().click();
  await expect(preview).toContainText("harborlight");
});

/** The records of one repository. */
function recordsOf(page: Page, repository: string): Locator {
  return page
    .getByRole("table", { name: "Records" })
    .getByRole("row")
    .filter({ has: page.getByTitle(`harborlight/${repository}`, { exact: true }) });
}

/** What a fault in Onramp's own bookkeeping would leave behind. */
function falsifyCachedCount(dataDirectory: string, fullName: string): void {
  change(
    dataDirectory,
    "UPDATE repositories SET stored_pull_requests = stored_pull_requests + 5 WHERE full_name = ?",
    fullName,
  );
}

/** What a damaged disk or another program would leave behind. */
function loseNewestPullRequest(dataDirectory: string, fullName: string): void {
  change(
    dataDirectory,
    `DELETE FROM pull_requests WHERE id = (SELECT max(pull.id) FROM pull_requests pull
       JOIN repositories repository ON repository.id = pull.repository_id WHERE repository.full_name = ?)`,
    fullName,
  );
}

function change(dataDirectory: string, sql: string, fullName: string): void {
  const database = new Database(join(dataDirectory, "onramp.db"));
  database.pragma("foreign_keys = ON");
  const { changes } = database.prepare(sql).run(fullName);
  database.close();
  expect(changes).toBe(1);
}
