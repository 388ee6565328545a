import type { App, Session } from "electron";
import { isAppAddress } from "./app-scheme.ts";

/** The one permission the window has: to copy text when the person clicks "Copy". */
const ALLOWED_PERMISSION = "clipboard-sanitized-write";

/** Keeps every window on the app's own page, whatever its scripts or a dropped link try. */
export function lockDownContents(app: App): void {
  app.on("web-contents-created", (_event, contents) => {
    contents.on("will-navigate", (event) => {
      if (!isAppAddress(event.url)) event.preventDefault();
    });
    contents.on("will-redirect", (event) => {
      if (!isAppAddress(event.url)) event.preventDefault();
    });
    contents.on("will-attach-webview", (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
  });
}

/** Denies camera, notifications, location and all the others. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(permission === ALLOWED_PERMISSION),
  );
  session.setPermissionCheckHandler((_contents, permission) => permission === ALLOWED_PERMISSION);
}
