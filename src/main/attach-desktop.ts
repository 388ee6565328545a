import type { App } from "electron";
import type { Core } from "../core/core.ts";
import { systemClock } from "../core/ports.ts";
import { Desktop } from "./desktop.ts";
import type { MainWindow } from "./main-window.ts";
import { notify } from "./notify.ts";
import { createTray } from "./tray.ts";

/** Lets dock, taskbar, tray and notifications show what the core does, and decides what closing the window means. */
export function attachDesktop(app: App, core: Core, window: MainWindow, iconFile: string): void {
  const desktop: Desktop = new Desktop(core, {
    platform: process.platform,
    clock: systemClock,
    window,
    notify,
    setTray: createTray(iconFile, {
      open: () => window.open(),
      pauseOrResume: () => void desktop.pauseOrResume(),
      quit: () => app.quit(),
    }),
    quit: () => app.quit(),
  });
  window.onOpened(() => desktop.windowOpened());
  app.on("browser-window-focus", () => desktop.windowFocused());
  app.on("window-all-closed", () => desktop.windowClosed());
  // The window need not wait for it: a keychain may take its time.
  void desktop.start();
}
