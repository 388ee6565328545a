import type { App, Dialog } from "electron";
import type { Core } from "../core/core.ts";
import { DEEP_LINK_SCHEME, deepLinkIn, parseDeepLink, type DeepLink } from "./deep-link.ts";
import type { MainWindow } from "./main-window.ts";
import { findLinkTarget } from "./open-deep-link.ts";

/** Links to Onramp, however they arrive; one that started the application waits until it is followed. */
export interface DeepLinks {
  /** Opens the window where the links lead from now on; or with its usual screen, when it was not started by a link. */
  openWith(open: (link: DeepLink | null) => void): void;
}

/**
 * Listens for links from the start: a Mac tells them by an event that may come before the app is ready, the others by
 * the arguments of a start, or of a second one. An installed app makes itself known to the system for its scheme.
 */
export function listenForDeepLinks(app: App, args: readonly string[]): DeepLinks {
  let first = deepLinkIn(args);
  let open: ((link: DeepLink | null) => void) | null = null;
  app.on("open-url", (event, url) => {
    event.preventDefault();
    const link = parseDeepLink(url);
    if (open) open(link);
    else first = link;
  });
  app.on("second-instance", (_event, argv) => open?.(deepLinkIn(argv)));
  if (app.isPackaged) app.setAsDefaultProtocolClient(DEEP_LINK_SCHEME);
  return {
    openWith(follow) {
      open = follow;
      follow(first);
    },
  };
}

/** Shows what a link means; what is not known here is said, and looked for nowhere. */
export async function showDeepLink(
  core: Pick<Core, "call">,
  window: Pick<MainWindow, "open">,
  dialog: Pick<Dialog, "showMessageBox">,
  link: DeepLink | null,
): Promise<void> {
  if (link === null) return window.open();
  const target = await findLinkTarget(core, link);
  if (target.kind === "screen") return window.open(target.address);
  window.open();
  await dialog.showMessageBox({ type: "info", message: target.title, detail: target.text, buttons: ["OK"] });
}
