import { expect, test } from "./fixtures.ts";
import { countHeld, setUp, show } from "./steps.ts";

test.beforeEach(async ({ page }) => {
  await page.getByRole("button", { name: "Connect GitHub" }).click();
});

test("a token that GitHub refuses is named as refused, and its field is empty at once", async ({
  page,
  server,
  takeScreenshot,
}) => {
  const token = page.getByLabel("Personal access token");
  await page.getByLabel("Host").fill(server.apiUrl);
  await token.fill("ghp_0123456789abcdefghijABCDEFGHIJ012345");
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  await expect(token).toHaveValue("");
  await expect(page.getByRole("alert")).toContainText("Sign-in needed");
  await expect(page.getByRole("alert")).toContainText("auth/token-rejected");
  await takeScreenshot("connect-refused");
});

test("something that is no token is refused without asking GitHub", async ({ page, server }) => {
  await page.getByLabel("Host").fill(server.apiUrl);
  await page.getByLabel("Personal access token").fill("my token");
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  await expect(page.getByRole("alert")).toContainText("That is not a token");
  expect(await server.control({ type: "requests" })).toEqual({ type: "requests", requests: [] });
});

test("a good token shows who it is, what it may do and until when, and is nowhere in the page", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await server.control({ type: "set-token-expiry", at: Date.now() + 9 * 24 * 3_600_000 });
  const hold = await setUp(server, { type: "hold", match: { route: "/user" } });
  await page.getByLabel("Host").fill(server.apiUrl);
  await page.getByText("Which permissions does it need?").click();
  await expect(page.getByText("read:org", { exact: true })).toBeVisible();
  await takeScreenshot("connect");
  const token = page.getByLabel("Personal access token");
  await token.fill(server.token);

  await expect(token).toHaveValue("");
  await expect(page.getByRole("button", { name: "Checking with GitHub…" })).toBeVisible();
  await expect.poll(() => countHeld(server, hold.id)).toBeGreaterThan(0);
  await hold.takeBack();
  const checked = page.getByRole("region", { name: "Accepted by GitHub" });
  await expect(checked.getByRole("listitem")).toHaveText([/^repo Granted/, /^read:org Granted/]);
  await expect(page.getByRole("list", { name: "Connected accounts" })).toBeHidden();
  await takeScreenshot("connect-checked");
  await expect(page.getByRole("button", { name: "Connect GitHub" })).toBeFocused();
  await page.keyboard.press("Enter");

  const account = page.getByRole("list", { name: "Connected accounts" }).getByRole("listitem");
  await expect(account).toContainText("Signed in");
  await expect(account).toContainText("Classic personal access token");
  await expect(account).toContainText("read:org");
  await expect(account).toContainText("in 8 days");
  await takeScreenshot("connect-done");

  const everything = await page.evaluate(
    () => document.documentElement.outerHTML + JSON.stringify({ ...localStorage }),
  );
  expect(everything).not.toContain(server.token);
  await account.getByRole("button", { name: "Choose repositories" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Choose repositories" })).toBeVisible();
});

test("the list of repositories is read while the person sees that they are connected", async ({
  page,
  server,
}) => {
  await page.getByLabel("Host").fill(server.apiUrl);
  await page.getByLabel("Personal access token").fill(server.token);
  await expect(page.getByRole("region", { name: "Accepted by GitHub" })).toBeVisible();
  await page.keyboard.press("Enter");
  const listsRead = async (): Promise<number> => {
    const answer = await server.control({ type: "requests" });
    if (answer.type !== "requests") throw new Error("the server does not tell");
    return answer.requests.filter(
      ({ path, status }) => path.includes("/orgs/harborlight/repos") && status === 200,
    ).length;
  };
  await expect.poll(listsRead).toBe(1);
  // Whatever is asked from now on is not answered: the rows are there already.
  const hold = await setUp(server, { type: "hold", match: { route: "/orgs/harborlight/repos" } });
  await show(page, "Choose");
  await expect(page.getByRole("option").first()).toBeVisible();
  await hold.takeBack();
});

test("whoever is quicker than the list of organizations waits for it, and is not shown their own account", async ({
  page,
  server,
}) => {
  const hold = await setUp(server, { type: "hold", match: { route: "/user/orgs" } });
  await page.getByLabel("Host").fill(server.apiUrl);
  await page.getByLabel("Personal access token").fill(server.token);
  await expect(page.getByRole("region", { name: "Accepted by GitHub" })).toBeVisible();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Choose repositories" }).click();
  await expect(page.getByTestId("skeleton")).toBeVisible();
  await hold.takeBack();
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
});

test("each missing scope is told with what it costs, before and after connecting", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await server.control({ type: "set-scopes", scopes: ["read:org", "delete_repo"] });
  await page.getByLabel("Host").fill(server.apiUrl);
  await page.getByLabel("Personal access token").fill(server.token);
  const checked = page.getByRole("region", { name: "Accepted by GitHub" });
  await expect(checked).toContainText("repo Missing");
  await expect(checked).toContainText("Private repositories stay invisible");
  await expect(checked).toContainText("It may do more than Onramp needs: delete_repo.");
  await takeScreenshot("connect-scope-missing");
  await page.keyboard.press("Enter");
  const account = page.getByRole("list", { name: "Connected accounts" });
  await expect(account).toContainText("Private repositories stay invisible");
  await takeScreenshot("connect-card-scope-missing");
});

test("a token that was checked and not wanted is gone, and another can be given", async ({
  page,
  server,
}) => {
  await page.getByLabel("Host").fill(server.apiUrl);
  await page.getByLabel("Personal access token").fill(server.token);
  await page.getByRole("button", { name: "Use another token" }).click();
  await expect(page.getByLabel("Personal access token")).toBeFocused();
  await page.getByLabel("Personal access token").fill(server.token);
  await expect(page.getByRole("button", { name: "Use another token" })).toBeVisible();
  await page.getByLabel("Host").fill(`${server.apiUrl}/`);
  await expect(page.getByRole("button", { name: "Use another token" })).toBeHidden();
  await expect(page.getByLabel("Host")).toBeFocused();
});

test("organizations that single sign-on blocks are on the account's card and in the list, each with its page", async ({
  page,
  server,
  takeScreenshot,
}) => {
  const partial = { kind: "sso-partial-results" } as const;
  const hiding = await setUp(server, { type: "fault", fault: partial, match: { route: "/user/orgs" } });
  await setUp(server, { type: "fault", fault: { kind: "sso" }, match: { route: "/organizations/" } });
  await page.getByLabel("Host").fill(server.apiUrl);
  await page.getByLabel("Personal access token").fill(server.token);
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  const blocked = page.getByRole("list", { name: "Connected accounts" }).getByRole("listitem").last();
  await expect(blocked).toContainText("Single sign-on needed");
  const authorize = blocked.getByRole("link", { name: "Authorize" });
  await expect(authorize).toHaveAttribute("href", /^https:\/\/github\.com\/orgs\/harborlight\/sso\?/);
  await takeScreenshot("connect-sso");

  await show(page, "Choose");
  await page.getByRole("combobox", { name: "Organization" }).click();
  await page.getByRole("option", { name: /^harborlight .*Single sign-on needed/ }).click();
  const link = page.getByRole("link", { name: "Authorize on GitHub" });
  await expect(link).toHaveAttribute("href", /\/orgs\/harborlight\/sso\?/);
  await takeScreenshot("choose-sso");

  await hiding.takeBack();
  await show(page, "Connect");
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(authorize).toBeHidden();

  await show(page, "Choose");
  await page.getByRole("combobox", { name: "Organization" }).click();
  await expect(page.getByRole("option").first()).toBeVisible();
  await expect(page.getByRole("option", { name: /Single sign-on needed/ })).toBeHidden();
});

test("signing out forgets the token, can be undone, and offers to sign in again", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await page.getByLabel("Host").fill(server.apiUrl);
  await page.getByLabel("Personal access token").fill(server.token);
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("Sign-in needed")).toBeVisible();
  await takeScreenshot("connect-signed-out");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Signed in", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("Sign-in needed")).toBeVisible();
  await page.getByRole("button", { name: "Sign in again" }).click();
  await expect(page.getByLabel("Personal access token")).toBeFocused();
});

test.describe("a fine-grained token", () => {
  test.use({ serverOptions: { tokenKind: "fine-grained" } });

  test("has no scopes to show, which is said in its own words", async ({ page, server, takeScreenshot }) => {
    await server.control({ type: "set-token-expiry", at: Date.parse("2031-03-01T12:00:00Z") });
    await page.getByLabel("Host").fill(server.apiUrl);
    await page.getByLabel("Personal access token").fill(server.token);
    const checked = page.getByRole("region", { name: "Accepted by GitHub" });
    await expect(checked).toContainText("Fine-grained personal access token · ends Mar 1, 2031");
    await expect(checked).toContainText("GitHub does not list what a fine-grained token may do.");
    await expect(checked.getByRole("list")).toHaveCount(0);
    await takeScreenshot("connect-fine-grained");
    await page.keyboard.press("Enter");
    const account = page.getByRole("list", { name: "Connected accounts" });
    await expect(account).toContainText("Not shown for this kind");
  });
});
