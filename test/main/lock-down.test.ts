import { EventEmitter } from "node:events";
import type { App, Session } from "electron";
import { expect, test, vi } from "vitest";
import { APP_PAGE } from "../../src/main/app-scheme.ts";
import { denyDownloads, denyNetwork, denyPermissions, lockDownContents } from "../../src/main/lock-down.ts";
import type { Refusal } from "../../src/main/refusals.ts";

/** A page of the app, as far as navigation goes. */
class Contents extends EventEmitter {
  windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler;
  }
  /** Whether a navigation goes through. */
  goes(event: string, url: string): boolean {
    const preventDefault = vi.fn<() => void>();
    this.emit(event, { url, preventDefault }, {}, { src: url });
    return preventDefault.mock.calls.length === 0;
  }
}

function openContents(): { contents: Contents; refusals: Refusal[] } {
  const app = new EventEmitter();
  const refusals: Refusal[] = [];
  lockDownContents(app as unknown as App, (refusal) => refusals.push(refusal));
  const contents = new Contents();
  app.emit("web-contents-created", {}, contents);
  return { contents, refusals };
}

const refused = (kind: Refusal["kind"], detail: string): Refusal => ({
  kind,
  code: "security/refused",
  detail,
});

test.each(["will-navigate", "will-redirect"])("%s leads nowhere but to the app's own page", (event) => {
  const { contents, refusals } = openContents();
  expect(contents.goes(event, APP_PAGE)).toBe(true);
  expect(contents.goes(event, `${APP_PAGE}#log`)).toBe(true);
  const elsewhere = ["https://github.com/", "file:///etc/passwd", "app://onramp/assets/app.js"];
  expect(elsewhere.filter((url) => contents.goes(event, url))).toEqual([]);
  expect(refusals).toEqual(elsewhere.map((url) => refused("navigation", url)));
});

test("a page opens no window and holds no web view", () => {
  const { contents, refusals } = openContents();
  expect(contents.windowOpenHandler?.({ url: "https://github.com/" })).toEqual({ action: "deny" });
  expect(contents.goes("will-attach-webview", APP_PAGE)).toBe(false);
  expect(refusals).toEqual([refused("new-window", "https://github.com/"), refused("web-view", APP_PAGE)]);
});

test("every permission but copying text is denied", () => {
  const requests = vi.fn<Session["setPermissionRequestHandler"]>();
  const checks = vi.fn<Session["setPermissionCheckHandler"]>();
  const refusals: Refusal[] = [];
  const session = { setPermissionRequestHandler: requests, setPermissionCheckHandler: checks };
  denyPermissions(session as unknown as Session, (refusal) => refusals.push(refusal));
  const request = requests.mock.calls[0]![0] as unknown as (
    contents: null,
    permission: string,
    answer: (granted: boolean) => void,
  ) => void;
  const check = checks.mock.calls[0]![0] as unknown as (contents: null, permission: string) => boolean;
  for (const [permission, isGranted] of [
    ["media", false],
    ["notifications", false],
    ["clipboard-read", false],
    ["clipboard-sanitized-write", true],
  ] as const) {
    const answer = vi.fn<(granted: boolean) => void>();
    request(null, permission, answer);
    expect(answer).toHaveBeenCalledExactlyOnceWith(isGranted);
    expect(check(null, permission)).toBe(isGranted);
  }
  expect(refusals).toEqual(
    ["media", "notifications", "clipboard-read"].map((permission) => refused("permission", permission)),
  );
});

test("a request to anywhere but the app's own files is stopped before it leaves", () => {
  const onBeforeRequest = vi.fn<Session["webRequest"]["onBeforeRequest"]>();
  const refusals: Refusal[] = [];
  denyNetwork({ webRequest: { onBeforeRequest } } as unknown as Session, (refusal) => refusals.push(refusal));
  const [filter, listener] = onBeforeRequest.mock.calls[0] as unknown as [
    { urls: string[] },
    (details: { url: string }, answer: (response: object) => void) => void,
  ];
  expect(filter.urls).toEqual(
    expect.arrayContaining(["http://*/*", "https://*/*", "wss://*/*", "file:///*"]),
  );
  const answer = vi.fn<(response: object) => void>();
  listener({ url: "https://evil.example/" }, answer);
  expect(answer).toHaveBeenCalledExactlyOnceWith({ cancel: true });
  expect(refusals).toEqual([refused("request", "https://evil.example/")]);
});

test("a file that the page hands out by itself is not saved", () => {
  const session = new EventEmitter();
  const refusals: Refusal[] = [];
  denyDownloads(session as unknown as Session, (refusal) => refusals.push(refusal));
  const preventDefault = vi.fn<() => void>();
  session.emit("will-download", { preventDefault }, { getURL: () => "blob:app://onramp/1" });
  expect(preventDefault).toHaveBeenCalledOnce();
  expect(refusals).toEqual([refused("download", "blob:app://onramp/1")]);
});
