import { create } from "zustand";
import type { CommandInput } from "../../../shared/contract.ts";
import type { Failure } from "../../../shared/failures.ts";
import { call } from "../../client/bridge.ts";
import { addNewer, addOlder, joinAround, startWindow, type LogWindow } from "./log-window.ts";

/** What is searched for; the place in the log is the store's own affair. */
export type LogSearch = Omit<CommandInput<"logs.search">, "before" | "after" | "limit">;

interface LogStore {
  /** What was last searched for, and what the window is of. */
  search: LogSearch | null;
  /** Null until the first page is here. */
  window: LogWindow | null;
  failure: Failure | null;
  isLoadingOlder: boolean;
  /** Whether the window follows the end of the log. One that was opened around an entry does when it has come there. */
  isFollowing: boolean;
  /**
   * Shows the newest entries that match, and those that come, until the returned function is called; or the entries
   * around a place, where one is given.
   */
  open(search: LogSearch, around: number | null): () => void;
  loadOlder(): void;
  /** Reads on towards the end of the log. */
  loadNewer(): void;
}

const PAGE_SIZE = 300;
/** Enough to scroll through for long, little enough to hold. */
const MAX_ENTRIES = 20_000;
const TAIL_PERIOD_MS = 1000;

export const useLogStore = create<LogStore>()((set, get) => {
  /** Counts searches, so that an answer to an earlier one is not taken for one to this. */
  let searches = 0;
  let current: LogSearch = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLoadingNewer = false;

  const ask = (place: { before?: number; after?: number }, limit = PAGE_SIZE) =>
    call("logs.search", { ...current, ...place, limit });

  /** Reads what has come since; true when there may be more at once. */
  const readNewer = async (isCurrent: () => boolean): Promise<boolean> => {
    const before = get().window;
    const answer = await ask(before ? { after: before.newerAfter } : {});
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

  const follow = async (isCurrent: () => boolean): Promise<void> => {
    set({ isFollowing: true });
    const hasMore = await readNewer(isCurrent);
    if (isCurrent()) timer = setTimeout(() => void follow(isCurrent), hasMore ? 0 : TAIL_PERIOD_MS);
  };

  const openAround = async (place: number, isCurrent: () => boolean): Promise<void> => {
    const [older, newer] = await Promise.all([ask({ before: place + 1 }), ask({ after: place })]);
    if (!isCurrent()) return;
    if (older.ok && newer.ok) set({ window: joinAround(older.value, newer.value) });
    else set({ failure: older.ok ? (newer.ok ? null : newer.failure) : older.failure });
  };

  const isStill = (number: number) => (): boolean => number === searches;

  return {
    search: null,
    window: null,
    failure: null,
    isLoadingOlder: false,
    isFollowing: true,
    open(search, around) {
      const isCurrent = isStill(++searches);
      current = search;
      set({ search, window: null, failure: null, isLoadingOlder: false, isFollowing: around === null });
      if (around === null) void follow(isCurrent);
      else void openAround(around, isCurrent);
      return () => {
        if (isCurrent()) searches += 1;
        clearTimeout(timer);
      };
    },
    loadOlder() {
      const { window, isLoadingOlder } = get();
      if (!window || window.olderBefore === null || isLoadingOlder) return;
      const isCurrent = isStill(searches);
      set({ isLoadingOlder: true });
      void ask({ before: window.olderBefore }).then((answer) => {
        if (!isCurrent()) return;
        const held = get().window;
        if (answer.ok && held) set({ window: addOlder(held, answer.value), isLoadingOlder: false });
        else set({ isLoadingOlder: false, ...(!answer.ok && { failure: answer.failure }) });
      });
    },
    loadNewer() {
      const { window, isFollowing } = get();
      if (window === null || isFollowing || isLoadingNewer) return;
      const isCurrent = isStill(searches);
      isLoadingNewer = true;
      void readNewer(isCurrent).then((hasMore) => {
        isLoadingNewer = false;
        if (isCurrent() && !hasMore && get().failure === null) void follow(isCurrent);
      });
    },
  };
});
