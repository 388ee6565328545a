import { app } from "./app.ts";
import { onMenuChange } from "./menu.ts";
import { recordOutside } from "./outside-log.ts";
import type { PageLink } from "./page-link.ts";
import type { PageState } from "./preload-world.ts";
import { onRemote } from "./remote.ts";
import { StandInError, StrictEmitter, createPreventableEvent } from "./strict.ts";
import { noteSurroundings } from "./surroundings.ts";
import { WebContents, type ContentsHost } from "./web-contents.ts";

/** In device-independent pixels. */
interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What the stand-in reads of Electron's options; the others (icon, smallest size, `show`) change nothing here. */
interface WindowOptions extends Partial<Rectangle> {
  readonly show?: boolean;
  readonly backgroundColor?: string;
  readonly webPreferences?: WebPreferences;
}

interface WebPreferences {
  readonly preload?: string;
  readonly contextIsolation?: boolean;
  readonly sandbox?: boolean;
  readonly nodeIntegration?: boolean;
  readonly webSecurity?: boolean;
}

type WindowState = "normal" | "minimized" | "maximized" | "fullscreen";

/** A page without these protections cannot be had here, and an app that asks for one should know. */
function refuseUnsafePage(preferences: WebPreferences): void {
  const {
    contextIsolation = true,
    sandbox = true,
    nodeIntegration = false,
    webSecurity = true,
  } = preferences;
  if (!contextIsolation || !sandbox || nodeIntegration || !webSecurity)
    throw new StandInError(
      "The stand-in only shows pages with contextIsolation, sandbox and webSecurity, without nodeIntegration.",
    );
}

/** `#rgb` or `#rrggbb`, as Chromium's protocol wants it. */
function parseColor(color: string): { r: number; g: number; b: number } {
  const hex = color.replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
  const [r = 255, g = 255, b = 255] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return { r, g, b };
}

/**
 * Chromium says of a page that something drives that it is in front, always. Where a test needs a person who looks at
 * something else, it says so (`remote.ts`).
 */
let personLooksElsewhere = false;

/** Electron's `BrowserWindow`: a window of Chromium with one page. It is visible from the start. */
export class BrowserWindow extends StrictEmitter {
  static readonly #all = new Set<BrowserWindow>();
  static #lastId = 0;
  readonly id = ++BrowserWindow.#lastId;
  readonly webContents: WebContents;
  #link: PageLink | null = null;
  #normalBounds: Rectangle;
  #bounds: Rectangle;
  #state: WindowState = "normal";
  #backgroundColor: string | null;
  #isVisible: boolean;
  #isFocused = false;
  #isDestroyed = false;

  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.#all];
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }

  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.isFocused()) ?? null;
  }

  constructor(options: WindowOptions = {}) {
    super();
    const { x = 0, y = 0, width = 800, height = 600, show = true, webPreferences = {} } = options;
    refuseUnsafePage(webPreferences);
    this.#normalBounds = { x, y, width, height };
    this.#bounds = this.#normalBounds;
    this.#isVisible = show;
    this.#backgroundColor = options.backgroundColor ?? null;
    BrowserWindow.#all.add(this);
    const host: ContentsHost = {
      opened: (link) => this.#opened(link),
      stateChanged: (state) => this.#stateChanged(state),
      closed: () => {
        // Too late to prevent.
        this.emit("close", createPreventableEvent({}));
        this.destroy();
      },
      abandoned: () => this.destroy(),
      window: this,
    };
    this.webContents = new WebContents(webPreferences.preload ?? null, host);
    this.webContents.once("did-finish-load", () => this.emit("ready-to-show"));
    app.emit("browser-window-created", {}, this);
    this.webContents.open().catch(() => {
      // `loadURL` waits for the same page, and says why there is none.
    });
  }

  #opened(link: PageLink): void {
    this.#link = link;
    if (this.#backgroundColor !== null) this.setBackgroundColor(this.#backgroundColor);
    this.setBounds(this.#normalBounds);
    if (this.#state !== "normal") this.#setState(this.#state);
  }

  #stateChanged(state: PageState): void {
    noteSurroundings(state);
    void this.#readBounds();
    this.#setFocused(state.focused && !personLooksElsewhere);
  }

  #setFocused(isFocused: boolean): void {
    if (isFocused === this.#isFocused) return;
    this.#isFocused = isFocused;
    this.emit(isFocused ? "focus" : "blur");
    app.emit(isFocused ? "browser-window-focus" : "browser-window-blur", {}, this);
  }

  /** The person looks at this window, or at something else. */
  lookAway(isAway: boolean): void {
    this.#setFocused(!isAway);
  }

  async #readBounds(): Promise<void> {
    const link = this.#link;
    const read = await link?.cdp
      .send("Browser.getWindowBounds", { windowId: link.windowId })
      .catch(() => null);
    if (!read || link !== this.#link) return;
    const { left: x = 0, top: y = 0, width = 0, height = 0, windowState = "normal" } = read.bounds;
    const before = this.#bounds;
    this.#bounds = { x, y, width, height };
    this.#state = windowState;
    if (windowState === "normal") this.#normalBounds = this.#bounds;
    if (before.width !== width || before.height !== height) this.emit("resize");
    if (before.x !== x || before.y !== y) this.emit("move");
  }

  loadURL(address: string): Promise<void> {
    return this.webContents.loadURL(address);
  }

  /** Asks the app (`close`), and closes unless it prevents that. */
  close(): void {
    if (this.#isDestroyed) return;
    const event = createPreventableEvent({});
    this.emit("close", event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.#link = null;
    BrowserWindow.#all.delete(this);
    this.webContents.destroy();
    this.emit("closed");
    if (BrowserWindow.#all.size === 0) app.allWindowsClosed();
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  show(): void {
    this.#isVisible = true;
    if (this.isMinimized()) this.restore();
    this.emit("show");
  }

  /** Chromium cannot hide a window; it is minimized. */
  hide(): void {
    this.#isVisible = false;
    this.minimize();
    this.emit("hide");
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  focus(): void {
    recordOutside("window-focus", {});
    personLooksElsewhere = false;
    this.#setFocused(true);
    this.#link?.page.bringToFront().catch(ignoreGonePage);
  }

  isFocused(): boolean {
    return this.#isFocused;
  }

  minimize(): void {
    this.#setState("minimized");
  }

  isMinimized(): boolean {
    return this.#state === "minimized";
  }

  maximize(): void {
    this.#setState("maximized");
  }

  isMaximized(): boolean {
    return this.#state === "maximized";
  }

  restore(): void {
    this.#setState("normal");
  }

  isFullScreen(): boolean {
    return this.#state === "fullscreen";
  }

  getBounds(): Rectangle {
    return { ...this.#bounds };
  }

  /** The bounds when neither maximized nor minimized. */
  getNormalBounds(): Rectangle {
    return { ...this.#normalBounds };
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.#normalBounds = { ...this.#normalBounds, ...bounds };
    this.#bounds = this.#normalBounds;
    const { x: left, y: top, width, height } = this.#bounds;
    this.#command((link) =>
      link.cdp.send("Browser.setWindowBounds", {
        windowId: link.windowId,
        bounds: { left, top, width, height },
      }),
    );
  }

  setTitle(title: string): void {
    this.webContents.setTitle(title);
  }

  /** What is seen before the page has drawn itself. */
  setBackgroundColor(color: string): void {
    this.#backgroundColor = color;
    this.#command((link) =>
      link.cdp.send("Emulation.setDefaultBackgroundColorOverride", {
        color: { ...parseColor(color), a: 255 },
      }),
    );
  }

  /** Chromium's windows have no progress on their button; it is recorded. */
  setProgressBar(value: number, { mode = "normal" }: { mode?: string } = {}): void {
    recordOutside("progress", { value, mode });
  }

  #setState(windowState: WindowState): void {
    this.#state = windowState;
    this.#command((link) =>
      link.cdp.send("Browser.setWindowBounds", { windowId: link.windowId, bounds: { windowState } }),
    );
  }

  /** Tells Chromium's window something, now or when it opens ({@link BrowserWindow.#opened} repeats what was set). */
  #command(send: (link: PageLink) => Promise<unknown>): void {
    if (this.#link) send(this.#link).catch(ignoreGonePage);
  }
}

/** The window was closed, or died, before it could do as told; that has been said. */
function ignoreGonePage(): void {}

app.keepWindows({
  closeAll() {
    for (const window of BrowserWindow.getAllWindows()) window.close();
    return BrowserWindow.getAllWindows().length === 0;
  },
});
onMenuChange(() => {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.tellShortcuts();
});
onRemote("look", ({ at }) => {
  personLooksElsewhere = at !== "window";
  for (const window of BrowserWindow.getAllWindows()) window.lookAway(personLooksElsewhere);
});
