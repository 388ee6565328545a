import { app } from "./app.ts";
import { createCodec } from "./codec.ts";
import { ipcMain, type IpcMainEvent, type SenderFrame } from "./ipc-main.ts";
import { menuShortcuts, runMenuShortcut } from "./menu.ts";
import { recordRefusal, sayInTerminal } from "./outside-log.ts";
import { openPageLink, type PageLink, type PageListener } from "./page-link.ts";
import type { PageMessage, PageState } from "./preload-world.ts";
import { toAppAddress, toChromiumAddress } from "./scheme-address.ts";
import { handledSchemes, session } from "./session.ts";
import { StrictEmitter, createPreventableEvent } from "./strict.ts";

/** What a page tells the window that shows it. */
export interface ContentsHost {
  /** The window itself, for the menu items that ask for it. */
  readonly window: object;
  /** There is a page, with nothing loaded yet: the first one, or the next after one that died. */
  opened(link: PageLink): void;
  stateChanged(state: PageState): void;
  /** The person has closed it. */
  closed(): void;
  /** It died, and the app did not load it again. */
  abandoned(): void;
}

type WindowOpenHandler = (details: { url: string; frameName: string; disposition: "new-window" }) => {
  action: "deny" | "allow";
};

const codec = createCodec();

/** Chromium's name for what stopped a navigation, and its number where the stand-in knows it. */
function describeLoadError(cause: unknown): { code: number; description: string } {
  const description = /net::(ERR_\w+)/.exec(String(cause))?.[1] ?? "ERR_FAILED";
  return { code: description === "ERR_ABORTED" ? -3 : -2, description };
}

const withoutHash = (address: string): string => address.replace(/#.*$/s, "");

/** Electron's `WebContents`, over a Chromium page that is opened when needed and replaced when it dies. */
export class WebContents extends StrictEmitter {
  static #lastId = 0;
  readonly id = ++WebContents.#lastId;
  readonly session = session.defaultSession;
  readonly #preloadFile: string | null;
  readonly #host: ContentsHost;
  #opening: Promise<PageLink> | null = null;
  #link: PageLink | null = null;
  /** Where the main frame is, in the app's own form. */
  #address = "";
  /** Where main is taking it. */
  #destination: string | null = null;
  #isDestroyed = false;
  #windowOpenHandler: WindowOpenHandler | null = null;

  constructor(preloadFile: string | null, host: ContentsHost) {
    super();
    this.#preloadFile = preloadFile;
    this.#host = host;
    app.emit("web-contents-created", {}, this);
  }

  /** The page, which is opened unless it is there. */
  open(): Promise<PageLink> {
    this.#opening ??= openPageLink(this.#preloadFile, this.#listen()).then((link) => {
      this.#link = link;
      const { page } = link;
      // Chromium's window begins with a page of its own, of which the app need not know.
      const isOfApp = (): boolean => toAppAddress(page.url()) !== page.url();
      page.on("domcontentloaded", () => isOfApp() && this.emit("dom-ready", {}));
      page.on("load", () => isOfApp() && this.emit("did-finish-load", {}));
      page.on("download", (download) => this.#refuseDownload(toAppAddress(download.url())));
      page.on("framenavigated", () => {
        if (isOfApp()) this.#address = toAppAddress(page.url());
      });
      this.#host.opened(link);
      return link;
    });
    return this.#opening;
  }

  /** Resolves when the page has loaded. As in Electron, a rejection that nobody awaits does no harm. */
  loadURL(address: string): Promise<void> {
    const loading = this.#load(address);
    loading.catch((cause: unknown) => sayInTerminal(String(cause)));
    return loading;
  }

  async #load(address: string): Promise<void> {
    const target = toChromiumAddress(address, handledSchemes());
    if (target === null)
      throw new Error(`ERR_UNKNOWN_URL_SCHEME (-302) loading '${address}': no handler serves it.`);
    this.#address = toAppAddress(target);
    const link = await this.open();
    this.#destination = this.#address;
    try {
      await link.page.goto(target, { waitUntil: "load", timeout: 0 });
    } catch (cause) {
      const { code, description } = describeLoadError(cause);
      // A page that has been closed or has died says so by other means.
      if (link !== this.#link) return;
      this.emit("did-fail-load", {}, code, description, address, true);
      throw new Error(`${description} (${code}) loading '${address}'`, { cause });
    } finally {
      this.#destination = null;
    }
  }

  reload(): void {
    void this.loadURL(this.#address);
  }

  getURL(): string {
    return this.#address;
  }

  get mainFrame(): SenderFrame {
    const url = URL.parse(this.#address);
    return { url: this.#address, origin: url ? `${url.protocol}//${url.host}` : "null", parent: null };
  }

  /** Sends to the document that is there now. @throws TypeError when the window is gone, as Electron does. */
  send(channel: string, ...args: unknown[]): void {
    if (this.#isDestroyed) throw new TypeError("Object has been destroyed");
    this.#link?.tell({ kind: "event", channel, args: codec.encode(args) });
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  /** Makes the page listen for the application menu's keys. */
  tellShortcuts(): void {
    this.#link?.tell({ kind: "shortcuts", shortcuts: menuShortcuts() });
  }

  /** Puts `text` on the clipboard as a copying person would, which needs no permission. */
  copyText(text: string): void {
    this.#evaluate(`
      addEventListener("copy", (event) => {
        event.clipboardData.setData("text/plain", ${JSON.stringify(text)});
        event.preventDefault();
        event.stopImmediatePropagation();
      }, { capture: true, once: true });
      document.execCommand("copy")`);
  }

  setTitle(title: string): void {
    this.#evaluate(`document.title = ${JSON.stringify(title)}`);
  }

  #evaluate(expression: string): void {
    this.#link?.cdp.send("Runtime.evaluate", { expression, userGesture: true }).catch((cause: unknown) => {
      sayInTerminal(`The page could not be told: ${String(cause)}`);
    });
  }

  /** Closes the page. */
  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.#link = null;
    this.#opening?.then(
      (link) => link.close(),
      () => {
        // It never opened.
      },
    );
    this.emit("destroyed");
  }

  #listen(): PageListener {
    return {
      mayNavigate: (url) => this.#mayNavigate(url),
      heard: (message, answer) => this.#heard(message, answer),
      windowWanted: (url, frameName) => this.#refuseWindow(toAppAddress(url), frameName),
      closed: () => this.#host.closed(),
      gone: (reason) => {
        this.#link = null;
        this.#opening = null;
        sayInTerminal(reason === "killed" ? "Chromium has ended." : "The page's process has crashed.");
        this.emit("render-process-gone", {}, { reason, exitCode: 1 });
        if (!this.#opening) this.#host.abandoned();
      },
    };
  }

  #mayNavigate(url: string): boolean {
    if (this.#destination !== null && withoutHash(url) === withoutHash(this.#destination)) return true;
    const event = createPreventableEvent({ url, isMainFrame: true, isSameDocument: false });
    this.emit("will-navigate", event, url);
    const isHandled = [...handledSchemes()].some((scheme) => url.startsWith(`${scheme}:`));
    if (isHandled && !event.defaultPrevented) return true;
    recordRefusal("navigation", url);
    return false;
  }

  #refuseWindow(url: string, frameName: string): void {
    const answer = this.#windowOpenHandler?.({ url, frameName, disposition: "new-window" });
    if (answer?.action === "allow") sayInTerminal("Electron would allow this window, the stand-in cannot.");
    recordRefusal("window", url);
  }

  #refuseDownload(url: string): void {
    const event = createPreventableEvent({});
    this.session.emit("will-download", event, { getURL: () => url }, this);
    if (!event.defaultPrevented)
      sayInTerminal("Electron would ask where to save this download, the stand-in cannot.");
    recordRefusal("download", url);
  }

  #refusePermission(permission: string): void {
    if (this.session.grantsPermission(this, permission))
      sayInTerminal(`Electron would grant ${permission}, the stand-in cannot.`);
    recordRefusal("permission", permission);
  }

  #heard(message: PageMessage, answer: Parameters<PageListener["heard"]>[1]): void {
    if (this.#isDestroyed) return;
    const event: IpcMainEvent = { sender: this, senderFrame: this.mainFrame };
    switch (message.kind) {
      case "hello":
        answer({ kind: "shortcuts", shortcuts: menuShortcuts() });
        return this.#host.stateChanged(message.state);
      case "state":
        return this.#host.stateChanged(message.state);
      case "invoke":
        return void ipcMain.answer(event, message).then(answer);
      case "send":
        return ipcMain.deliver(event, message);
      case "shortcut":
        return runMenuShortcut(message.index, this.#host.window);
      case "permission":
        return this.#refusePermission(message.permission);
      case "preload-error":
        sayInTerminal(`The preload script failed: ${message.message}`);
        return void this.emit("preload-error", {}, this.#preloadFile, new Error(message.message));
    }
  }
}
