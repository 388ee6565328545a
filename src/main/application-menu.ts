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
    ...(isMac ? [macAppMenu(actions)] : []),
    { label: "&File", submenu: fileItems(isMac, actions) },
    { label: "&Edit", submenu: editItems(isMac, actions) },
    { label: "&View", submenu: viewItems(isMac, isPackaged, actions) },
    { role: "windowMenu" },
    { role: "help", submenu: helpItems(isMac, actions) },
  ];
}

function settingsItem(actions: MenuActions): MenuItemConstructorOptions {
  return {
    label: "&Settings…",
    accelerator: "CommandOrControl+,",
    click: () => actions.command("show-settings"),
  };
}

/** The role `appMenu` has no place for the settings, which every Mac application keeps there. */
function macAppMenu(actions: MenuActions): MenuItemConstructorOptions {
  return {
    role: "appMenu",
    submenu: [
      { role: "about" },
      separator,
      settingsItem(actions),
      separator,
      { role: "services" },
      separator,
      { role: "hide" },
      { role: "hideOthers" },
      { role: "unhide" },
      separator,
      { role: "quit" },
    ],
  };
}

function fileItems(isMac: boolean, actions: MenuActions): MenuItemConstructorOptions[] {
  return isMac ? [{ role: "close" }] : [settingsItem(actions), separator, { role: "quit" }];
}

/** What the role `editMenu` holds, and Find. */
function editItems(isMac: boolean, actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    { role: "undo" },
    { role: "redo" },
    separator,
    { role: "cut" },
    { role: "copy" },
    { role: "paste" },
    ...(isMac ? [{ role: "pasteAndMatchStyle" } as const] : []),
    { role: "delete" },
    { role: "selectAll" },
    separator,
    { label: "&Find", accelerator: "CommandOrControl+F", click: () => actions.command("find") },
  ];
}

/** The screens, in the order of their shortcuts. */
const SCREENS: readonly { label: string; command: MenuCommand }[] = [
  { label: "&Connect", command: "show-connect" },
  { label: "C&hoose", command: "show-choose" },
  { label: "&Sync", command: "show-sync" },
  { label: "&Insights", command: "show-insights" },
  { label: "&Log", command: "show-log" },
  { label: "&Diagnostics", command: "show-diagnostics" },
];

function viewItems(isMac: boolean, isPackaged: boolean, actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    {
      label: isMac ? "Command Palette…" : "Command &palette…",
      accelerator: "CommandOrControl+K",
      click: () => actions.command("show-palette"),
    },
    separator,
    ...SCREENS.map(({ label, command }, index) => ({
      label,
      accelerator: `CommandOrControl+${index + 1}`,
      click: () => actions.command(command),
    })),
    // People who knew the log by this key keep it.
    {
      label: "&Log",
      accelerator: "CommandOrControl+Shift+L",
      visible: false,
      acceleratorWorksWhenHidden: true,
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
