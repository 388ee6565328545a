import { app } from "./app.ts";
import type { Shortcut } from "./preload-world.ts";
import { strictModule } from "./strict.ts";

/** What the stand-in reads of Electron's `MenuItemConstructorOptions`. */
interface MenuItemOptions {
  readonly label?: string;
  readonly role?: string;
  readonly accelerator?: string;
  readonly enabled?: boolean;
  readonly click?: (item: MenuItemOptions, window: unknown, event: object) => void;
  readonly submenu?: readonly MenuItemOptions[] | ApplicationMenu;
}

/**
 * A menu without a bar: Chromium's window has none, so an item is reached by its accelerator only. Roles are
 * Chromium's own business (copy, reload, zoom and the like have their usual keys there), except `quit`.
 */
export class ApplicationMenu {
  readonly items: readonly MenuItemOptions[];

  constructor(items: readonly MenuItemOptions[]) {
    this.items = items;
  }
}

/** The labels of a menu's items, as a person reads them; one that cannot be chosen in brackets. */
export function listMenu(menu: ApplicationMenu): string[] {
  return menu.items.flatMap(({ label, enabled = true }) =>
    label === undefined ? [] : [enabled ? label : `(${label})`],
  );
}

/** Does what the item of this label does; false when there is none to choose. */
export function chooseInMenu(menu: ApplicationMenu, label: string): boolean {
  const item = menu.items.find((it) => it.label === label && it.enabled !== false);
  item?.click?.(item, undefined, {});
  return item?.click !== undefined;
}

interface Command {
  readonly shortcut: Shortcut;
  run(window: unknown): void;
}

const keyNames: Record<string, string> = {
  plus: "+",
  space: " ",
  esc: "escape",
  return: "enter",
  up: "arrowup",
  down: "arrowdown",
  left: "arrowleft",
  right: "arrowright",
};

/** An accelerator in Electron's notation, such as `CommandOrControl+Shift+L`, in the words of the page's key events. */
function parseAccelerator(accelerator: string, platform: NodeJS.Platform): Shortcut {
  const parts = accelerator.toLowerCase().split("+");
  const key = parts.pop() ?? "";
  const has = (...names: string[]): boolean => names.some((name) => parts.includes(name));
  const commandOrControl = has("commandorcontrol", "cmdorctrl");
  const isMac = platform === "darwin";
  return {
    key: keyNames[key] ?? key,
    ctrl: has("control", "ctrl") || (commandOrControl && !isMac),
    alt: has("alt", "option"),
    shift: has("shift"),
    meta: has("command", "cmd", "super", "meta") || (commandOrControl && isMac),
  };
}

function commandsOf(items: readonly MenuItemOptions[]): Command[] {
  return items.flatMap((item) => {
    const { role, click, submenu, enabled = true } = item;
    const accelerator = item.accelerator ?? (role === "quit" ? "CommandOrControl+Q" : undefined);
    const inner = submenu ? commandsOf(submenu instanceof ApplicationMenu ? submenu.items : submenu) : [];
    const action = role === "quit" ? () => app.quit() : click;
    if (!accelerator || !action || !enabled) return inner;
    const shortcut = parseAccelerator(accelerator, process.platform);
    return [...inner, { shortcut, run: (window: unknown) => action(item, window, {}) }];
  });
}

let current: ApplicationMenu | null = null;
let commands: readonly Command[] = [];
const onChange = new Set<() => void>();

export const Menu = strictModule("Menu", {
  buildFromTemplate: (template: readonly MenuItemOptions[]) => new ApplicationMenu(template),
  getApplicationMenu: () => current,
  setApplicationMenu(menu: ApplicationMenu | null): void {
    current = menu;
    commands = menu ? commandsOf(menu.items) : [];
    for (const tell of onChange) tell();
  },
});

/** The key combinations of the application menu, which every page listens for. */
export function menuShortcuts(): Shortcut[] {
  return commands.map(({ shortcut }) => shortcut);
}

/** Does what the menu item with one of {@link menuShortcuts} does. */
export function runMenuShortcut(index: number, window: unknown): void {
  commands[index]?.run(window);
}

export function onMenuChange(listener: () => void): void {
  onChange.add(listener);
}
