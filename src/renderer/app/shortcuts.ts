import { SCREEN_KINDS, type ScreenKind } from "./screen.ts";

/** What a shortcut does: shows a screen, finds, opens the settings, or lists the shortcuts. */
export type Shortcut = ScreenKind | "find" | "show-settings" | "show-shortcuts";

interface KeyStroke {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** The shortcut that a key stroke means, with Ctrl, or Cmd on a Mac. */
export function shortcutOf(stroke: KeyStroke): Shortcut | null {
  if (stroke.ctrlKey === stroke.metaKey || stroke.altKey || stroke.shiftKey) return null;
  const place = "123456".indexOf(stroke.key);
  if (place >= 0 && stroke.key.length === 1) return SCREEN_KINDS[place] ?? null;
  if (stroke.key === "f") return "find";
  if (stroke.key === ",") return "show-settings";
  if (stroke.key === "/") return "show-shortcuts";
  return null;
}

/** The name of the key that shortcuts are pressed with. */
export function commandKeyName(platform: string): string {
  return /mac/i.test(platform) ? "⌘" : "Ctrl";
}
