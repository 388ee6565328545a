import { EventEmitter } from "node:events";
import type { App, Session } from "electron";
import { expect, test, vi } from "vitest";
import { APP_PAGE } from "../../src/main/app-scheme.ts";
import { denyPermissions, lockDownContents } from "../../src/main/lock-down.ts";

/** A page of the app, as far as navigation goes. */
class Contents extends EventEmitter {
  windowOpenHandler: (() => { action: string }) | null = null;
  setWindowOpenHandler(handler: () => { action: string }): void {
    this.windowOpenHandler = handler;
  }
  /** Whether a navigation goes through. */
  goes(event: string, url: string): boolean {
    const preventDefault = vi.fn<() => void>();
    this.emit(event, { url, preventDefault });
    return preventDefault.mock.calls.length === 0;
  }
}

function openContents(): Contents {
  const app = new EventEmitter();
  lockDownContents(app as unknown as App);
  const contents = new Contents();
  app.emit("web-contents-created", {}, contents);
  return contents;
}

test.each(["will-navigate", "will-redirect"])("%s leads nowhere but to the app's own page", (event) => {
  const contents = openContents();
  expect(contents.goes(event, APP_PAGE)).toBe(true);
  expect(contents.goes(event, "https://github.com/")).toBe(false);
  expect(contents.goes(event, "file:///etc/passwd")).toBe(false);
});

test("a page opens no window and holds no web view", () => {
  const contents = openContents();
  expect(contents.windowOpenHandler?.()).toEqual({ action: "deny" });
  expect(contents.goes("will-attach-webview", APP_PAGE)).toBe(false);
});

test("every permission but copying text is denied", () => {
  const requests = vi.fn<Session["setPermissionRequestHandler"]>();
  const checks = vi.fn<Session["setPermissionCheckHandler"]>();
  denyPermissions({
    setPermissionRequestHandler: requests,
    setPermissionCheckHandler: checks,
  } as unknown as Session);
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
});
