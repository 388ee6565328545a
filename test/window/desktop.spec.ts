import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "./fixtures.ts";
import { isOnElectron, launchApp, makeFolder, runToEnd } from "./launch-app.ts";
import { test } from "./outside.ts";
import {
  callBridge,
  expectRunState,
  openChoose,
  setUp,
  show,
  SMALL_ORGANIZATION,
  startSync,
} from "./steps.ts";

test.use({ serverOptions: SMALL_ORGANIZATION });
test.skip(isOnElectron, "nobody clicks a notification or a tray of the real desktop");

const READING = { type: "hold", match: { operation: "PullRequestPage" } } as const;

test("a sync outlives its window; its end is told, and a click on that opens the sync", async ({
  app,
  page,
  server,
  outside,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  const hold = await setUp(server, READING);
  await startSync(page);
  await show(page, "Insights");
  await takeScreenshot("before-closing");
  await page.close();
  await outside.expectLast("notification", { title: "The sync goes on without the window" });

  // Whoever starts Onramp again sees the window, and what it was at.
  const toldBefore = outside.records("progress").length;
  const [reopened, second] = await Promise.all([app.pageAfterCrash(), runToEnd(app.dataDirectory)]);
  expect(second.exitCode).toBe(0);
  await expect(reopened.getByRole("heading", { level: 1, name: "Sync of harborlight" })).toBeVisible();
  expect(outside.records("progress").length).toBeGreaterThan(toldBefore);
  await reopened.close();

  await hold.takeBack();
  await outside.expectLast("notification", { title: "harborlight is complete and verified" });
  const [again] = await Promise.all([
    app.pageAfterCrash(),
    outside.act({ do: "click-notification", title: "harborlight is complete and verified" }),
  ]);
  await expectRunState(again, "Complete and verified");
  expect(again.url()).toContain("#/sync?organization=");

  // Now nothing runs: closing the window is the end.
  await again.close();
  await expect.poll(() => app.process.exitCode, { timeout: 15_000 }).toBe(0);
});

test("a second start brings the window to the front", async ({ app, page, outside }) => {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await outside.act({ do: "look", at: "elsewhere" });
  expect(outside.records("window-focus")).toEqual([]);
  expect((await runToEnd(app.dataDirectory)).exitCode).toBe(0);
  await expect.poll(() => outside.records("window-focus").length).toBe(1);
});

test("the tray is off until it is wanted; then it shows, pauses and resumes the sync, and quits", async ({
  app,
  page,
  server,
  outside,
}) => {
  await openChoose(page, server);
  expect(outside.records("tray")).toEqual([]);
  await page.keyboard.press("Control+,");
  const settings = page.getByRole("dialog", { name: "Settings" });
  await settings.getByLabel("Icon beside the clock").check();
  await settings.getByRole("button", { name: "Save" }).click();
  await outside.expectLast("tray", { items: ["(Nothing is synced yet)", "Open Onramp", "Quit Onramp"] });

  const hold = await setUp(server, READING);
  await startSync(page);
  await outside.expectLast("tray", {
    items: [expect.stringMatching(/^\(harborlight: /), "Open Onramp", "Pause sync", "Quit Onramp"],
  });
  await outside.act({ do: "choose-in-tray", label: "Pause sync" });
  await expectRunState(page, "Paused");
  await outside.expectLast("progress", { mode: "paused" });
  await hold.takeBack();
  await outside.act({ do: "choose-in-tray", label: "Resume sync" });
  await expectRunState(page, "Complete and verified");
  await outside.expectLast("tray", {
    items: ["(harborlight: complete and verified)", "Open Onramp", "Quit Onramp"],
  });
  await outside.expectLast("progress", { value: -1, mode: "none" });

  await outside.act({ do: "choose-in-tray", label: "Quit Onramp" });
  await expect.poll(() => app.process.exitCode, { timeout: 15_000 }).toBe(0);
});

test("a sync waits, and says so, while the computer sleeps and while it saves its battery", async ({
  page,
  server,
  outside,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  const hold = await setUp(server, READING);
  await startSync(page);
  await outside.act({ do: "power", event: "suspend" });
  await expectRunState(page, "This computer goes to sleep");
  await hold.takeBack();
  await callBridge(page, "settings.set", { pausesOnBattery: true });
  await outside.act({ do: "power", event: "on-battery" });
  await outside.act({ do: "power", event: "resume" });
  await expectRunState(page, "Waiting for mains power");
  await takeScreenshot("on-battery");
  await outside.act({ do: "power", event: "on-ac" });
  await expectRunState(page, "Complete and verified");
});

test("links show a synced repository, the sign-in, or why they lead nowhere; a second start brings them", async ({
  app,
  page,
  server,
  outside,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  await startSync(page);
  await expectRunState(page, "Complete and verified");

  await outside.act({ do: "open-url", url: "onramp://repo/HarborLight/berth-planner" });
  await expect(page.getByRole("heading", { level: 1, name: "Insights" })).toBeVisible();
  await expect(page).toHaveURL(/#\/insights\?.*name=harborlight%2Fberth-planner/);
  await takeScreenshot("deep-link");

  const second = await runToEnd(app.dataDirectory, ["onramp://sign-in"]);
  expect(second.exitCode).toBe(0);
  await expect(page).toHaveURL(/#\/connect$/);

  await outside.act({ do: "open-url", url: "onramp://repo/somebody/else" });
  await outside.expectLast("message-box", { message: "somebody/else is not known here" });
  await outside.act({ do: "open-url", url: "onramp://repo/../../etc/passwd" });
  await outside.act({ do: "open-url", url: "onramp://sign-in/evil.example" });
  await expect(page).toHaveURL(/#\/connect$/);
  await expect(page.getByText("evil.example")).toHaveCount(0);

  await app.quit();
  const link = "onramp://repo/harborlight/ais-decoder";
  const started = await launchApp(app.dataDirectory, outside.environment, [link]);
  await expect(started.page).toHaveURL(/#\/insights\?.*name=harborlight%2Fais-decoder/);
  await started.quit();
});

test("a killed Onramp says at the next start that it ended unexpectedly, and what it did last; a quit one says nothing", async ({
  server,
}) => {
  const data = makeFolder();
  const killed = await launchApp(data.path);
  await openChoose(killed.page, server);
  await startSync(killed.page);
  await expectRunState(killed.page, "Complete and verified");
  killed.process.kill("SIGKILL");
  await expect.poll(() => killed.process.signalCode).toBe("SIGKILL");

  const again = await launchApp(data.path);
  const notices = again.page.getByRole("complementary", { name: "Notices" });
  await expect(notices).toContainText("Onramp ended unexpectedly, about ");
  await expect(notices).toContainText("Everything that was stored is kept");
  // Which ones they are, a kill decides: the newest fifth of a second may be lost.
  const last = notices.getByRole("list", { name: "The last entries of its log" }).getByRole("listitem");
  await expect(last).toHaveCount(3);
  await expect(last.last()).toHaveText(/^\d\d:\d\d:\d\d\.\d{3} \S/);
  await again.page.screenshot({ path: "screenshots/unexpected-end.png", animations: "disabled" });
  await notices.getByRole("button", { name: "Show log" }).click();
  await expect(again.page.getByRole("heading", { level: 1, name: "Log" })).toBeVisible();
  await expect(again.page.getByText("Onramp did not end as it should the last time").first()).toBeVisible();
  await expect(again.page).toHaveURL(/#\/log\?place=\d+&at=\d+/);
  await again.page.screenshot({ path: "screenshots/unexpected-end-log.png", animations: "disabled" });
  await again.quit();

  const third = await launchApp(data.path);
  await expect(third.page.getByRole("navigation")).toBeVisible();
  await expect(third.page.getByRole("complementary", { name: "Notices" })).toHaveCount(0);
  await third.quit();
  data.remove();
});

test("every file of the data directory is the person's alone", async ({ app, page, server }) => {
  test.skip(process.platform === "win32", "Windows has no such modes");
  await openChoose(page, server);
  await startSync(page);
  await expectRunState(page, "Complete and verified");
  await show(page, "Log");
  await expect(page.getByRole("heading", { level: 1, name: "Log" })).toBeVisible();
  const { dataDirectory } = app;
  await page.close();
  await expect.poll(() => app.process.exitCode, { timeout: 15_000 }).toBe(0);
  const names = readdirSync(dataDirectory, { recursive: true, encoding: "utf8" });
  expect(names).toEqual(expect.arrayContaining(["onramp.db", "window.json", join("logs", "log.db")]));
  expect(names.filter((name) => (statSync(join(dataDirectory, name)).mode & 0o077) !== 0)).toEqual([]);
});

test("when to sync again and what to do without a window is set in words, kept, and shown beside the sync", async ({
  app,
  page,
  server,
  outside,
}) => {
  await openChoose(page, server);
  await page.keyboard.press("Control+,");
  const settings = page.getByRole("dialog", { name: "Settings" });
  await settings.getByRole("combobox", { name: "Sync again" }).click();
  await page.getByRole("option", { name: "Every 4 hours" }).click();
  await settings.getByLabel("Notifications").uncheck();
  await settings.getByRole("button", { name: "Open folder" }).click();
  await outside.expectLast("open-path", { path: app.dataDirectory });
  await settings.getByRole("button", { name: "Save" }).click();
  await expect(settings).toBeHidden();

  await startSync(page);
  await expectRunState(page, "Complete and verified");
  await expect(page.getByText(/^Next sync: \S/)).toBeVisible();
  await page.keyboard.press("Control+,");
  await expect(settings.getByRole("combobox", { name: "Sync again" })).toHaveText("Every 4 hours");
  await expect(settings.getByText(/^Next: harborlight, \S/)).toBeVisible();
  await expect(settings.getByLabel("Notifications")).not.toBeChecked();
  await expect(settings.getByLabel("Go on when the window is closed")).toBeChecked();
});
