import { expect, test } from "./fixtures.ts";
import { expectRunState, openChoose, setUp, show, SMALL_ORGANIZATION, startSync } from "./steps.ts";

test.use({ serverOptions: SMALL_ORGANIZATION });

const DAY_MS = 24 * 3_600_000;

test("a token that ends soon is pointed out on every screen until that is dismissed, and blocks nothing", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await server.control({ type: "set-token-expiry", at: Date.now() + 5.5 * DAY_MS });
  await openChoose(page, server);
  const notices = page.getByRole("complementary", { name: "Notices" });
  await expect(notices).toContainText("A token ends in 5 days");
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  await takeScreenshot("token-ends");

  await notices.getByRole("button", { name: "Sign in with a new token" }).click();
  await expect(page.getByLabel("Personal access token")).toBeFocused();
  await expect(notices).toBeHidden();
  await expect(page.getByRole("list", { name: "Connected accounts" })).toContainText("in 5 days");

  await show(page, "Log");
  await notices.getByRole("button", { name: "Dismiss the notice about the token" }).click();
  await expect(notices).toBeHidden();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Log" })).toBeVisible();
  await expect(notices).toBeHidden();
});

test("a sync that needs a sign-in asks for it on any screen, once, and goes on after it", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  const hold = await setUp(server, { type: "hold", match: { operation: "PullRequestPage" } });
  await startSync(page);
  await expect(page.getByTestId("progress-text")).toContainText(/^0 of/);
  await show(page, "Insights");
  await server.control({ type: "revoke-token" });
  await hold.takeBack();

  const signIn = page.getByRole("button", { name: "Sign in again" });
  await expect(signIn).toHaveCount(1);
  await expect(page.getByRole("complementary", { name: "Notices" })).toContainText(
    "Sign-in needed: the sync of harborlight waits",
  );
  await takeScreenshot("sign-in-needed");
  await show(page, "Sync");
  await expect(signIn).toHaveCount(1);

  await server.control({ type: "restore-token" });
  await signIn.click();
  await expect(page.getByLabel("Host")).toHaveValue(new URL(server.apiUrl).host);
  await page.getByLabel("Personal access token").fill(server.token);
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  await expectRunState(page, "Complete and verified");
});
