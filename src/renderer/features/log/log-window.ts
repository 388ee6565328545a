import type { IndexedLogEntry, LogPage } from "../../../shared/log-entry.ts";

/** The stretch of the log that is held: one run of matching entries without holes, newest last. */
export interface LogWindow {
  entries: readonly IndexedLogEntry[];
  /** Where older entries go on; null when there are none. */
  olderBefore: number | null;
  /** Where newer entries go on. */
  newerAfter: number;
}

/** The newest page of a search. */
export function startWindow(page: LogPage): LogWindow {
  return page;
}

/** The pages before and after a place, as one stretch. */
export function joinAround(older: LogPage, newer: LogPage): LogWindow {
  return {
    entries: [...older.entries, ...newer.entries],
    olderBefore: older.olderBefore,
    newerAfter: newer.newerAfter,
  };
}

/** With an older page in front. Entries that are there already are not doubled. */
export function addOlder(window: LogWindow, page: LogPage): LogWindow {
  const first = window.entries[0]?.sequence ?? Infinity;
  const older = page.entries.filter((entry) => entry.sequence < first);
  return { ...window, entries: [...older, ...window.entries], olderBefore: page.olderBefore };
}

/**
 * With newer entries at the end. When more than `maxEntries` are held, the oldest go; they can be read again, as
 * `olderBefore` then says.
 */
export function addNewer(window: LogWindow, page: LogPage, maxEntries: number): LogWindow {
  const last = window.entries.at(-1)?.sequence ?? -Infinity;
  const newer = page.entries.filter((entry) => entry.sequence > last);
  const { newerAfter } = page;
  if (newer.length === 0) return newerAfter === window.newerAfter ? window : { ...window, newerAfter };
  const entries = [...window.entries, ...newer].slice(-maxEntries);
  const isCut = entries.length < window.entries.length + newer.length;
  return { entries, olderBefore: isCut ? entries[0]!.sequence : window.olderBefore, newerAfter };
}

/**
 * By how many rows the entries that both windows hold have moved down; negative when rows went from the top. Null
 * when they hold none in common, so that there is no place to keep.
 */
export function rowsMoved(before: LogWindow, after: LogWindow): number | null {
  const [first] = before.entries;
  const [newFirst] = after.entries;
  if (!first || !newFirst) return null;
  if (newFirst.sequence <= first.sequence) {
    const index = indexOfSequence(after.entries, first.sequence);
    return index < 0 ? null : index;
  }
  const index = indexOfSequence(before.entries, newFirst.sequence);
  return index < 0 ? null : -index;
}

/** Where an entry stands, by bisection; -1 when it is not held. */
export function indexOfSequence(entries: readonly IndexedLogEntry[], sequence: number): number {
  let low = 0;
  let high = entries.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = entries[middle]!.sequence;
    if (found === sequence) return middle;
    if (found < sequence) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
