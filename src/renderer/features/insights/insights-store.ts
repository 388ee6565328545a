import { create } from "zustand";
import type { Failure } from "../../../shared/failures.ts";
import type { InsightScope, Insights } from "../../../shared/insights.ts";
import { call } from "../../client/bridge.ts";
import { keepFresh } from "../../client/keep-fresh.ts";

interface InsightsStore {
  /** The newest answer, with the scope it was asked for. Stays in sight while a newer one is on its way. */
  insights: Insights | null;
  /** What that answer was narrowed to, in words; null for everything. Files that are saved are named by it. */
  scopeName: string | null;
  /** Why the newest question was not answered. */
  failure: Failure | null;
  /** Asks, and asks again whenever rows are stored, until the returned function is called. */
  open(scope: InsightScope, scopeName: string | null): () => void;
  tryAgain(): void;
  /** Whether the person is asked how to export the data. */
  asksToExport: boolean;
  askToExport(asks: boolean): void;
}

/** During a sync rows are stored all the time, and every answer is computed from all of them. */
const REST_MS = 200;

export const useInsightsStore = create<InsightsStore>()((set, get) => {
  let refresh = (): void => {};
  return {
    insights: null,
    scopeName: null,
    failure: null,
    open(scope, scopeName) {
      // Another organization's figures must not be seen under this one's name.
      if (get().insights?.scope.organizationId !== scope.organizationId) set({ insights: null });
      set({ failure: null });
      const fresh = keepFresh({
        ask: () => call("insights.get", scope),
        onAnswer: (answer) =>
          set(answer.ok ? { insights: answer.value, scopeName, failure: null } : { failure: answer.failure }),
        isTouchedBy: (event) =>
          event.name === "insights.changed" && event.payload.organizationId === scope.organizationId,
        restMs: REST_MS,
      });
      refresh = fresh.refresh;
      return () => {
        fresh.stop();
        set({ asksToExport: false });
      };
    },
    asksToExport: false,
    askToExport: (asksToExport) => set({ asksToExport }),
    tryAgain() {
      set({ failure: null });
      refresh();
    },
  };
});
