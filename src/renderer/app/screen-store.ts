import { create } from "zustand";
import { keep, parseText, readKept } from "../client/kept.ts";
import { hashOf, screenOf, type Screen } from "./screen.ts";

const LAST_VIEW = "last-view";

/** The screen that was shown when the window was last closed; null when it never was. */
export const lastScreen = (): Screen | null => screenOf(readKept(LAST_VIEW, parseText, ""));

interface ScreenStore {
  /** Null until the first screen is known. */
  screen: Screen | null;
  /** Goes to a screen and adds it to the history; the page's hash follows. */
  show(screen: Screen): void;
  /** Goes to a screen in the place of the present one. */
  replace(screen: Screen): void;
  /** Follows the back and forward buttons until the returned function is called. */
  followHash(): () => void;
}

export const useScreenStore = create<ScreenStore>()((set, get) => ({
  screen: screenOf(window.location.hash),
  show(screen) {
    const hash = hashOf(screen);
    if (hash !== window.location.hash) window.history.pushState(null, "", hash);
    keep(LAST_VIEW, hash);
    set({ screen });
  },
  replace(screen) {
    const hash = hashOf(screen);
    window.history.replaceState(null, "", hash);
    keep(LAST_VIEW, hash);
    set({ screen });
  },
  followHash() {
    const onPopState = (): void => {
      const screen = screenOf(window.location.hash);
      if (screen) set({ screen });
      else get().replace(get().screen ?? { kind: "connect", accountId: null });
    };
    window.addEventListener("popstate", onPopState);
    return () => window.removeEventListener("popstate", onPopState);
  },
}));
