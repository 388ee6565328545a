interface KeyStroke {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** The key that was pressed with Ctrl, or Cmd on a Mac, and nothing else; null for any other stroke. */
export function commandKeyOf(stroke: KeyStroke): string | null {
  if (stroke.ctrlKey === stroke.metaKey || stroke.altKey || stroke.shiftKey) return null;
  return stroke.key === "" ? null : stroke.key.toLowerCase();
}

/** A shortcut as people read it: `Ctrl K`, `⌘ K`. */
export function nameKeys(key: string, platform: string): string {
  return `${/mac/i.test(platform) ? "⌘" : "Ctrl"} ${key.toUpperCase()}`;
}
