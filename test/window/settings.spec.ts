import { connectTo, expect, test } from "./fixtures.ts";

test("settings are refused in words until they make sense, then kept", async ({ page, takeScreenshot }) => {
  await expect(page.getByRole("button", { name: "Connect GitHub" })).toBeVisible();
  await page.keyboard.press("Control+,");
  const dialog = page.getByRole("dialog", { name: "Settings" });
  const reserve = dialog.getByLabel("Left for your other tools");
  await expect(reserve).toHaveValue("10");
  await takeScreenshot("settings");

  await reserve.fill("95");
  await dialog.getByLabel("Stalled after").fill("");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toHaveText([
    "A whole number from 0 to 90, please.",
    "A whole number from 5 to 600, please.",
  ]);
  await expect(reserve).toBeFocused();
  await takeScreenshot("settings-refused");

  await reserve.fill("25");
  await dialog.getByLabel("Stalled after").fill("60");
  await expect(dialog.getByRole("alert")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();

  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await expect(reserve).toHaveValue("25");
  await expect(dialog.getByLabel("Stalled after")).toHaveValue("60");
  await reserve.fill("50");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.keyboard.press("Control+,");
  await expect(reserve).toHaveValue("25");
});

test("the accounts are named in the settings, which lead to where they are managed", async ({
  page,
  server,
}) => {
  await expect(page.getByRole("button", { name: "Connect GitHub" })).toBeVisible();
  await page.keyboard.press("Control+,");
  const dialog = page.getByRole("dialog", { name: "Settings" });
  await expect(dialog.getByText("None is connected.")).toBeVisible();
  await page.keyboard.press("Escape");
  await connectTo(page, server);
  await page.keyboard.press("Control+2");
  await page.keyboard.press("Control+,");
  const accounts = dialog.getByRole("list", { name: "Accounts" }).getByRole("listitem");
  await expect(accounts).toHaveText([/^\S+ on 127\.0\.0\.1:\d+Signed in$/]);
  await dialog.getByRole("button", { name: "Manage accounts…" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("heading", { level: 1, name: "Accounts" })).toBeFocused();
});

test("a theme that was chosen holds against the system's", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  const background = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await page.getByRole("button", { name: "Dark", exact: true }).click();
  await expect.poll(background).not.toBe(light);
  await page.reload();
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await expect(page.getByRole("button", { name: "Dark", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  expect(await background()).not.toBe(light);
});

test("a client id opens the way over GitHub's own page, at once and without a restart", async ({ page }) => {
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  await expect(page.getByText("enter the client id of an OAuth app in the settings")).toBeVisible();
  await page.keyboard.press("Control+,");
  const dialog = page.getByRole("dialog", { name: "Settings" });
  const clientId = dialog.getByLabel("Client id for signing in on GitHub’s page");
  await clientId.fill("not an id");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Letters, digits, dots");
  await expect(clientId).toBeFocused();
  await clientId.fill("Iv1.0123456789abcdef");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "On GitHub’s page" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Get a code" })).toBeVisible();
});
