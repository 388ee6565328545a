import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterEach, expect, test } from "vitest";
import { killIfThere, listeningPortsOf } from "./processes.ts";
import { patiently, startFixture, type Fixture } from "./start-fixture.ts";

/*
 * How an app starts and ends, and what is left of it.
 */

const running: Fixture[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((app) => app.stop()));
});

function start(env: Record<string, string> = {}): Fixture {
  const app = startFixture(env);
  running.push(app);
  return app;
}

const namesOf = (app: Fixture): string[] => app.events.map(({ event }) => event);
const profilesOf = ({ pid }: Fixture): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`stand-in-profile-${pid}-`));

/** Waits until nothing of the app's Chromium is left. */
async function expectNoChromium(app: Fixture): Promise<void> {
  await expect.poll(() => app.chromiumProcesses(), patiently).toEqual([]);
}

test("closing the window quits the app, Chromium and its profile", async () => {
  const app = start();
  const page = await app.connect();
  expect(app.chromiumProcesses()).not.toEqual([]);

  await page.close();
  expect(await app.ended).toBe(0);
  expect(namesOf(app).slice(2)).toEqual(["close", "closed", "window-all-closed", "before-quit", "will-quit"]);
  await expectNoChromium(app);
  expect(profilesOf(app)).toEqual([]);
});

test.each(["SIGINT", "SIGTERM"] as const)("%s quits the app as a person would", async (signal) => {
  const app = start();
  await app.connect();
  process.kill(app.pid, signal);
  expect(await app.ended).toBe(0);
  expect(namesOf(app).slice(2)).toEqual(["before-quit", "close", "closed", "will-quit"]);
  await expectNoChromium(app);
  expect(profilesOf(app)).toEqual([]);
});

test("Chromium ends with Node, however Node ends; the next start takes over what is left", async () => {
  const app = start();
  await app.connect();
  process.kill(app.pid, "SIGKILL");
  expect(await app.ended).toBe("SIGKILL");
  await expectNoChromium(app);

  const next = app.startAgain();
  running.push(next);
  await next.connect();
  expect(namesOf(next), "the lock was free").toContain("loaded");
  expect(profilesOf(app)).toEqual([]);
});

test("an app whose Chromium is killed hears that its page is gone, and ends", async () => {
  const app = start();
  await app.connect();
  for (const pid of app.chromiumProcesses()) killIfThere(pid);
  expect(await app.ended).toBe(0);
  expect(app.events).toContainEqual({ event: "render-process-gone", reason: "killed" });
  expect(namesOf(app).slice(-4)).toEqual(["closed", "window-all-closed", "before-quit", "will-quit"]);
  expect(app.errors()).toContain("Chromium has ended.");
});

test("an app can load its page again, after the page has crashed and after Chromium was killed", async () => {
  const app = start({ FIXTURE_RELOADS: "1" });
  const timesLoaded = (): number => namesOf(app).filter((name) => name === "loaded").length;
  const cdp = await app.connect().then((page) => page.context().newCDPSession(page));
  await cdp.send("Page.crash").catch(() => "the page that was asked has crashed");
  await expect.poll(timesLoaded, patiently).toBe(2);

  for (const pid of app.chromiumProcesses()) killIfThere(pid);
  await expect.poll(timesLoaded, patiently).toBe(3);
  const reasons = app.events.filter(({ event }) => event === "render-process-gone");
  expect(reasons.map(({ reason }) => reason)).toEqual(["crashed", "killed"]);
  const page = await app.connect();
  expect(await page.evaluate(`fixture.invoke("echo", "here again")`)).toBe("here again");
});

test("a second start tells the first one and ends, without a window", async () => {
  const first = start();
  await first.connect();
  const second = first.startAgain();
  expect(await second.ended).toBe(0);
  expect(namesOf(second)).toEqual(["second"]);
  await expect
    .poll(() => first.events.at(-1), patiently)
    .toMatchObject({ event: "second-instance", workingDirectory: process.cwd(), data: { from: second.pid } });
});

test("the menu's Quit key quits", async () => {
  const app = start();
  const page = await app.connect();
  await page.keyboard.press("Control+Q").catch(() => "the page closes while the key is up");
  expect(await app.ended).toBe(0);
});

test("without a browser the app says so and ends", async () => {
  const app = start({ ONRAMP_BROWSER: "/nowhere/chromium" });
  expect(await app.ended).toBe(1);
  expect(app.errors()).toContain("No browser of the Chromium family is installed.");
});

test("no port is opened unless a test asks for one", async () => {
  const app = start({ ONRAMP_STAND_IN_CDP_FILE: "" });
  await expect.poll(() => namesOf(app), patiently).toContain("loaded");
  expect(listeningPortsOf([app.pid, ...app.chromiumProcesses()])).toEqual([]);
});
