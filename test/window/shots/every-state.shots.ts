import { expect, test } from "../fixtures.ts";
import {
  callBridge,
  countHeld,
  expectRunState,
  openChoose,
  progressRow,
  setUp,
  show,
  SMALL_ORGANIZATION,
  startSync,
  WITHOUT_WORKERS,
} from "../steps.ts";
import { test as testOnSmallDisk } from "../small-disk.ts";
import { shoot } from "./shoot.ts";

test.use({ serverOptions: SMALL_ORGANIZATION });

const READING = { type: "hold", match: { operation: "PullRequestPage" } } as const;

test("connect: the first screen, the form, a refusal, an account", async ({ page, server }) => {
  await shoot(page, "connect-first");
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  await shoot(page, "connect-form");
  await page.getByLabel("Host").fill(server.apiUrl);
  const token = page.getByLabel("Personal access token");
  await token.fill("ghp_0123456789abcdefghijABCDEFGHIJ012345");
  await token.press("Enter");
  await expect(page.getByRole("alert")).toBeVisible();
  await shoot(page, "connect-refused");
  await openChoose(page, server);
  await show(page, "Connect");
  await shoot(page, "connect-accounts");
});

test("choose: loading, failed, chosen, narrowed, none, the plan, other organizations", async ({
  page,
  server,
}) => {
  const list = { match: { route: "/orgs/harborlight/repos" } };
  const hold = await setUp(server, { type: "hold", ...list });
  await openChoose(page, server);
  await shoot(page, "choose-loading");
  const fault = await setUp(server, { type: "fault", fault: { kind: "html-200" }, ...list });
  await hold.takeBack();
  await expect(page.getByRole("alert")).toBeVisible();
  await shoot(page, "choose-failed");
  await fault.takeBack();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  await shoot(page, "choose-nothing-selected");
  await page.getByRole("checkbox", { name: "Select all" }).click();
  await expect(page.getByTestId("plan")).toContainText("requests ·");
  await shoot(page, "choose-all-selected");
  await page.getByRole("button", { name: "Forks" }).click();
  await shoot(page, "choose-only-forks");
  await page.getByLabel("Filter repositories").fill("no such thing");
  await shoot(page, "choose-none-match");
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await page.getByRole("button", { name: "Review the plan…" }).click();
  await expect(page.getByRole("dialog").getByText("Expected time")).toBeVisible();
  await shoot(page, "choose-plan");
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: "Organization" }).click();
  await shoot(page, "choose-organizations");
});

test("sync: running, paused, cancelled, and complete; then every other screen", async ({ page, server }) => {
  await show(page, "Sync");
  await shoot(page, "sync-nothing-yet");
  await show(page, "Insights");
  await shoot(page, "insights-nothing-yet");
  await openChoose(page, server);
  const hold = await setUp(server, {
    type: "hold",
    match: { operation: "PullRequestPage", repository: "harbor-web" },
  });
  await startSync(page);
  await expect(progressRow(page, "berth-planner")).toContainText("Verifying");
  await shoot(page, "sync-running");
  await show(page, "Insights");
  await expect(page.getByRole("heading", { level: 1, name: /^Insights into/ })).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await shoot(page, "insights-partial");
  await show(page, "Sync");
  await page.getByRole("button", { name: "Pause" }).click();
  await expectRunState(page, "Paused");
  await shoot(page, "sync-paused");
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await expectRunState(page, "Cancelled");
  await shoot(page, "sync-cancelled");
  await page.getByRole("button", { name: "Undo" }).click();
  await hold.takeBack();
  await expectRunState(page, "Complete and verified");
  await shoot(page, "sync-complete");
  for (const screen of ["Insights", "Log", "Diagnostics"] as const) {
    await show(page, screen);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    await shoot(page, `${screen.toLowerCase()}-complete`);
  }
  await page.keyboard.press("Control+,");
  await shoot(page, "settings");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+/");
  await shoot(page, "shortcuts");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(page.getByLabel("Search all actions")).toBeFocused();
  await shoot(page, "palette");
  await page.keyboard.type("sync");
  await shoot(page, "palette-search");
});

test("sync: gaps, and signing in again", async ({ page, server }) => {
  await openChoose(page, server);
  await setUp(server, {
    type: "fault",
    fault: { kind: "blocked-451" },
    match: { operation: "PullRequestPage", repository: "tide-service" },
  });
  await startSync(page);
  await expectRunState(page, "Complete with gaps");
  await page.getByRole("button", { name: "Needs a look 1" }).click();
  await shoot(page, "sync-gaps");
  await server.control({ type: "revoke-token" });
  await page.getByRole("button", { name: "Sync now" }).click();
  await expectRunState(page, "Sign-in needed");
  await shoot(page, "sync-sign-in");
});

test("sync: stalled, and offline", async ({ page, server }) => {
  await callBridge(page, "settings.set", { stallAfterSeconds: 5 });
  await openChoose(page, server);
  await setUp(server, {
    type: "fault",
    fault: { kind: "hang" },
    match: { operation: "PullRequestPage", repository: "tide-service" },
  });
  await startSync(page);
  await expect(page.getByTestId("run-state")).toHaveText(/^No progress for /);
  await shoot(page, "sync-stalled");
  await server.close();
  await expectRunState(page, "Offline");
  await shoot(page, "sync-offline");
});

test("sync: failed as a whole", async ({ page, server }) => {
  await openChoose(page, server);
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  await setUp(server, {
    type: "fault",
    fault: { kind: "gone-410" },
    match: { route: "/orgs/harborlight/repos" },
  });
  await startSync(page);
  await expectRunState(page, "Interface retired");
  await shoot(page, "sync-failed");
});

test.describe("where no worker thread can start", () => {
  test.use({ environment: WITHOUT_WORKERS });

  test("sync: degraded", async ({ page, server }) => {
    await openChoose(page, server);
    const hold = await setUp(server, READING);
    await startSync(page);
    await expect.poll(() => countHeld(server, hold.id)).toBeGreaterThan(0);
    await expectRunState(page, "Reading pull requests");
    await expect(page.getByText("Slower than usual")).toBeVisible();
    await shoot(page, "sync-degraded");
  });
});

testOnSmallDisk.describe("on a disk without room", () => {
  testOnSmallDisk.use({ serverOptions: SMALL_ORGANIZATION });

  testOnSmallDisk("sync: the disk is full", async ({ page, server, disk }) => {
    await openChoose(page, server);
    const hold = await setUp(server, READING);
    await startSync(page);
    await expect.poll(() => countHeld(server, hold.id)).toBeGreaterThan(0);
    disk.fill();
    await hold.takeBack();
    await expect(page.getByTestId("run-state")).toHaveText(/^The disk is full/);
    await shoot(page, "sync-disk-full");
  });
});

test.describe("with GitHub's limits", () => {
  test.use({ serverOptions: { world: { pullRequests: 1200 }, limits: "published" } });

  test("sync: the hourly budget is used up", async ({ page, server }) => {
    await openChoose(page, server);
    const hold = await setUp(server, { type: "hold", match: { operation: "PullRequestPage" } });
    await startSync(page);
    await server.control({ type: "exhaust-limit", resource: "graphql", resetInMs: 20 * 60_000 });
    await hold.takeBack();
    await expect(page.getByTestId("run-state")).toHaveText(/^Waiting for GitHub until/);
    await shoot(page, "sync-rate-limit");
  });
});
