import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { Page } from "playwright/test";
import { expect, test } from "./fixtures.ts";
import { isOnElectron, launchApp, makeFolder, runToEnd } from "./launch-app.ts";

test("the page has a bridge of two functions, and nothing of Node", async ({ page }) => {
  const found = await page.evaluate(() => {
    const { onramp, require, process } = globalThis as unknown as Record<string, object | undefined>;
    return { bridge: Object.keys(onramp!), require: typeof require, process: typeof process };
  });
  expect(found).toEqual({ bridge: ["call", "subscribe"], require: "undefined", process: "undefined" });
});

test("the page cannot leave the app, open a window, or reach the network", async ({ page }) => {
  const address = withoutHash(page.url());
  await page.evaluate(() => {
    window.open("https://github.com/");
    location.href = "https://github.com/";
  });
  const reached = await page.evaluate(() =>
    fetch("https://api.github.com/").then(
      () => "reached",
      () => "refused",
    ),
  );
  expect(reached).toBe("refused");
  expect(withoutHash(page.url())).toBe(address);
  // Chromium makes a window before it asks; the stand-in takes it away at once, empty.
  await expect.poll(() => page.context().pages().length).toBe(1);
});

test("a script that is not a file of the app does not run", async ({ page }) => {
  const hasRun = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "globalThis.hasRun = true";
    document.body.append(script);
    return "hasRun" in globalThis;
  });
  expect(hasRun).toBe(false);
});

test("the app's own page breaks none of its rules", async ({ page }) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.reload();
  await expect(page.getByRole("button", { name: "Connect GitHub" })).toBeVisible();
  expect(complaints).toEqual([]);
});

test("a page that crashes comes back, while the app goes on", async ({ page, app }) => {
  test.skip(isOnElectron, "Playwright loses Electron's window when its page crashes");
  const cdp = await page.context().newCDPSession(page);
  const [again] = await Promise.all([
    app.pageAfterCrash(),
    cdp.send("Page.crash").catch(() => "the one who asked has crashed"),
  ]);
  await expect(again.getByRole("button", { name: "Connect GitHub" })).toBeVisible();
});

test("a second start on the same data ends, and says where the window is", async ({ app }) => {
  const second = await runToEnd(app.dataDirectory);
  expect(second.output).toContain(`Onramp is already open on ${app.dataDirectory}`);
  expect(second.exitCode).toBe(0);
});

test("the window opens again where it was, and as large", async ({ dataDirectory }) => {
  const place = { left: 12, top: 8, width: 744, height: 544 };
  const first = await launchApp(dataDirectory);
  await expect(first.page.getByRole("heading", { level: 1 })).toBeVisible();
  await moveWindow(first.page, place);
  // The system tells the app of it afterwards.
  const kept = { x: place.left, y: place.top, width: place.width, height: place.height };
  await expect.poll(() => boundsIn(join(dataDirectory, "window.json"))).toEqual(kept);
  await first.page.close();
  await expect.poll(() => first.process.exitCode, { timeout: 15_000 }).toBe(0);

  const again = await launchApp(dataDirectory);
  await expect(again.page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect.poll(() => placeOf(again.page)).toMatchObject(place);
  await again.quit();
});

test("a database of a newer Onramp keeps the app from starting, and is left alone", async () => {
  test.skip(isOnElectron, "Electron's dialog waits for a click");
  const data = makeFolder();
  const database = new Database(join(data.path, "onramp.db"));
  database.pragma(`application_id = ${0x4f4e5250}`);
  database.pragma("user_version = 1000000");
  database.exec("CREATE TABLE later (version INTEGER)");
  database.close();
  const before = readFileSync(join(data.path, "onramp.db"));

  const { exitCode, output } = await runToEnd(data.path);
  expect(exitCode).toBe(1);
  expect(output).toContain("This database needs a newer Onramp (store/newer-version)");
  expect(output).toContain("Update Onramp, or choose another data directory.");
  expect(output).not.toMatch(/^ +at /m);
  expect(readFileSync(join(data.path, "onramp.db"))).toEqual(before);
  data.remove();
});

test.describe("a token in the environment", () => {
  const TOKEN = "ghp_InTheEnvironment000000000000000000";
  test.use({ environment: { ONRAMP_TOKEN: TOKEN } });

  test("is not handed on to anything the app starts", async ({ app }) => {
    test.skip(process.platform !== "linux", "/proc shows what a process was given");
    test.skip(isOnElectron, "Electron starts processes before the app; npm start takes the token away first");
    const children = readdirSync("/proc").filter((pid) => parentOf(pid) === app.process.pid);
    expect(children.length).toBeGreaterThan(0);
    for (const pid of children) expect(readFileSync(`/proc/${pid}/environ`, "utf8")).not.toContain(TOKEN);
  });
});

async function placeOf(page: Page): Promise<object> {
  const cdp = await page.context().newCDPSession(page);
  return (await cdp.send("Browser.getWindowForTarget")).bounds;
}

/** Moves the window as its person would, and waits until the page has noticed. */
async function moveWindow(page: Page, bounds: { width: number } & Record<string, number>): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const { windowId } = await cdp.send("Browser.getWindowForTarget");
  await cdp.send("Browser.setWindowBounds", { windowId, bounds });
  await expect.poll(() => page.evaluate(() => outerWidth)).toBe(bounds.width);
}

/** The bounds that the app has remembered, if any. */
function boundsIn(file: string): unknown {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { bounds: unknown }).bounds : null;
}

/** The hash names the screen, which the page may change as it likes. */
function withoutHash(address: string): string {
  return address.split("#", 1)[0]!;
}

/** The parent of a process by its entry in `/proc`; undefined for what is no process, or none any more. */
function parentOf(pid: string): number | undefined {
  try {
    return Number(/^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return undefined;
  }
}
