import { keep, readKept } from "../client/kept.ts";

const NAME = "recent-actions";
const KEPT = 5;

const parseIds = (kept: unknown): string[] | null =>
  Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : null;

/** The ids of the actions that were used last in the palette, newest first. */
export const recentActions = (): string[] => readKept(NAME, parseIds, []);

export function rememberAction(id: string): void {
  keep(NAME, [id, ...recentActions().filter((known) => known !== id)].slice(0, KEPT));
}
