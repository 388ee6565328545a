import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { openPage, type OpenPage, type PageOwner } from "./chromium.ts";
import { recordRefusal } from "./outside-log.ts";
import { composePreloadScript, type MainMessage, type PageMessage } from "./preload-world.ts";

/** A page whose preload script and main can talk. */
export interface PageLink extends OpenPage {
  /** Says something to the document that is there now. Without one, or when it leaves first, it is lost, as in Electron. */
  tell(message: MainMessage): void;
}

export interface PageListener extends PageOwner {
  /** `answer` reaches the document that spoke, or none when it has been replaced. */
  heard(message: PageMessage, answer: (message: MainMessage) => void): void;
  /** A script wants a new window. None is opened. */
  windowWanted(url: string, frameName: string): void;
}

/**
 * Opens a page that runs the preload script before any of its own.
 *
 * Main listens with a binding of its own rather than Playwright's `exposeBinding`, which leaves its registry in the
 * page for any script to find.
 */
export async function openPageLink(preloadFile: string | null, listener: PageListener): Promise<PageLink> {
  const preload = preloadFile === null ? "" : readFileSync(preloadFile, "utf8");
  const opened = await openPage(listener);
  const { page, cdp, targetId } = opened;
  const bindingName = `b${randomUUID()}`;
  const receiverName = `r${randomUUID()}`;
  /** The current document's, or null before the first. */
  let contextId: number | null = null;

  function tellContext(context: number, message: MainMessage): void {
    const text = JSON.stringify(JSON.stringify(message));
    const expression = `globalThis[${JSON.stringify(receiverName)}]?.(${text})`;
    cdp.send("Runtime.evaluate", { contextId: context, expression, silent: true }).catch(() => {
      // The document is gone.
    });
  }

  cdp.on("Runtime.executionContextCreated", ({ context }) => {
    const { frameId, isDefault } = (context.auxData ?? {}) as { frameId?: unknown; isDefault?: unknown };
    if (frameId === targetId && isDefault === true) contextId = context.id;
  });
  cdp.on("Runtime.bindingCalled", ({ name, payload, executionContextId }) => {
    if (name !== bindingName) return;
    if (executionContextId !== contextId) return recordRefusal("message", "from a frame within the page");
    listener.heard(JSON.parse(payload) as PageMessage, (message) => tellContext(executionContextId, message));
  });
  cdp.on("Page.windowOpen", ({ url, windowName }) => listener.windowWanted(url, windowName));

  const options = { bindingName, receiverName, platform: process.platform };
  await Promise.all([
    cdp.send("Page.enable"),
    cdp.send("Runtime.enable"),
    cdp.send("Runtime.addBinding", { name: bindingName }),
    page.addInitScript(composePreloadScript(options, preload)),
  ]);
  return {
    ...opened,
    tell: (message) => {
      if (contextId !== null) tellContext(contextId, message);
    },
  };
}
