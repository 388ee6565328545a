import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listeningPortsOf } from "./processes.ts";
import { patiently, startFixture, type Fixture } from "./start-fixture.ts";

/*
 * What a running app and its page can and cannot do. One app serves all tests, which leave its page as it was.
 */

let app: Fixture;
let page: Page;
beforeAll(async () => {
  app = startFixture();
  page = await app.connect();
}, 20_000);
afterAll(() => app.stop());

/** Asks main from within the page, over the bridge. */
function invoke(channel: string, ...args: unknown[]): Promise<unknown> {
  return page.evaluate(
    ([channel, args]) =>
      (globalThis as unknown as { fixture: { invoke(...all: unknown[]): Promise<unknown> } }).fixture.invoke(
        channel,
        ...args,
      ),
    [channel, args] as const,
  );
}

const heard = (event: string): unknown[] => app.events.filter((entry) => entry.event === event);
const refused = (name: string): unknown[] =>
  app
    .outside()
    .filter((entry) => entry.event === "refused" && entry["name"] === name)
    .map((entry) => entry["detail"]);

/** Counted by Chromium itself: Playwright does not know a window that has loaded nothing. */
async function windowsInChromium(): Promise<number> {
  const response = await fetch(`${app.endpoint()}/json/list`);
  const targets = (await response.json()) as { type: string }[];
  return targets.filter(({ type }) => type === "page").length;
}

test("all kinds of values go to main and back", async () => {
  const result = await page.evaluate(`(async () => {
    const sent = {
      text: "ž", none: null, nothing: undefined, big: 2n ** 70n, nan: NaN, when: new Date(5),
      map: new Map([["k", new Set([1])]]), bytes: new Uint8Array([1, 255]), error: new RangeError("far"),
    };
    const { map, bytes, ...rest } = await fixture.invoke("echo", sent);
    return { ...rest, hasNothing: "nothing" in rest, set: [...map.get("k")], bytes: [...bytes] };
  })()`);
  expect(result).toMatchObject({
    text: "ž",
    none: null,
    hasNothing: true,
    big: 2n ** 70n,
    nan: NaN,
    when: new Date(5),
    set: [1],
    bytes: [1, 255],
    error: { name: "RangeError", message: "far" },
  });
});

test("many calls at once each get their own answer", async () => {
  const answers = await page.evaluate(
    `Promise.all(Array.from({ length: 200 }, (_, index) => fixture.invoke("echo", index)))`,
  );
  expect(answers).toEqual(Array.from({ length: 200 }, (_, index) => index));
});

test("main sees who asked, by the app's own address", async () => {
  expect(await invoke("who")).toEqual({ url: "app://fixture/index.html", isWindow: true });
});

test.each([
  ["fail", "Error invoking remote method 'fail': RangeError: too far"],
  ["nobody", "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'"],
  ["unclonable", "Error invoking remote method 'unclonable': Error: An object could not be cloned."],
])("a call of '%s' fails in Electron's words", async (channel, message) => {
  await expect(invoke(channel)).rejects.toThrow(message);
});

test("a value that cannot be cloned is refused before it is sent", async () => {
  await expect(page.evaluate(`fixture.invoke("echo", window)`)).rejects.toThrow("could not be cloned");
});

test("events pushed by main arrive in order, until the page stops listening", async () => {
  await page.evaluate(`
    globalThis.got = [];
    globalThis.stop = fixture.subscribe("tick", (value) => got.push(value));
    0`);
  await invoke("push", "tick", [1, { deep: [undefined] }, "three"]);
  await expect.poll(() => page.evaluate("got"), patiently).toEqual([1, { deep: [undefined] }, "three"]);

  await page.evaluate("stop()");
  await invoke("push", "tick", [4]);
  await invoke("echo", "by now it would have come");
  expect(await page.evaluate("got.length")).toBe(3);
});

test("a message without an answer reaches main", async () => {
  await page.evaluate(`fixture.send("note", "hello")`);
  await expect.poll(() => heard("note"), patiently).toEqual([{ event: "note", text: "hello" }]);
});

test("the page gets what the preload script exposes, frozen, and nothing else", async () => {
  const seen = await page.evaluate(`({
    node: [typeof require, typeof process, typeof module],
    traces: Object.getOwnPropertyNames(globalThis).filter((name) => /playwright|__pw|^b[0-9a-f]{8}-/.test(name)),
    bridge: Object.keys(fixture),
    frozen: Object.isFrozen(fixture) && !Object.getOwnPropertyDescriptor(globalThis, "fixture").writable,
  })`);
  expect(seen).toEqual({
    node: ["undefined", "undefined", "undefined"],
    traces: [],
    bridge: ["invoke", "send", "subscribe"],
    frozen: true,
  });
});

test.each([
  ["an empty frame", ""],
  ["a frame of the app's own", "frame.src = '/frame.html'"],
  ["a frame with its own text", "frame.srcdoc = '<p>hi'"],
])("%s gets neither the bridge nor the way to main", async (_, setUp) => {
  const seen = await page.evaluate(`(async () => {
    const frame = document.createElement("iframe");
    const find = () => Object.getOwnPropertyNames(frame.contentWindow).filter((name) => /^fixture$|^[br][0-9a-f]{8}-/.test(name));
    ${setUp};
    const loaded = new Promise((resolve) => (frame.onload = resolve));
    document.body.append(frame);
    const atOnce = find();
    await loaded;
    const later = find();
    frame.remove();
    return [...atOnce, ...later];
  })()`);
  expect(seen).toEqual([]);
});

test("the app's files come with their headers, and what it does not serve is refused", async () => {
  const answers = await page.evaluate(`(async () => {
    const own = await fetch("/other.html");
    const none = await fetch("/nothing.png");
    const foreign = await fetch("https://api.github.com/", { mode: "no-cors" }).catch(String);
    return [own.status, own.headers.get("x-fixture"), none.status, foreign];
  })()`);
  expect(answers).toEqual([200, "yes", 404, "TypeError: Failed to fetch"]);
  expect(refused("request")).toEqual(["GET https://api.github.com/"]);
});

test("the only open port is the one that the test asked for, and no page can connect to it", async () => {
  const { port } = new URL(app.endpoint());
  expect(listeningPortsOf([app.pid, ...app.chromiumProcesses()])).toEqual([Number(port)]);
  const outcome = await page.evaluate(`new Promise((resolve) => {
    const socket = new WebSocket("ws://127.0.0.1:${port}/");
    socket.onopen = () => resolve("open");
    socket.onerror = () => resolve("refused");
  })`);
  expect(outcome).toBe("refused");
});

test("a navigation to anywhere but the app is denied, after the app has heard of it", async () => {
  await page.evaluate(`location.href = "https://evil.example/"; 0`);
  await expect.poll(() => refused("navigation"), patiently).toContain("https://evil.example/");
  // What the app tells comes by another way than what is noted outside of it.
  await expect
    .poll(() => heard("will-navigate"), patiently)
    .toContainEqual({ event: "will-navigate", url: "https://evil.example/" });
  expect(page.url()).toMatch(/index\.html$/);
});

test("the app can deny a navigation within itself", async () => {
  await page.evaluate(`location.href = "/forbidden.html"; 0`);
  await expect.poll(() => refused("navigation"), patiently).toContain("app://fixture/forbidden.html");
  expect(page.url()).toMatch(/index\.html$/);
});

test.each([
  ["a script", (url: string) => `window.open("${url}")`],
  ["a script that gives it no opener", (url: string) => `window.open("${url}", "", "noopener")`],
  [
    "a link",
    (url: string) =>
      `Object.assign(document.createElement("a"), { href: "${url}", target: "_blank" }).click()`,
  ],
])("a new window that %s wants is denied; its handler may open the address outside", async (who, open) => {
  const url = `https://github.com/${encodeURIComponent(who)}`;
  await page.evaluate(`${open(url)}; 0`);
  await expect.poll(() => refused("window"), patiently).toContain(url);
  await expect.poll(() => app.outside(), patiently).toContainEqual({ event: "open-external", url });
  await expect.poll(windowsInChromium, patiently).toBe(1);
});

test("a window with another page of the app is denied too, and nothing is opened outside", async () => {
  await page.evaluate(`window.open("/popup.html"); 0`);
  await expect.poll(() => refused("window"), patiently).toContain("app://fixture/popup.html");
  expect(app.outside()).not.toContainEqual({ event: "open-external", url: "app://fixture/popup.html" });
  await expect.poll(windowsInChromium, patiently).toBe(1);
});

test("what the stand-in does not have says so by its name", async () => {
  expect(await invoke("missing")).toEqual([
    expect.stringContaining("net.fetch is not part of the Electron stand-in"),
    expect.stringContaining("App.relaunch is not part of the Electron stand-in"),
    expect.stringContaining("BrowserWindow.setKiosk is not part of the Electron stand-in"),
  ]);
});

test("an address that nothing serves does not load, and says so", async () => {
  expect(await invoke("load", "https://github.com/")).toContain("ERR_UNKNOWN_URL_SCHEME");
  expect(page.url()).toMatch(/index\.html$/);
});

test("the keys of a menu item work in the page", async () => {
  await page.keyboard.press("Control+Shift+G");
  await expect.poll(() => heard("greeted"), patiently).toEqual([{ event: "greeted", from: 1 }]);
});

test("main can put text on the clipboard", async () => {
  await invoke("copy", "a “copied” text");
  await page.focus("textarea");
  await page.keyboard.press("Control+V");
  expect(await page.inputValue("textarea")).toBe("a “copied” text");
});

test("the window's bounds are Chromium's", async () => {
  const bounds = { x: 20, y: 30, width: 640, height: 480 };
  await invoke("bounds", bounds);
  await expect.poll(() => page.evaluate("[outerWidth, outerHeight]"), patiently).toEqual([640, 480]);
  expect(await invoke("bounds")).toEqual(bounds);
});

test("a reloaded page has the bridge again, and answers for the old one do not reach it", async () => {
  await page.evaluate(`fixture.invoke("echo", 1); location.reload(); 0`);
  await page.waitForLoadState();
  await vi.waitFor(async () => expect(await invoke("echo", "again")).toBe("again"), patiently);
});
