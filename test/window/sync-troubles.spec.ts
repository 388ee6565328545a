import type { Page } from "playwright/test";
import { expect, test } from "./fixtures.ts";
import { isOnElectron, runToEnd } from "./launch-app.ts";
import { test as testOnSmallDisk } from "./small-disk.ts";
import {
  awaitAllButOne,
  callBridge,
  countHeld,
  expectRunState,
  openChoose,
  setUp,
  SMALL_ORGANIZATION,
  startSync,
  WITHOUT_WORKERS,
} from "./steps.ts";

/* What a sync runs into on this computer and with the organization as a whole; `sync.spec.ts` has GitHub's answers. */

test.use({ serverOptions: SMALL_ORGANIZATION });

const READING = { type: "hold", match: { operation: "PullRequestPage" } } as const;
/** Without a display Chromium's one is small, and a window that opens later shrinks to fit it. */
const WINDOW_SIZE = { width: 1280, height: 800 };

test.describe("where no worker thread can start", () => {
  test.use({ environment: WITHOUT_WORKERS });
  test.skip(isOnElectron, "Electron takes no script to load ahead of the app");

  test("the sync is slower, says so, and is complete all the same", async ({
    page,
    server,
    takeScreenshot,
  }) => {
    await openChoose(page, server);
    const hold = await setUp(server, READING);
    await startSync(page);
    const notice = page.getByRole("note").filter({ hasText: "Slower than usual" });
    await expect(notice).toContainText("No background worker could be started");
    await expectRunState(page, "Reading pull requests");
    await takeScreenshot("sync-degraded");
    await hold.takeBack();
    await expectRunState(page, "Complete and verified");
    await notice.getByRole("button", { name: "Show log" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Log" })).toBeVisible();
  });
});

testOnSmallDisk.describe("on a disk without room", () => {
  testOnSmallDisk.use({ serverOptions: SMALL_ORGANIZATION });

  testOnSmallDisk(
    "a sync waits, says what helps, and goes on when room is made",
    async ({ page, server, disk, takeScreenshot }) => {
      await openChoose(page, server);
      const hold = await setUp(server, READING);
      await startSync(page);
      await expect.poll(() => countHeld(server, hold.id)).toBeGreaterThan(0);
      disk.fill();
      await hold.takeBack();
      await expect(page.getByTestId("run-state")).toHaveText(/^The disk is full, since \d/);
      await expect(page.getByText("Free some space; Onramp goes on by itself.")).toBeVisible();
      await takeScreenshot("sync-disk-full");

      await page.getByRole("button", { name: "Try now" }).click();
      await expect(page.getByTestId("run-state")).toHaveText(/^The disk is full, since \d/);
      disk.makeRoom();
      await expectRunState(page, "Complete and verified");
    },
  );
});

test("a sync that cannot list the repositories has failed, says why, and is tried again with one click", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  const fault = await setUp(server, {
    type: "fault",
    fault: { kind: "gone-410" },
    match: { route: "/orgs/harborlight/repos" },
  });
  await startSync(page);
  await expectRunState(page, "Interface retired");
  await expect(page.getByText("The sync has ended; what was fetched is kept.")).toBeVisible();
  await takeScreenshot("sync-failed");

  await fault.takeBack();
  await page.getByRole("button", { name: "Try again" }).click();
  await expectRunState(page, "Complete and verified");
});

test("a window that is closed in the middle of a sync shows the same when it is opened again", async ({
  app,
  page,
  server,
}) => {
  test.skip(isOnElectron, "Playwright loses Electron's app with its last window");
  await page.setViewportSize(WINDOW_SIZE);
  await openChoose(page, server);
  const hold = await setUp(server, {
    type: "hold",
    match: { operation: "PullRequestPage", repository: "harbor-web" },
  });
  await startSync(page);
  const run = await awaitAllButOne(page);
  await expect(page.getByTestId("progress-text")).toContainText(
    `${run.pullRequests.toLocaleString("en")} of `,
  );
  await expect(page.getByRole("button", { name: `Complete ${run.counts.complete}` })).toBeVisible();
  const before = await tellScreen(page);
  await page.close();

  const [again, second] = await Promise.all([app.pageAfterCrash(), runToEnd(app.dataDirectory)]);
  expect(second.exitCode).toBe(0);
  await again.setViewportSize(WINDOW_SIZE);
  await expect(again.getByRole("heading", { level: 1, name: "Sync of harborlight" })).toBeVisible();
  await expect.poll(() => tellScreen(again)).toEqual(before);
  await hold.takeBack();
  await expectRunState(again, "Complete and verified");
});

test("S8: a page that dies in the middle of a sync comes back to the same, the jobs go on, and the log says so", async ({
  app,
  page,
  server,
}) => {
  test.skip(isOnElectron, "Playwright loses Electron's window when its page crashes");
  await page.setViewportSize(WINDOW_SIZE);
  await openChoose(page, server);
  const hold = await setUp(server, {
    type: "hold",
    match: { operation: "PullRequestPage", repository: "harbor-web" },
  });
  await startSync(page);
  const run = await awaitAllButOne(page);
  await expect(page.getByRole("button", { name: `Complete ${run.counts.complete}` })).toBeVisible();
  const before = await tellScreen(page);
  const cdp = await page.context().newCDPSession(page);
  const crashing = cdp.send("Page.crash").catch(() => "the one who asked has crashed");
  const [again] = await Promise.all([app.pageAfterCrash(), crashing]);

  await again.setViewportSize(WINDOW_SIZE);
  await expect(again.getByRole("heading", { level: 1, name: "Sync of harborlight" })).toBeVisible();
  await expect.poll(() => tellScreen(again)).toEqual(before);
  await hold.takeBack();
  await expectRunState(again, "Complete and verified");
  const found = await callBridge(again, "logs.search", { search: "window.crashed" });
  const entries = [{ event: "window.crashed", level: "error", data: { reason: "crashed" } }];
  expect(found).toMatchObject({ ok: true, value: { entries } });
});

/** What the screen says of the run and of the repositories in view, but for what is measured by the clock. */
async function tellScreen(page: Page): Promise<string[]> {
  return [
    await page.getByTestId("run-state").innerText(),
    await page.getByTestId("progress-text").innerText(),
    await page.getByText(/^\d+% verified$/).innerText(),
    ...(await page
      .getByRole("region", { name: "Repositories of this run" })
      .getByRole("listitem")
      .allInnerTexts()),
  ];
}
