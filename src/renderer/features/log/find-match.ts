import type { IndexedLogEntry, LogPage } from "../../../shared/log-entry.ts";
import type { Result } from "../../../shared/result.ts";
import { call } from "../../client/bridge.ts";
import type { LogSearch } from "./log-store.ts";
import { indexOfSequence, type LogWindow } from "./log-window.ts";

export type Direction = "previous" | "next";

/** The match beside the present one among the rows that are held, all of which match; from none, the newest. */
export function besideMatch(
  { entries }: Pick<LogWindow, "entries">,
  present: number | null,
  direction: Direction,
): IndexedLogEntry | null {
  const index = present === null ? -1 : indexOfSequence(entries, present);
  if (index < 0) return entries.at(-1) ?? null;
  return entries[direction === "next" ? index + 1 : index - 1] ?? null;
}

/** The match beside a place of the whole log, asked for; null when there is none. */
export async function findMatch(
  search: LogSearch,
  place: number,
  direction: Direction,
): Promise<number | null> {
  let bound: number | null = place;
  while (bound !== null) {
    const where: { after: number } | { before: number } =
      direction === "next" ? { after: bound } : { before: bound };
    const answer: Result<LogPage> = await call("logs.search", { ...search, ...where, limit: 1 });
    if (!answer.ok) return null;
    const [found] = answer.value.entries;
    if (found) return found.sequence;
    const { olderBefore, newerAfter }: LogPage = answer.value;
    bound = direction === "previous" ? olderBefore : newerAfter > bound ? newerAfter : null;
  }
  return null;
}
