import { BrowserWindow, nativeTheme, screen } from "electron";
import { EVENT_CHANNEL, type WindowEvent } from "../shared/bridge.ts";
import type { ScreenAddress } from "../shared/screen-address.ts";
import type { AppFiles } from "./app-files.ts";
import { APP_PAGE } from "./app-scheme.ts";
import type { TaskbarProgress } from "./taskbar-progress.ts";
import { mayLoadAgain } from "./window-crashes.ts";
import { MINIMUM_SIZE, placeOnDisplays, readWindowPlace, writeWindowPlace } from "./window-place.ts";

/** The app's one window, which may be open or closed. */
export interface MainWindow {
  /** Opens it, or brings it to the front; on a screen, or on the one that it showed. */
  open(address?: ScreenAddress): void;
  /** Calls back whenever another window has been opened: it knows nothing of what the last one was told. */
  onOpened(listener: () => void): void;
  readonly isOpen: boolean;
  readonly isFocused: boolean;
  /** Shows a progress on its button in the dock or taskbar; nothing happens while it is closed. */
  setProgress(progress: TaskbarProgress): void;
  /** Tells its page something; nothing happens while it is closed. */
  send(event: WindowEvent): void;
}

/** A window that was not moved for so long is where it was wanted. */
const STANDS_STILL_MS = 500;

export interface MainWindowOptions {
  files: Pick<AppFiles, "preload" | "icon">;
  /** Where the window's place on the screen is remembered. */
  placeFile: string;
  /** The page died; it is loaded again, unless it is given up. */
  onCrashed: (reason: string, exitCode: number) => void;
  /** The page died more often than it may load again. */
  onGivenUp: () => void;
  /** Windows ends the session, and with it the application, without asking it to quit. */
  onSessionEnd: () => void;
}

/** The page's own background (`--canvas` in `src/renderer/ui/theme.css`), so that nothing flashes before it is drawn. */
const BACKGROUND = { light: "#f7f9fc", dark: "#111419" } as const;

const background = (): string => (nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light);

/** Prepares the window without opening it. */
export function createMainWindow(options: MainWindowOptions): MainWindow {
  let window: BrowserWindow | null = null;
  const openListeners = new Set<() => void>();
  nativeTheme.on("updated", () => window?.setBackgroundColor(background()));
  return {
    open(address) {
      if (window !== null) {
        if (address) showScreen(window, address);
        return bringToFront(window);
      }
      window = openWindow(options, address);
      window.on("closed", () => (window = null));
      for (const listener of openListeners) listener();
    },
    onOpened(listener) {
      openListeners.add(listener);
    },
    get isOpen() {
      return window !== null;
    },
    get isFocused() {
      return window?.isFocused() ?? false;
    },
    setProgress({ value, mode }) {
      window?.setProgressBar(value, { mode });
    },
    send(event) {
      window?.webContents.send(EVENT_CHANNEL, event);
    },
  };
}

function openWindow(options: MainWindowOptions, address: ScreenAddress | undefined): BrowserWindow {
  const { files, placeFile, onSessionEnd } = options;
  const place = readWindowPlace(placeFile);
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  const workAreas = [primary, ...others].map((display) => display.workArea);
  const window = new BrowserWindow({
    ...placeOnDisplays(place, workAreas),
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    title: "Onramp",
    icon: files.icon,
    backgroundColor: background(),
    show: false,
    webPreferences: {
      preload: files.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      // Chromium would fetch its dictionaries from the network.
      spellcheck: false,
    },
  });
  window.once("ready-to-show", () => {
    if (place?.isMaximized) window.maximize();
    window.show();
  });
  keepPlace(window, placeFile);
  window.on("session-end", onSessionEnd);
  loadAgainAfterCrashes(window, options);
  void window.loadURL(APP_PAGE + (address ?? ""));
  return window;
}

/** Remembers the window's place when it is closed, and when it has stood still, for whom the process ends otherwise. */
function keepPlace(window: BrowserWindow, placeFile: string): void {
  let timer: NodeJS.Timeout | undefined;
  const remember = (): void =>
    writeWindowPlace(placeFile, { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
  const rememberSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(remember, STANDS_STILL_MS);
  };
  window.on("resize", rememberSoon);
  window.on("move", rememberSoon);
  window.on("close", remember);
  window.once("closed", () => clearTimeout(timer));
}

/** Changes the page's hash, which the page follows; an address that is there already would load the page anew. */
function showScreen(window: BrowserWindow, address: ScreenAddress): void {
  const url = APP_PAGE + address;
  if (window.webContents.getURL() !== url) void window.loadURL(url);
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function loadAgainAfterCrashes(
  window: BrowserWindow,
  { onCrashed, onGivenUp }: Pick<MainWindowOptions, "onCrashed" | "onGivenUp">,
): void {
  const crashes: number[] = [];
  window.webContents.on("render-process-gone", (_event, { reason, exitCode }) => {
    if (reason === "clean-exit") return;
    onCrashed(reason, exitCode);
    crashes.push(Date.now());
    if (mayLoadAgain(crashes, Date.now())) window.webContents.reload();
    else onGivenUp();
  });
}
