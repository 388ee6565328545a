import { closeSync, openSync, readdirSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./fixtures.ts";
import { launchApp } from "./launch-app.ts";
import { expectRunState, openChoose, SMALL_ORGANIZATION, startSync } from "./steps.ts";

test.use({ serverOptions: SMALL_ORGANIZATION });

test("after a damaged database the window says what was saved and where the damaged file is, until that is dismissed", async ({
  app,
  page,
  server,
}) => {
  await openChoose(page, server);
  await startSync(page);
  await expectRunState(page, "Complete and verified");
  await app.quit();
  overwriteHeader(join(app.dataDirectory, "onramp.db"));

  const again = await launchApp(app.dataDirectory);
  const notices = again.page.getByRole("complementary", { name: "Notices" });
  await expect(notices).toContainText("The database was damaged and has been recovered");
  await expect(notices).toContainText(
    /Saved: 1 account, 46 repositories, 1,200 pull requests, [\d,]+ reviews\./,
  );
  const setAside = readdirSync(app.dataDirectory).find((name) => name.startsWith("damaged-"));
  await expect(notices).toContainText(join(app.dataDirectory, setAside!));
  await again.page.screenshot({ path: "screenshots/recovery.png", animations: "disabled" });

  await notices.getByRole("button", { name: "Dismiss the notice about the database" }).click();
  await expect(notices).toBeHidden();
  await again.page.reload();
  await expect(again.page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(notices).toBeHidden();
  await again.quit();
});

/** SQLite knows a database by its first 16 bytes; without its header of 100 bytes a file is none. */
function overwriteHeader(path: string): void {
  const file = openSync(path, "r+");
  writeSync(file, new Uint8Array(100), 0, 100, 0);
  closeSync(file);
}
