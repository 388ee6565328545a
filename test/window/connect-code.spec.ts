import type { Locator, Page } from "playwright/test";
import type { SampleServer } from "../../src/sample/sample-server.ts";
import { expect, test } from "./fixtures.ts";
import { setUp } from "./steps.ts";

/* Signing in on GitHub's own page: every state as the test's GitHub really brings it about. */

test.use({ environment: { ONRAMP_GITHUB_CLIENT_ID: "Iv1.sample" } });

const POLL = "/login/oauth/access_token";

/** Asks for a code by keyboard alone. */
async function getCode(page: Page, server: SampleServer): Promise<void> {
  await page.getByRole("button", { name: "Connect GitHub" }).press("Enter");
  await expect(page.getByRole("button", { name: "Get a code" })).toBeFocused();
  await page.getByLabel("Host").fill(server.apiUrl);
  await page.keyboard.press("Enter");
}

const code = (page: Page): Locator => page.getByRole("status", { name: "Code" });

test("a person reads the code, copies it, opens GitHub, authorizes, and is connected", async ({
  page,
  server,
  takeScreenshot,
}) => {
  const hold = await setUp(server, { type: "hold", match: { route: "/login/device/code" } });
  await getCode(page, server);
  await expect(page.getByText("Asking GitHub for a code…")).toBeVisible();
  await takeScreenshot("connect-code-asking");
  await hold.takeBack();

  await expect(code(page)).toHaveText(/^[A-Z]{4}-[A-Z]{4}$/);
  await expect(page.getByRole("timer")).toHaveText(/^Expires in 14m \d+s$/);
  await expect(page.getByText("https://github.com/login/device")).toBeVisible();
  await expect(page.getByText("Onramp asks GitHub every 5s")).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy code" })).toBeFocused();
  await takeScreenshot("connect-code");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Copied" })).toBeFocused();
  const shown = await code(page).textContent();

  // A reopened window shows the same truth.
  await page.reload();
  await expect(code(page)).toHaveText(shown!);

  await server.control({ type: "device-flow", action: "approve" });
  const account = page.getByRole("list", { name: "Connected accounts" }).getByRole("listitem");
  await expect(account).toContainText("Signed in");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(code(page)).toBeHidden();
  const everything = await page.evaluate(
    () => document.documentElement.outerHTML + JSON.stringify({ ...localStorage }),
  );
  expect(everything).not.toContain(server.token);
});

test("GitHub's wish to be asked less often is told, and so is a network that fails; both pass", async ({
  page,
  server,
  takeScreenshot,
}) => {
  // GitHub's own intervals pass, the longer one too.
  test.slow();
  await getCode(page, server);
  await expect(code(page)).toBeVisible();
  await setUp(server, { type: "fault", fault: { kind: "reset" }, match: { route: POLL }, times: 1 });
  await expect(page.getByText("No answer from GitHub at the moment")).toBeVisible();
  await expect(page.getByText("network/reset")).toBeVisible();
  await takeScreenshot("connect-code-trouble");
  await server.control({ type: "device-flow", action: "slow-down" });
  await expect(page.getByText("GitHub asked to be asked less often: every 10s")).toBeVisible();
  await expect(page.getByText("No answer from GitHub at the moment")).toBeHidden();
  await takeScreenshot("connect-code-slowed-down");
  await server.control({ type: "device-flow", action: "approve" });
  await expect(page.getByText("Signed in", { exact: true })).toBeVisible({ timeout: 30_000 });
});

test("a declined request is told in words, and a new code is one key away", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await getCode(page, server);
  const first = await code(page).textContent();
  await server.control({ type: "device-flow", action: "deny" });
  await expect(page.getByRole("alert")).toContainText("Access was declined");
  await expect(page.getByRole("button", { name: "Get a new code" })).toBeFocused();
  await takeScreenshot("connect-code-declined");
  await page.keyboard.press("Enter");
  await expect(code(page)).toHaveText(/^[A-Z]{4}-[A-Z]{4}$/);
  await expect(code(page)).not.toHaveText(first!);
});

test("an expired code is told, and a token can be used instead", async ({ page, server, takeScreenshot }) => {
  await getCode(page, server);
  await expect(code(page)).toBeVisible();
  await server.control({ type: "device-flow", action: "expire" });
  await expect(page.getByRole("alert")).toContainText("The code has expired");
  await takeScreenshot("connect-code-expired");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Use a token instead" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Personal access token")).toBeFocused();
});

test("an app that does not allow it, and one that GitHub does not know, are told apart", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await server.control({ type: "device-flow", action: "disable" });
  await getCode(page, server);
  await expect(page.getByRole("alert")).toContainText("The app does not allow it");
  await takeScreenshot("connect-code-disabled");
  await server.control({ type: "reset" });
  const match = { route: "/login/device/code" };
  await setUp(server, { type: "fault", fault: { kind: "not-found" }, match, times: 1 });
  await page.getByRole("button", { name: "Get a new code" }).press("Enter");
  await expect(page.getByRole("alert")).toContainText("Unknown client id");
  await page.getByRole("button", { name: "Close" }).press("Enter");
  await expect(page.getByRole("alert")).toBeHidden();
});

test("cancelling goes back to where the person was, and GitHub is not asked any more", async ({
  page,
  server,
}) => {
  await getCode(page, server);
  await expect(code(page)).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(page.getByRole("button", { name: "Get a code" })).toBeFocused();
  await expect(page.getByLabel("Host")).toBeVisible();
  await server.control({ type: "device-flow", action: "approve" });
  await page.keyboard.press("Enter");
  await expect(code(page)).toBeVisible();
});
