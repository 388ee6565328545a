import type { Page } from "playwright/test";
import { expect, test } from "./fixtures.ts";
import {
  countHeld,
  callBridge,
  expectRunState,
  openChoose,
  setUp,
  show,
  SMALL_ORGANIZATION,
  startSync,
} from "./steps.ts";

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
  await expect(page.getByRole("heading", { name: "No entry matches" })).toBeVisible();
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

test("the log is narrowed by choices, a job is seen as a timeline, and the selected lines are copied", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  await setUp(server, {
    type: "fault",
    fault: { kind: "server-error", form: "502-html" },
    match: { operation: "PullRequestPage", repository: "tide-service" },
  });
  await startSync(page);
  await show(page, "Log");
  await page.getByRole("combobox", { name: "Repository", exact: true }).fill("tide-service");
  await page.getByRole("option", { name: "harborlight/tide-service", exact: true }).click();
  const list = page.getByRole("listbox", { name: "Log entries" });
  await expect(list.getByRole("option").last()).toContainText("GitHub answered with an error");
  await page.getByRole("combobox", { name: "Error code" }).click();
  await page.getByRole("option", { name: "GitHub's error" }).click();
  await expect(list.getByRole("option").first()).toContainText("github/server-error");
  await takeScreenshot("log-filters");

  await list.getByRole("option").first().click();
  await list
    .getByRole("option")
    .nth(1)
    .click({ modifiers: ["Shift"] });
  const selection = page.getByRole("group", { name: "2 entries selected" });
  await page.keyboard.press("Control+c");
  await expect(page.getByText("2 entries copied.")).toBeAttached();
  await selection.getByRole("button", { name: "Copy as JSON" }).click();
  await expect(selection.getByRole("button", { name: "Copied" })).toBeVisible();
  await selection.getByRole("button", { name: "Clear the selection" }).click();

  await list.getByRole("option").first().click();
  await page.getByRole("button", { name: "Timeline of the job" }).click();
  const timeline = page.getByRole("region", { name: "Timeline of one job" });
  await expect(timeline.getByRole("rowheader", { name: /^Attempt 1: failed/ })).toBeVisible();
  await expect(timeline.getByRole("rowheader", { name: "Waits in the queue" }).first()).toBeVisible();
  await expect(page.getByTestId("timeline-summary")).toContainText("waiting");
  await takeScreenshot("log-timeline");
});

test("the timeline of a job that is at work grows while one looks", async ({ page, server }) => {
  await openChoose(page, server);
  const reading = { operation: "PullRequestPage", repository: "tide-service" } as const;
  const hold = await setUp(server, { type: "hold", match: reading });
  await startSync(page);
  await expect.poll(() => countHeld(server, hold.id)).toBeGreaterThan(0);
  await page.getByLabel("Filter by name").fill("tide-service");
  await page.getByRole("button", { name: "Log of harborlight/tide-service" }).click();
  await page.getByRole("button", { name: "Timeline", exact: true }).click();
  const timeline = page.getByRole("region", { name: "Timeline of one job" });
  await expect(timeline.getByRole("rowheader", { name: "Attempt 1: goes on" })).toBeVisible();
  await hold.takeBack();
  await expect(timeline.getByRole("rowheader", { name: /: done$/ })).toBeVisible();
});

test("entries of another day say of which, and each its exact time on hover", async ({ page, server }) => {
  await openChoose(page, server);
  await show(page, "Log");
  const time = page.getByRole("option").first().locator("time");
  await expect(time).toHaveText(/^\d\d:\d\d:\d\d\.\d{3}$/);
  await expect(time).toHaveAttribute("title", /^\w+ \d+, \d{4}, \d+:\d\d:\d\d/);
  await page.clock.setSystemTime(Date.now() + 24 * 3_600_000);
  await show(page, "Choose");
  await show(page, "Log");
  await expect(time).toHaveText(/^\w+ \d+, \d\d:\d\d:\d\d\.\d{3}$/);
});

test("matches are gone through one by one, and seen among the lines around them", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  await startSync(page);
  await expectRunState(page, "Complete and verified");
  await show(page, "Log");
  const search = page.getByLabel("Search the log");
  await search.fill("job.done");
  const place = page.getByTestId("match-place");
  await expect(place).toHaveText(/^\d+ found$/);
  await search.press("Enter");
  await expect(place).toHaveText(/^(\d+) of \1$/);
  await page.getByRole("button", { name: "Previous match" }).click();
  const details = page.getByRole("region", { name: "The selected entry" });
  await expect(details).toContainText("job.done");
  await details.getByRole("button", { name: "Show around it" }).click();
  await expect(page.getByText(/Around /)).toBeVisible();
  const list = page.getByRole("listbox", { name: "Log entries" });
  await expect(list.getByRole("option", { selected: true })).toContainText("job.done");
  await expect(list.getByRole("option").filter({ hasText: "request.answered" }).first()).toBeVisible();
  await takeScreenshot("log-around");
  await page.getByRole("button", { name: "Back to the matches" }).click();
  await expect(page.getByText(/Around /)).toBeHidden();
});

test("all entries that are held are selected with one stroke", async ({ page, server }) => {
  await openChoose(page, server);
  await show(page, "Log");
  const list = page.getByRole("listbox", { name: "Log entries" });
  // What opening the screen before has asked for. After it, nothing more is written.
  for (const request of ["GET /user/orgs", "GET /orgs/harborlight/repos"])
    await expect(list.getByRole("option").filter({ hasText: request }).first()).toBeVisible();
  await list.getByRole("option").first().click();
  await page.getByRole("button", { name: "Pause" }).click();
  await list.press("Control+a");
  await expect(page.getByRole("group", { name: /^\d+ entries selected$/ })).toBeVisible();
  await expect(list.getByRole("option", { selected: false })).toHaveCount(0);
});

test("a log that was paused stands still until it is resumed", async ({ page, server }) => {
  await openChoose(page, server);
  await show(page, "Log");
  await expect(page.getByRole("option").last()).toBeVisible();
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText(/· Paused/)).toBeVisible();
  const list = page.getByRole("listbox", { name: "Log entries" });
  const scrollTop = (): Promise<number> => list.evaluate((element) => element.scrollTop);
  const before = await scrollTop();
  await startSyncFromLog(page);
  const newLines = page.getByRole("button", { name: /^\d+ new lines?$/ });
  await expect(newLines).toBeVisible();
  expect(await scrollTop()).toBe(before);
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(newLines).toBeHidden();
  await expect.poll(scrollTop).toBeGreaterThan(before);
});

/** Starts a sync behind the screen, so that much is logged. */
async function startSyncFromLog(page: Page): Promise<void> {
  const state = await callBridge(page, "app.getState", {});
  if (!state.ok) throw new Error(state.failure.code);
  const organizationId = state.value.organizations.find(({ login }) => login === "harborlight")!.id;
  await callBridge(page, "sync.start", { organizationId, repositories: { kind: "all" } });
}
