import type { App } from "electron";

/** As `scripts/package/builder-config.ts` has it. */
const WINDOWS_APP_ID = "dev.onramp.desktop";
/** The file that the Linux packages install, named like their executable. */
const LINUX_DESKTOP_FILE = "onramp-desktop.desktop";

/**
 * Tells the system which of its installed programs this is. Windows shows notifications, and Linux a progress, only of
 * one that it knows.
 */
export function tellIdentity(app: App, platform: NodeJS.Platform): void {
  if (!app.isPackaged) return;
  if (platform === "win32") app.setAppUserModelId(WINDOWS_APP_ID);
  if (platform === "linux") app.setDesktopName(LINUX_DESKTOP_FILE);
}
