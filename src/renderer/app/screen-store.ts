import { create } from "zustand";
import { hashOf, screenOf, type Screen } from "./screen.ts";

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
    set({ screen });
  },
  replace(screen) {
    window.history.replaceState(null, "", hashOf(screen));
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
