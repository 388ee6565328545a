import { expect, test } from "./fixtures.ts";
import { callBridge, openChoose, setUp, SMALL_ORGANIZATION } from "./steps.ts";

const LIST = "/orgs/harborlight/repos";

test("the place of the list is shown at once, before GitHub has answered", async ({
  page,
  server,
  takeScreenshot,
}) => {
  const hold = await setUp(server, { type: "hold", match: { route: LIST } });
  await openChoose(page, server);
  await expect(page.getByTestId("skeleton")).toBeVisible();
  await expect(page.getByText("No repositories")).toBeHidden();
  await takeScreenshot("choose-loading");
  await hold.takeBack();
  await expect(page.getByRole("option").first()).toBeVisible();
  await expect(page.getByTestId("skeleton")).toBeHidden();
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  await takeScreenshot("choose");
});

test.describe("a list of several pages", () => {
  test.use({ serverOptions: { world: { repositories: 250, pullRequests: { perRepository: 1 } } } });

  test("keeps the pages it has when one fails, says so, and goes on when asked", async ({
    page,
    server,
    takeScreenshot,
  }) => {
    const fault = await setUp(server, {
      type: "fault",
      fault: { kind: "server-error", form: "502-html" },
      match: { route: LIST },
      skip: 1,
    });
    await openChoose(page, server);
    await expect(page.getByRole("alert")).toContainText("GitHub's error");
    await expect(page.getByTestId("list-status")).toHaveText("100 repositories loaded, not all");
    await expect(page.getByRole("option").first()).toBeVisible();
    await takeScreenshot("choose-failed");

    await fault.takeBack();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByTestId("list-status")).toHaveText("250 repositories");
    await expect(page.getByRole("alert")).toBeHidden();
  });

  test("can be filtered, sorted and selected from its first page on, while the rest still loads", async ({
    page,
    server,
  }) => {
    await server.control({ type: "set-latency", latencyMs: 5 });
    // The second page begins and does not end until it is let go.
    const slow = await setUp(server, {
      type: "fault",
      fault: { kind: "hang", when: "before-headers" },
      match: { route: LIST },
      skip: 1,
      times: 1,
    });
    await openChoose(page, server);
    await expect(page.getByTestId("list-status")).toContainText("page 2");
    await page.getByRole("checkbox", { name: "Select all" }).click();
    await expect(page.getByText("and those still to be listed")).toBeVisible();
    await page.getByRole("option").first().click();
    await expect(page.getByText(/^99 of 100 selected/)).toBeVisible();
    await slow.takeBack();
  });
});

test("a filter that matches nothing says so, and is cleared with one click", async ({ page, server }) => {
  await openChoose(page, server);
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  await page.getByLabel("Filter repositories").fill("no such thing");
  await expect(page.getByRole("heading", { name: "None match" })).toBeVisible();
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await expect(page.getByRole("option").first()).toBeVisible();
});

test("a list that fails at its first page does not look like an empty one", async ({ page, server }) => {
  await setUp(server, { type: "fault", fault: { kind: "html-200" }, match: { route: LIST } });
  await openChoose(page, server);
  await expect(page.getByRole("alert")).toContainText("Unexpected answer");
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "No repositories" })).toBeHidden();
});

test("the filter has the focus, and what it shows can be selected at once", async ({ page, server }) => {
  await openChoose(page, server);
  const filter = page.getByLabel("Filter repositories");
  await expect(filter).toBeFocused();
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  await page.keyboard.type("sdk");
  await page.getByRole("checkbox", { name: "Select the 3 that match" }).click();
  await filter.fill("");
  await expect(page.getByText("3 of 46 selected")).toBeVisible();
});

test("the plan is shown before anything starts, with what is loading and what fails on the way", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  const hold = await setUp(server, { type: "hold", match: { operation: "RepositoryCounts" } });
  await page.getByRole("checkbox", { name: "Select all" }).click();
  await page.getByRole("button", { name: "Review the plan…" }).click();
  const dialog = page.getByRole("dialog", { name: "Before the sync starts" });
  await expect(dialog).toContainText("Asking GitHub how much there is to read…");
  await expect(dialog.getByRole("button", { name: "Start sync" })).toBeDisabled();

  const fault = await setUp(server, {
    type: "fault",
    fault: { kind: "server-error", form: "502-html" },
    match: { operation: "RepositoryCounts" },
  });
  await hold.takeBack();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await fault.takeBack();
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(dialog.getByText("Expected time")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Start sync" })).toBeEnabled();
  await takeScreenshot("plan");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Review the plan…" })).toBeFocused();
});

test("a range is selected with Shift and the arrows or a click, and shrinks as it grew", async ({
  page,
  server,
}) => {
  await openChoose(page, server);
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  const rows = page.getByRole("option");
  await rows.nth(1).click();
  await rows.nth(4).click({ modifiers: ["Shift"] });
  await expect(page.getByText("4 of 46 selected")).toBeVisible();
  expect(await page.evaluate(() => window.getSelection()?.toString())).toBe("");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByText("5 of 46 selected")).toBeVisible();
  await page.keyboard.press("Shift+ArrowUp");
  await page.keyboard.press("Shift+ArrowUp");
  await expect(page.getByText("3 of 46 selected")).toBeVisible();
  await page.keyboard.press("Control+a");
  await expect(page.getByText("46 of 46 selected")).toBeVisible();
});

test("the plan at the foot follows the selection, and asks GitHub only about what was added", async ({
  page,
  server,
}) => {
  await openChoose(page, server);
  const plan = page.getByTestId("plan");
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  await expect(plan).toHaveText("Select repositories to see what a sync would cost.");
  await page.getByRole("checkbox", { name: "Select all" }).click();
  await expect(plan).toHaveText(
    /^[\d,]+ pull requests to read · \d+ requests · \d+ points · .+ left this hour$/,
  );
  const whole = await plan.textContent();
  await server.control({ type: "reset-stats" });
  await page.getByRole("option").first().click();
  await expect(plan).not.toHaveText(whole!);
  await expect(plan).toHaveAttribute("aria-busy", "false");
  const answer = await server.control({ type: "stats" });
  expect(answer.type === "stats" && answer.stats.graphql).toBe(0);
});

test("the list narrows to a kind, or to all others; filters and order are there again when the window is reopened", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  await page.getByRole("button", { name: "Forks" }).click();
  await expect(page.getByRole("button", { name: "Only forks" })).toBeVisible();
  await expect(page.getByRole("option")).toHaveCount(await page.getByText("fork", { exact: true }).count());
  await page.getByRole("button", { name: "Only forks" }).click();
  await expect(page.getByText("fork", { exact: true })).toHaveCount(0);
  await page.getByLabel("Filter repositories").fill("tide");
  await takeScreenshot("choose-narrowed");
  await page.reload();
  await expect(page.getByLabel("Filter repositories")).toHaveValue("tide");
  await expect(page.getByRole("button", { name: "No forks" })).toBeVisible();
});

test("a refresh keeps the rows and the selection, and brings what is new", async ({ page, server }) => {
  await openChoose(page, server);
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  await page.getByRole("option").first().click();
  await server.control({ type: "add-repository", name: "aaa-new", pullRequests: 2 });
  const hold = await setUp(server, { type: "hold", match: { route: LIST } });
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByTestId("list-status")).toContainText("46 repositories so far");
  await expect(page.getByText("1 of 46 selected")).toBeVisible();
  await hold.takeBack();
  await expect(page.getByTestId("list-status")).toHaveText("47 repositories");
  await expect(page.getByRole("option").first()).toContainText("aaa-new");
  await expect(page.getByText("1 of 47 selected")).toBeVisible();
});

test.describe("a sync that the schedule or another Onramp starts meanwhile", () => {
  test.use({ serverOptions: SMALL_ORGANIZATION });

  test("is seen in the counts of the rows, and in the plan, once it has read what was to be read", async ({
    page,
    server,
  }) => {
    await openChoose(page, server);
    await page.getByRole("checkbox", { name: "Select all" }).click();
    const plan = page.getByTestId("plan");
    await expect(plan).toContainText("1,200 pull requests to read");
    const rows = page.getByRole("option");
    await expect(rows.first()).not.toContainText("pull request");
    const state = await callBridge(page, "app.getState", {});
    const organization = state.ok && state.value.organizations.find(({ kind }) => kind === "organization");
    if (!organization) throw new Error(JSON.stringify(state));
    await callBridge(page, "sync.start", { organizationId: organization.id, repositories: { kind: "all" } });
    await expect(rows.first()).toContainText(/\d pull request/, { timeout: 45_000 });
    await expect(plan).toContainText("Nothing new to read", { timeout: 45_000 });
  });
});
