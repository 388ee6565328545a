import { BrowserWindow, nativeTheme, screen } from "electron";
import { EVENT_CHANNEL, type WindowEvent } from "../shared/bridge.ts";
import type { AppFiles } from "./app-files.ts";
import { APP_PAGE } from "./app-scheme.ts";
import { mayLoadAgain } from "./window-crashes.ts";
import { MINIMUM_SIZE, placeOnDisplays, readWindowPlace, writeWindowPlace } from "./window-place.ts";

/** The app's one window, which may be open or closed. */
export interface MainWindow {
  /** Opens it, or brings it to the front. */
  open(): void;
  /** Tells its page something; nothing happens while it is closed. */
  send(event: WindowEvent): void;
}

export interface MainWindowOptions {
  files: Pick<AppFiles, "preload" | "icon">;
  /** Where the window's place on the screen is remembered. */
  placeFile: string;
  /** The page died more often than it may load again. */
  onGivenUp: () => void;
}

/** The page's own background (`--canvas` in `src/renderer/ui/theme.css`), so that nothing flashes before it is drawn. */
const BACKGROUND = { light: "#f7f9fc", dark: "#111419" } as const;

const background = (): string => (nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light);

/** Prepares the window without opening it. */
export function createMainWindow(options: MainWindowOptions): MainWindow {
  let window: BrowserWindow | null = null;
  nativeTheme.on("updated", () => window?.setBackgroundColor(background()));
  return {
    open() {
      if (window !== null) return bringToFront(window);
      window = openWindow(options);
      window.on("closed", () => (window = null));
    },
    send(event) {
      window?.webContents.send(EVENT_CHANNEL, event);
    },
  };
}

function openWindow({ files, placeFile, onGivenUp }: MainWindowOptions): BrowserWindow {
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
  window.on("close", () =>
    writeWindowPlace(placeFile, { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }),
  );
  loadAgainAfterCrashes(window, onGivenUp);
  void window.loadURL(APP_PAGE);
  return window;
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function loadAgainAfterCrashes(window: BrowserWindow, onGivenUp: () => void): void {
  const crashes: number[] = [];
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    if (reason === "clean-exit") return;
    crashes.push(Date.now());
    if (mayLoadAgain(crashes, Date.now())) window.webContents.reload();
    else onGivenUp();
  });
}
