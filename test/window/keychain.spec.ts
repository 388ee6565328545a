import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { lockKeyring, missingKeyring, startKeyring } from "../cli/keyring.ts";
import { findText } from "../journeys/support/find-text.ts";
import { expect, test } from "./fixtures.ts";
import { isOnElectron, launchApp, makeFolder } from "./launch-app.ts";
import { show } from "./steps.ts";

/* With a real keychain service of the test's own; the other tests of the window have none. */

const missing = missingKeyring();
const reason = missing ?? (isOnElectron ? "only the stand-in records what is opened outside" : null);

test("a sign-in with a code ends in the keychain, and the next start finds the token there", async ({
  server,
}) => {
  test.skip(reason !== null, reason ?? "");
  // Three starts of the app.
  test.slow();
  const cleanUps: (() => Promise<void>)[] = [];
  const folder = makeFolder();
  const outsideFile = join(folder.path, "outside.log");
  try {
    const environment = {
      ...(await startKeyring((cleanUp) => void cleanUps.push(cleanUp))),
      ONRAMP_GITHUB_CLIENT_ID: "Iv1.sample",
      ONRAMP_STAND_IN_LOG: outsideFile,
    };
    const app = await launchApp(join(folder.path, "data"), environment);
    cleanUps.unshift(() => app.quit());
    await app.page.getByRole("button", { name: "Connect GitHub" }).click();
    await app.page.getByLabel("Host").fill(server.apiUrl);
    await expect(app.page.getByRole("radio", { name: /keychain/ })).toBeChecked();
    await app.page.getByRole("button", { name: "Get a code" }).click();
    await app.page.getByRole("button", { name: "Open GitHub" }).click();
    const outside = (): string => (existsSync(outsideFile) ? readFileSync(outsideFile, "utf8") : "");
    await expect.poll(outside).toContain('"url":"https://github.com/login/device"');
    await server.control({ type: "device-flow", action: "approve" });
    const account = app.page.getByRole("list", { name: "Connected accounts" });
    await expect(account).toContainText("In the keychain");
    await app.quit();

    const again = await launchApp(join(folder.path, "data"), environment);
    cleanUps[0] = () => again.quit();
    await show(again.page, "Connect");
    const found = again.page.getByRole("list", { name: "Connected accounts" });
    await expect(found).toContainText("Signed in");

    // Signed out, it is not there any more.
    await found.getByRole("button", { name: "Sign out" }).click();
    await expect(found).toContainText("Sign-in needed");
    await again.quit();
    const last = await launchApp(join(folder.path, "data"), environment);
    cleanUps[0] = () => last.quit();
    await show(last.page, "Connect");
    await expect(last.page.getByRole("list", { name: "Connected accounts" })).toContainText("Sign-in needed");
  } finally {
    for (const cleanUp of cleanUps) await cleanUp();
    folder.remove();
  }
});

test("a keychain that refuses is named as such, and the token is kept for this session and in no file", async ({
  server,
}) => {
  test.skip(missing !== null, missing ?? "");
  const cleanUps: (() => Promise<void>)[] = [];
  const folder = makeFolder();
  try {
    const environment = await startKeyring((cleanUp) => void cleanUps.push(cleanUp), { refuses: true });
    const { page, output, quit } = await launchApp(folder.path, environment);
    cleanUps.unshift(quit);
    await page.getByRole("button", { name: "Connect GitHub" }).click();
    await expect(page.getByText("Keychain refused: for this session only")).toBeVisible();
    await expect(page.getByText("The keychain refused to give or keep the token.")).toBeVisible();
    await expect(page.getByText("It is never written to a file.")).toBeVisible();
    await expect(page.getByText("The session bus lets nothing of Onramp's through")).toBeVisible();
    await expect(page.getByRole("radio", { name: /keychain/ })).toHaveCount(0);

    await page.getByLabel("Host").fill(server.apiUrl);
    await page.getByLabel("Personal access token").fill(server.token);
    await expect(page.getByRole("region", { name: "Accepted by GitHub" })).toBeVisible();
    await page.getByRole("button", { name: "Connect GitHub" }).click();
    const account = page.getByRole("list", { name: "Connected accounts" });
    await expect(account).toContainText("For this session");
    await expect(account).toContainText("Signed in");
    expect(findText(folder.path, server.token, [output()])).toEqual([]);
  } finally {
    for (const cleanUp of cleanUps) await cleanUp();
    folder.remove();
  }
});

test("a keychain that stays locked says so and keeps nothing; for this session the token is kept all the same", async ({
  server,
}) => {
  test.skip(missing !== null, missing ?? "");
  const cleanUps: (() => Promise<void>)[] = [];
  const folder = makeFolder();
  try {
    const environment = await startKeyring((cleanUp) => void cleanUps.push(cleanUp));
    const { page, output, quit } = await launchApp(folder.path, environment);
    cleanUps.unshift(quit);
    await page.getByRole("button", { name: "Connect GitHub" }).click();
    await expect(page.getByRole("radio", { name: /keychain/ })).toBeChecked();
    lockKeyring(environment);
    await page.getByLabel("Host").fill(server.apiUrl);
    await page.getByLabel("Personal access token").fill(server.token);
    await expect(page.getByRole("region", { name: "Accepted by GitHub" })).toBeVisible();
    const connect = page.getByRole("button", { name: "Connect GitHub" });
    await connect.click();
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("keychain/locked");
    await expect(alert).toContainText(
      "Unlock the keychain and try again, or continue for this session only.",
    );
    await expect(page.getByRole("list", { name: "Connected accounts" })).toBeHidden();

    // The token is not asked for again.
    await page.getByRole("radio", { name: /this session/ }).click();
    await connect.click();
    await expect(page.getByRole("list", { name: "Connected accounts" })).toContainText("For this session");
    expect(findText(folder.path, server.token, [output()])).toEqual([]);
  } finally {
    for (const cleanUp of cleanUps) await cleanUp();
    folder.remove();
  }
});
