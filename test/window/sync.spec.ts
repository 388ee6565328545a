import type { Locator, Page } from "playwright/test";
import { expect, test } from "./fixtures.ts";
import {
  awaitAllButOne,
  callBridge,
  countHeld,
  expectRunState,
  openChoose,
  progressRow,
  setUp,
  show,
  SMALL_ORGANIZATION,
  startSync,
} from "./steps.ts";

test.use({ serverOptions: SMALL_ORGANIZATION });

/** One figure of the run as a whole. */
const factOf = (page: Page, label: string): Locator =>
  page.getByText(label, { exact: true }).locator("xpath=..");

test("the first insight is there while the sync goes on, and the sync ends complete and verified", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  const hold = await setUp(server, {
    type: "hold",
    match: { operation: "PullRequestPage", repository: "harbor-web" },
  });
  await startSync(page);
  await expect(page.getByRole("progressbar", { name: "Sync progress" })).toBeVisible();
  // Everything but the held repository is read; counted against GitHub it is only when all is.
  await expect(progressRow(page, "berth-planner")).toContainText("Verifying");
  await expect(page.getByText(/^\d+% verified$/)).not.toHaveText("100% verified");
  await takeScreenshot("sync-running");

  await show(page, "Insights");
  await expect(page.getByRole("heading", { name: "Time to first review" })).toBeVisible();
  await expect(page.getByTestId("coverage")).toContainText("Partial data");
  await takeScreenshot("insights-partial");

  await hold.takeBack();
  await expect(page.getByTestId("coverage")).toContainText("All data, verified");
  await takeScreenshot("insights");
  await show(page, "Sync");
  await expectRunState(page, "Complete and verified");
  await expect(page.getByText("100% verified")).toBeVisible();
  await takeScreenshot("sync-complete");
});

test("progress is seen to move, and to stand still while the sync is paused", async ({ page, server }) => {
  await openChoose(page, server);
  const hold = await setUp(server, { type: "hold", match: { operation: "PullRequestPage" } });
  await startSync(page);
  const progress = page.getByTestId("progress-text");
  await expect(progress).toContainText(/^0 of [\d,]+ pull requests stored/);

  await page.getByRole("button", { name: "Pause" }).click();
  await expectRunState(page, "Paused");
  await hold.takeBack();
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(progress).not.toContainText(/^0 of/);
  await expectRunState(page, "Complete and verified");
});

test("a repository that cannot be read is named with its reason, and one click tries it again", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  const fault = await setUp(server, {
    type: "fault",
    fault: { kind: "blocked-451" },
    match: { operation: "PullRequestPage", repository: "tide-service" },
  });
  await startSync(page);
  await expectRunState(page, "Complete with gaps");
  await page.getByRole("button", { name: "Needs a look 1" }).click();
  const row = progressRow(page, "tide-service");
  await expect(row).toContainText("Gaps");
  await expect(row).toContainText("Blocked by GitHub");
  await takeScreenshot("sync-gaps");

  await fault.takeBack();
  await row.getByRole("button", { name: "Retry harborlight/tide-service" }).click();
  await expect(page.getByText("Nothing needs a look.")).toBeVisible();
  await expectRunState(page, "Complete and verified");
});

test("a repository links to its own entries in the log", async ({ page, server, takeScreenshot }) => {
  await openChoose(page, server);
  await setUp(server, {
    type: "fault",
    fault: { kind: "blocked-451" },
    match: { operation: "PullRequestPage", repository: "tide-service" },
  });
  await startSync(page);
  await expectRunState(page, "Complete with gaps");
  await page.getByRole("button", { name: "Needs a look 1" }).click();
  await progressRow(page, "tide-service")
    .getByRole("button", { name: "Log of harborlight/tide-service" })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Log" })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Repository" })).toHaveValue("harborlight/tide-service");
  await expect(page.getByRole("option").filter({ hasText: "github/blocked" }).first()).toBeVisible();
  await expect(page.getByRole("option").filter({ hasText: "berth-planner" })).toHaveCount(0);
  await takeScreenshot("log-of-repository");
  await page.getByRole("button", { name: "Clear repository" }).click();
  await expect(page.getByRole("option").filter({ hasText: "run.ended" }).first()).toBeVisible();
});

test("the repositories are searched by name, and found again as they were left", async ({ page, server }) => {
  await openChoose(page, server);
  await startSync(page);
  await expectRunState(page, "Complete and verified");
  const list = page.getByRole("region", { name: "Repositories of this run" });
  const rows = list.getByRole("listitem");
  const filter = page.getByLabel("Filter by name");
  await page.keyboard.press("Control+f");
  await expect(filter).toBeFocused();
  await page.keyboard.type("no such thing");
  await expect(list.getByText("None matches.")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.type("TIDE-");
  await expect(rows).toHaveText([/^Completetide-service/]);
  await page.getByRole("button", { name: "Complete 46" }).click();

  await rows.getByRole("button", { name: "Log of harborlight/tide-service" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Log" })).toBeVisible();
  await page.goBack();
  await expect(filter).toHaveValue("TIDE-");
  await expect(page.getByRole("button", { name: "Complete 46" })).toHaveAttribute("aria-pressed", "true");

  await filter.fill("");
  const scrolled = list.getByRole("group", { name: "Repositories" });
  await scrolled.focus();
  await page.keyboard.press("End");
  const last = rows.and(page.locator('[aria-posinset="46"]'));
  await expect(last).toBeInViewport();
  await show(page, "Insights");
  await page.goBack();
  await expect(last).toBeInViewport();

  await page.getByRole("button", { name: "Sync now" }).click();
  await expect(page.getByRole("button", { name: "All 46" })).toHaveAttribute("aria-pressed", "true");
});

test("each repository says when anything last happened to it, and exactly when on hover", async ({
  page,
  server,
}) => {
  await openChoose(page, server);
  await startSync(page);
  await expectRunState(page, "Complete and verified");
  const time = progressRow(page, "berth-planner").locator("time");
  await expect(time).toHaveText(/^(now|\dm ago)$/);
  await expect(time).toHaveAttribute("title", /^Last event: \w+ \d+, \d{4}, \d+:\d\d:\d\d/);
});

test("a sync is cancelled at once, says what stays, never counts as complete, and can be taken up again", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  const hold = await setUp(server, { type: "hold", match: { operation: "PullRequestPage" } });
  await startSync(page);
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await expectRunState(page, "Cancelled");
  await expect(page.getByText("100% verified")).toBeHidden();
  await takeScreenshot("sync-cancelled");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await hold.takeBack();
  await expectRunState(page, "Complete and verified");
});

test.describe("a sync that makes no progress says why, and offers what helps", () => {
  test("a hung request: a stall with its diagnosis, retried at once", async ({
    page,
    server,
    takeScreenshot,
  }) => {
    await callBridge(page, "settings.set", { stallAfterSeconds: 5 });
    await openChoose(page, server);
    const fault = await setUp(server, {
      type: "fault",
      fault: { kind: "hang" },
      match: { operation: "PullRequestPage", repository: "tide-service" },
    });
    await startSync(page);
    const state = page.getByTestId("run-state");
    await expect(state).toHaveText(/^No progress for /);
    await expect(page.getByText(/A request to GitHub has been sent and is not answered/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Show log" })).toBeVisible();
    // What stands still has no pace, and its end cannot be told.
    await expect(factOf(page, "Rate")).toHaveText("Rate–pull requests");
    await expect(factOf(page, "Time left")).toHaveText("Time left–");
    await takeScreenshot("sync-stalled");
    // For as long as the request hangs it stalls again and again, however often Onramp itself has tried anew.
    await page.getByRole("button", { name: "Retry now" }).click();
    await fault.takeBack();
    await expectRunState(page, "Complete and verified");
  });

  test("a server that cannot be reached: offline, tried at once if one likes, and nothing is lost", async ({
    page,
    server,
    takeScreenshot,
  }) => {
    await openChoose(page, server);
    const hold = await setUp(server, {
      type: "hold",
      match: { operation: "PullRequestPage", repository: "harbor-web" },
    });
    await startSync(page);
    const { pullRequests } = await awaitAllButOne(page);
    const stored = new RegExp(`^${pullRequests.toLocaleString("en")} of `);
    await expect(page.getByTestId("progress-text")).toHaveText(stored);
    await expect.poll(() => countHeld(server, hold.id)).toBeGreaterThan(0);
    await server.close();
    await expectRunState(page, "Offline");
    await expect(page.getByText(/Nothing is lost; Onramp goes on by itself/)).toBeVisible();
    await takeScreenshot("sync-offline");
    await page.getByRole("button", { name: "Try now" }).click();
    await expectRunState(page, "Offline");
    await expect(page.getByTestId("progress-text")).toHaveText(stored);
  });

  test("a token that was revoked: signing in again", async ({ page, server, takeScreenshot }) => {
    await openChoose(page, server);
    const hold = await setUp(server, { type: "hold", match: { operation: "PullRequestPage" } });
    await startSync(page);
    await server.control({ type: "revoke-token" });
    await hold.takeBack();
    await expectRunState(page, "Sign-in needed");
    await takeScreenshot("sync-sign-in");
    await page.getByRole("main").getByRole("button", { name: "Sign in again" }).click();
    await expect(page.getByLabel("Personal access token")).toBeFocused();
  });

  test.describe("with GitHub's limits", () => {
    test.use({ serverOptions: { world: { pullRequests: 1200 }, limits: "published" } });

    test("the hourly budget is used up: until when, and how much is left, also after reopening", async ({
      page,
      server,
      takeScreenshot,
    }) => {
      await openChoose(page, server);
      const hold = await setUp(server, { type: "hold", match: { operation: "PullRequestPage" } });
      await startSync(page);
      await server.control({ type: "exhaust-limit", resource: "graphql", resetInMs: 20 * 60_000 });
      await hold.takeBack();
      const state = page.getByTestId("run-state");
      await expect(state).toHaveText(/^Waiting for GitHub until \d/);
      await expect(page.getByText(/GitHub asks us to wait until .*; nothing is lost/)).toBeVisible();
      await expect(page.getByTestId("rate-limit-meter")).toContainText(/Goes on in \d+m/);
      const words = await state.textContent();
      await takeScreenshot("sync-rate-limit");
      await page.reload();
      await expect(state).toHaveText(words!);
    });
  });
});
