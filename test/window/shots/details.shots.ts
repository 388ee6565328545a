import { expect, test } from "../fixtures.ts";
import {
  expectRunState,
  openChoose,
  progressRow,
  setUp,
  show,
  SMALL_ORGANIZATION,
  startSync,
} from "../steps.ts";
import { shoot } from "./shoot.ts";

/* What one has to go to: forms, dialogs, tables, what is further down, and everything in the smallest window. */

test.use({ serverOptions: SMALL_ORGANIZATION });

test("connect: a checked token, what it cannot read, a notice that it ends", async ({ page, server }) => {
  await server.control({ type: "set-token-expiry", at: Date.now() + 9 * 24 * 3_600_000 });
  await setUp(server, {
    type: "fault",
    fault: { kind: "sso-partial-results" },
    match: { route: "/user/orgs" },
  });
  await setUp(server, { type: "fault", fault: { kind: "sso" }, match: { route: "/organizations/" } });
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  await page.getByLabel("Host").fill(server.apiUrl);
  await page.getByLabel("Personal access token").fill(server.token);
  await expect(page.getByRole("region", { name: "Accepted by GitHub" })).toBeVisible();
  await shoot(page, "connect-checked");
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  await expect(page.getByText("Single sign-on needed")).toBeVisible();
  await shoot(page, "connect-blocked");
  await show(page, "Choose");
  await page.getByRole("combobox", { name: "Organization" }).click();
  await page.getByRole("option", { name: /^harborlight .*Single sign-on needed/ }).click();
  await shoot(page, "choose-blocked");
  await show(page, "Connect");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("Sign-in needed")).toBeVisible();
  await shoot(page, "connect-signed-out");
});

test.describe("with a client id", () => {
  test.use({ environment: { ONRAMP_GITHUB_CLIENT_ID: "Iv1.sample" } });

  test("connect: a code", async ({ page, server }) => {
    await page.getByRole("button", { name: "Connect GitHub" }).click();
    await page.getByLabel("Host").fill(server.apiUrl);
    await shoot(page, "connect-ways");
    await page.getByRole("button", { name: "Get a code" }).click();
    await expect(page.getByRole("timer")).toBeVisible();
    await shoot(page, "connect-code");
    await server.control({ type: "device-flow", action: "deny" });
    await expect(page.getByRole("alert")).toBeVisible();
    await shoot(page, "connect-code-denied");
  });
});

test("insights, log and diagnostics: what is further down, and every dialog", async ({ page, server }) => {
  await openChoose(page, server);
  await startSync(page);
  await expectRunState(page, "Complete and verified");

  await show(page, "Insights");
  for (const card of ["Cycle time", "Review load", "Who reviews whom", "Oldest open pull requests"]) {
    await page.getByRole("region", { name: card }).scrollIntoViewIfNeeded();
    await shoot(page, `insights-${card.toLowerCase().replaceAll(" ", "-")}`);
  }
  for (const table of await page.getByRole("button", { name: "Table", exact: true }).all())
    await table.click();
  await page.getByRole("region", { name: "Size and time" }).scrollIntoViewIfNeeded();
  await shoot(page, "insights-tables");
  await page.getByRole("button", { name: "Export data…" }).click();
  await shoot(page, "insights-export");
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: "Repository" }).fill("no such thing");
  await shoot(page, "insights-scope");
  await page.keyboard.press("Escape");

  await show(page, "Log");
  await page.getByLabel("Search the log").fill("PullRequestPage");
  await expect(page.getByText(/^\d+ found$/)).toBeVisible();
  await page.getByRole("option").first().click();
  await expect(page.getByRole("region", { name: "The selected entry" })).toBeVisible();
  await shoot(page, "log-entry");
  await page.getByRole("button", { name: "Timeline of the job" }).click();
  await expect(page.getByTestId("timeline-summary")).toBeVisible();
  await shoot(page, "log-timeline");
  await page.getByRole("button", { name: "Entries", exact: true }).click();
  await page.getByLabel("Search the log").fill("nothing like this");
  await expect(page.getByRole("heading", { name: "No entry matches" })).toBeVisible();
  await shoot(page, "log-none");
  await page.getByRole("button", { name: "Save support bundle…" }).click();
  await expect(page.getByRole("dialog").getByRole("listitem")).toHaveCount(7, { timeout: 30_000 });
  await shoot(page, "support-bundle");
  await page.keyboard.press("Escape");

  await show(page, "Diagnostics");
  await expect(page.getByTestId("checks-summary")).toContainText("as of");
  await page.getByRole("button", { name: "Verify everything again…" }).click();
  await shoot(page, "diagnostics-verify");
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+,");
  await page.getByRole("button", { name: "Forget everything…" }).scrollIntoViewIfNeeded();
  await shoot(page, "settings-end");
  await page.getByRole("button", { name: "Forget everything…" }).click();
  await expect(page.getByText("Will be removed")).toBeVisible();
  await shoot(page, "forget");
});

test("every screen in the smallest window, with awkward names", async ({ page, server }) => {
  await setUp(server, {
    type: "fault",
    fault: { kind: "blocked-451" },
    match: { operation: "PullRequestPage", repository: "text-zoo" },
  });
  await openChoose(page, server);
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  await startSync(page);
  await expectRunState(page, "Complete with gaps");
  await page.getByLabel("Filter by name").fill("text");
  await expect(progressRow(page, "text-zoo")).toBeVisible();
  for (const screen of ["Connect", "Choose", "Sync", "Insights", "Log", "Diagnostics"] as const) {
    await show(page, screen);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    await shoot(page, `${screen.toLowerCase()}-small`, "small");
  }
});

test.describe("a large organization", () => {
  test.use({
    serverOptions: {
      enterprise: true,
      world: { repositories: 600, pullRequests: { perRepository: 1 } },
    },
  });

  test("choose and sync: crowded", async ({ page, server }) => {
    test.setTimeout(120_000);
    await openChoose(page, server);
    await expect(page.getByTestId("list-status")).toContainText("so far");
    await shoot(page, "choose-growing");
    await expect(page.getByTestId("list-status")).toHaveText("600 repositories", { timeout: 60_000 });
    const hold = await setUp(server, { type: "hold", match: { operation: "PullRequestPage" } });
    await startSync(page);
    await expect(page.getByRole("button", { name: "All 600" })).toBeVisible({ timeout: 60_000 });
    await shoot(page, "sync-crowded");
    await hold.takeBack();
  });
});
