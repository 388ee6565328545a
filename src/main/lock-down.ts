import type { App, Session } from "electron";
import { isAppPage } from "./app-scheme.ts";
import type { NoteRefusal } from "./refusals.ts";

/** The one permission the window has: to copy text when the person clicks "Copy". */
const ALLOWED_PERMISSION = "clipboard-sanitized-write";

/** Where a request of the window's could only lead out of the app; its own files come by a scheme of their own. */
const OUTSIDE_ADDRESSES = ["http://*/*", "https://*/*", "ws://*/*", "wss://*/*", "ftp://*/*", "file:///*"];

/** Keeps every window on the app's own page, whatever its scripts or a dropped link try. */
export function lockDownContents(app: App, noteRefusal: NoteRefusal): void {
  app.on("web-contents-created", (_event, contents) => {
    const stayOnPage = (event: { url: string; preventDefault(): void }): void => {
      if (isAppPage(event.url)) return;
      event.preventDefault();
      noteRefusal({ kind: "navigation", code: "security/refused", detail: event.url });
    };
    contents.on("will-navigate", stayOnPage);
    contents.on("will-redirect", stayOnPage);
    contents.on("will-attach-webview", (event, _preferences, { src = "" }) => {
      event.preventDefault();
      noteRefusal({ kind: "web-view", code: "security/refused", detail: src });
    });
    contents.setWindowOpenHandler(({ url }) => {
      noteRefusal({ kind: "new-window", code: "security/refused", detail: url });
      return { action: "deny" };
    });
  });
}

/** Denies camera, notifications, location and all the others. */
export function denyPermissions(session: Session, noteRefusal: NoteRefusal): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    const isGranted = permission === ALLOWED_PERMISSION;
    if (!isGranted) noteRefusal({ kind: "permission", code: "security/refused", detail: permission });
    answer(isGranted);
  });
  // Only asks whether a request would be granted; pages do so all the time.
  session.setPermissionCheckHandler((_contents, permission) => permission === ALLOWED_PERMISSION);
}

/** Stops what the page's security policy would let through if it had a hole: the window has no network. */
export function denyNetwork(session: Session, noteRefusal: NoteRefusal): void {
  session.webRequest.onBeforeRequest({ urls: OUTSIDE_ADDRESSES }, ({ url }, answer) => {
    noteRefusal({ kind: "request", code: "security/refused", detail: url });
    answer({ cancel: true });
  });
}

/** Saves nothing that the page hands out by itself: files go by way of main, where the person chooses their place. */
export function denyDownloads(session: Session, noteRefusal: NoteRefusal): void {
  session.on("will-download", (event, item) => {
    event.preventDefault();
    noteRefusal({ kind: "download", code: "security/refused", detail: item.getURL() });
  });
}
