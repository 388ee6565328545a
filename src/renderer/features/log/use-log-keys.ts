import { useEffect, useEffectEvent } from "react";
import type { Direction } from "./find-match.ts";

/** The keys of the log screen wherever the focus is on it: F3 and Shift+F3 from match to match, Ctrl/Cmd+C for the selection. */
export function useLogKeys(keys: {
  onMatch: ((direction: Direction) => void) | null;
  /** Null while no entry is selected. */
  onCopy: (() => void) | null;
}): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent): void => {
    if (event.key === "F3" && keys.onMatch) {
      event.preventDefault();
      keys.onMatch(event.shiftKey ? "previous" : "next");
    }
    const isCopy = event.key === "c" && (event.ctrlKey || event.metaKey);
    if (isCopy && keys.onCopy && !isTextSelected()) keys.onCopy();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKeyDown(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

/** Words that are marked with the mouse, or in a field, are what the person wants to copy. */
function isTextSelected(): boolean {
  const isInField = document.activeElement instanceof HTMLInputElement;
  return isInField || window.getSelection()?.isCollapsed === false;
}
