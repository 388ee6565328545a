import { expect, test } from "./fixtures.ts";
import { openChoose, setUp } from "./steps.ts";

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
