import { create } from "zustand";

const STORAGE_KEY = "dismissed-notices";

/** Old ones need not be kept: their notices do not come back. */
const KEPT = 20;

interface Dismissals {
  dismissed: readonly string[];
  /** Puts a notice away for good, by a name that no other notice will have. */
  dismiss(name: string): void;
}

/** The notices that the person has put away on this computer. */
export const useDismissals = create<Dismissals>()((set, get) => ({
  dismissed: storedNames(),
  dismiss(name) {
    const dismissed = [...get().dismissed, name].slice(-KEPT);
    window.localStorage.setItem(STORAGE_KEY, JSON.stringify(dismissed));
    set({ dismissed });
  },
}));

function storedNames(): string[] {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(STORAGE_KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
}
