import type { MenuItemConstructorOptions } from "electron";
import type { MenuCommand } from "../shared/bridge.ts";

/** What the menu's own items do; the rest is done by Electron's roles. */
export interface MenuActions {
  /** Brings the window to the front and lets its page carry out a command. */
  command(command: MenuCommand): void;
  showLogFiles(): void;
  reportIssue(): void;
}

const separator: MenuItemConstructorOptions = { type: "separator" };

/** The application's menu, in the manner of the platform. */
export function applicationMenu(
  platform: NodeJS.Platform,
  isPackaged: boolean,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const isMac = platform === "darwin";
  return [
    ...(isMac ? [{ role: "appMenu" } as const] : []),
    { label: "&File", submenu: [isMac ? { role: "close" } : { role: "quit" }] },
    { role: "editMenu" },
    { label: "&View", submenu: viewItems(isPackaged, actions) },
    { role: "windowMenu" },
    { role: "help", submenu: helpItems(isMac, actions) },
  ];
}

function viewItems(isPackaged: boolean, actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    {
      label: "&Log",
      accelerator: "CommandOrControl+Shift+L",
      click: () => actions.command("show-log"),
    },
    separator,
    { role: "reload" },
    ...(isPackaged ? [] : [{ role: "toggleDevTools" } as const]),
    separator,
    { role: "resetZoom" },
    { role: "zoomIn" },
    // Where "+" is Shift and "=", people press "=".
    {
      role: "zoomIn",
      accelerator: "CommandOrControl+=",
      visible: false,
      acceleratorWorksWhenHidden: true,
    },
    { role: "zoomOut" },
    separator,
    { role: "togglefullscreen" },
  ];
}

function helpItems(isMac: boolean, actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    {
      label: isMac ? "Keyboard Shortcuts" : "&Keyboard shortcuts",
      accelerator: "CommandOrControl+/",
      click: () => actions.command("show-shortcuts"),
    },
    separator,
    { label: isMac ? "Show Log Files" : "Show log &files", click: () => actions.showLogFiles() },
    { label: isMac ? "Report an Issue…" : "&Report an issue…", click: () => actions.reportIssue() },
    ...(isMac ? [] : [separator, { role: "about" } as const]),
  ];
}
