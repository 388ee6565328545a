import { describeFailure } from "../../../shared/failures.ts";
import { LIST_STATUS_TEXTS } from "../../texts/choose.ts";
import type { ListProjection } from "./repositories-store.ts";

/** Where the list stands, in a few words beside its count. */
export function describeList(state: ListProjection["state"], known: number): string {
  switch (state.kind) {
    case "asked":
    case "not-loaded":
      return known > 0
        ? LIST_STATUS_TEXTS.soFar(known, LIST_STATUS_TEXTS.askingOn)
        : LIST_STATUS_TEXTS.asking;
    case "loading": {
      if (known === 0) return LIST_STATUS_TEXTS.asking;
      const { pagesLoaded, pagesTotal } = state;
      const page = Math.min(pagesLoaded + 1, pagesTotal ?? Infinity);
      return LIST_STATUS_TEXTS.soFar(known, LIST_STATUS_TEXTS.page(page, pagesTotal));
    }
    case "loaded":
      return LIST_STATUS_TEXTS.all(known);
    case "failed":
      return known > 0 ? LIST_STATUS_TEXTS.notAll(known) : describeFailure(state.failure).title;
  }
}

/** Whether more of the list may come by itself. */
export function isOnItsWay(state: ListProjection["state"]): boolean {
  return state.kind === "asked" || state.kind === "not-loaded" || state.kind === "loading";
}
