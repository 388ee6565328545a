import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./fixtures.ts";
import { callBridge, openChoose, SMALL_ORGANIZATION, startSync } from "./steps.ts";

test.use({ serverOptions: SMALL_ORGANIZATION });

test("everything is forgotten while a sync runs, and the window begins as on the first day", async ({
  page,
  app,
  server,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  await startSync(page);
  await page.evaluate(() => localStorage.setItem("kept", "by the window"));
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await page.getByRole("button", { name: "Forget everything…" }).click();
  const question = page.getByRole("dialog", { name: "Forget everything?" });
  await expect(question.getByRole("row", { name: /^onramp\.db \d/ })).toBeVisible();
  const confirm = question.getByRole("button", { name: "Forget everything" });
  await expect(confirm).toBeDisabled();
  await question.getByRole("textbox").fill("forget it");
  await expect(confirm).toBeDisabled();
  await takeScreenshot("forget-question");

  await question.getByRole("textbox").fill("forget everything");
  await confirm.click();
  const answer = page.getByRole("dialog", { name: "Everything is forgotten" });
  await expect(answer.getByRole("row", { name: /^onramp\.db \d/ })).toBeVisible();
  await expect(answer.getByRole("row", { name: /^logs \d/ })).toBeVisible();
  await takeScreenshot("forget-answer");
  await answer.getByRole("button", { name: "Start anew" }).click();

  await expect(page.getByRole("button", { name: "Connect GitHub" })).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem("kept"))).toBeNull();
  const state = await callBridge(page, "app.getState", {});
  expect(state).toMatchObject({ ok: true, value: { accounts: [], organizations: [], run: null } });
  const files = readdirSync(app.dataDirectory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && existsSync(join(entry.parentPath, entry.name)))
    .filter((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1").includes("harborlight"));
  expect(files).toEqual([]);
});

test("by way of a keyboard mistake nothing is forgotten", async ({ page, server }) => {
  await openChoose(page, server);
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await page.getByRole("button", { name: "Forget everything…" }).click();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Forget everything?" }).getByRole("textbox").press("Enter");
  await page.keyboard.press("Escape");
  const state = await callBridge(page, "app.getState", {});
  expect(state).toMatchObject({ ok: true, value: { accounts: [{ isSignedIn: true }] } });
});
