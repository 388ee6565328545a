import { describeFailure } from "../../../shared/failures.ts";
import { formatCount, formatNumber } from "../../ui/format.ts";
import type { ListProjection } from "./repositories-store.ts";

/** Where the list stands, in a few words beside its count. */
export function describeList(state: ListProjection["state"], known: number): string {
  const count = formatCount(known, "repository", "repositories");
  switch (state.kind) {
    case "asked":
    case "not-loaded":
      return known > 0 ? `${count} so far, asking GitHub…` : "Asking GitHub…";
    case "loading":
      return known > 0
        ? `${count} so far, ${describePages(state.pagesLoaded, state.pagesTotal)}`
        : "Asking GitHub…";
    case "loaded":
      return count;
    case "failed":
      return known > 0 ? `${count} loaded, not all` : describeFailure(state.failure).title;
  }
}

function describePages(loaded: number, total: number | null): string {
  return total === null
    ? `page ${formatNumber(loaded + 1)} is loading…`
    : `page ${formatNumber(Math.min(loaded + 1, total))} of ${formatNumber(total)} is loading…`;
}

/** Whether more of the list may come by itself. */
export function isOnItsWay(state: ListProjection["state"]): boolean {
  return state.kind === "asked" || state.kind === "not-loaded" || state.kind === "loading";
}
