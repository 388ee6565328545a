import { create } from "zustand";
import type { CommandInput } from "../../../shared/contract.ts";
import type { Failure } from "../../../shared/failures.ts";
import { call } from "../../client/bridge.ts";
import { addNewer, addOlder, startWindow, type LogWindow } from "./log-window.ts";

/** What is searched for; the place in the log is the store's own affair. */
export type LogSearch = Omit<CommandInput<"logs.search">, "before" | "after" | "limit">;

interface LogStore {
  /** Null until the first page is here. */
  window: LogWindow | null;
  failure: Failure | null;
  isLoadingOlder: boolean;
  /** Shows the newest entries that match, and those that come, until the returned function is called. */
  open(search: LogSearch): () => void;
  loadOlder(): void;
}

const PAGE_SIZE = 300;
/** Enough to scroll through for long, little enough to hold. */
const MAX_ENTRIES = 20_000;
const TAIL_PERIOD_MS = 1000;

export const useLogStore = create<LogStore>()((set, get) => {
  /** Counts searches, so that an answer to an earlier one is not taken for one to this. */
  let searches = 0;
  let current: LogSearch = {};

  /** Reads the newest page first, then whatever has come since. True when there may be more at once. */
  const readNewer = async (search: LogSearch, isCurrent: () => boolean): Promise<boolean> => {
    const before = get().window;
    const answer = await call("logs.search", {
      ...search,
      limit: PAGE_SIZE,
      ...(before && { after: before.newerAfter }),
    });
    if (!isCurrent()) return false;
    if (!answer.ok) {
      set({ failure: answer.failure });
      return false;
    }
    const { window } = get();
    const next = window === null ? startWindow(answer.value) : addNewer(window, answer.value, MAX_ENTRIES);
    set({ window: next, failure: null });
    return before !== null && answer.value.entries.length === PAGE_SIZE;
  };

  return {
    window: null,
    failure: null,
    isLoadingOlder: false,
    open(search) {
      const number = ++searches;
      const isCurrent = (): boolean => number === searches;
      current = search;
      set({ window: null, failure: null, isLoadingOlder: false });
      let timer: ReturnType<typeof setTimeout> | undefined;
      const follow = async (): Promise<void> => {
        const hasMore = await readNewer(search, isCurrent);
        if (isCurrent()) timer = setTimeout(() => void follow(), hasMore ? 0 : TAIL_PERIOD_MS);
      };
      void follow();
      return () => {
        if (isCurrent()) searches += 1;
        clearTimeout(timer);
      };
    },
    loadOlder() {
      const { window, isLoadingOlder } = get();
      if (!window || window.olderBefore === null || isLoadingOlder) return;
      const number = searches;
      set({ isLoadingOlder: true });
      void call("logs.search", { ...current, limit: PAGE_SIZE, before: window.olderBefore }).then(
        (answer) => {
          if (number !== searches) return;
          const held = get().window;
          if (answer.ok && held) set({ window: addOlder(held, answer.value), isLoadingOlder: false });
          else set({ isLoadingOlder: false, ...(!answer.ok && { failure: answer.failure }) });
        },
      );
    },
  };
});
