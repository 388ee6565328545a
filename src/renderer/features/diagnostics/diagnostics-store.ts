import { create } from "zustand";
import type { StatusReport } from "../../../shared/contract.ts";
import type { Failure } from "../../../shared/failures.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import { call } from "../../client/bridge.ts";
import { keepFresh } from "../../client/keep-fresh.ts";

interface DiagnosticsStore {
  organizationId: OrganizationId | null;
  /** The newest comparison. Stays in sight while a newer one is on its way. */
  report: StatusReport | null;
  /** Why the newest question was not answered. */
  failure: Failure | null;
  /** Compares, and compares again whenever the run or the list changes, until the returned function is called. */
  open(organizationId: OrganizationId): () => void;
  refresh(): void;
  /** Whether the person is asked about the deep verification. */
  asksToVerify: boolean;
  askToVerify(asks: boolean): void;
}

/** Every comparison counts every row: while a run changes ten times a second, once in this time is enough. */
const REST_MS = 1000;

export const useDiagnosticsStore = create<DiagnosticsStore>()((set, get) => {
  let refresh = (): void => {};
  return {
    organizationId: null,
    report: null,
    failure: null,
    open(organizationId) {
      // Another organization's records must not be seen under this one's name.
      if (get().organizationId !== organizationId) set({ organizationId, report: null });
      set({ failure: null });
      const fresh = keepFresh({
        ask: () => call("status.get", { organizationId }),
        onAnswer: (answer) =>
          set(answer.ok ? { report: answer.value, failure: null } : { failure: answer.failure }),
        isTouchedBy: (event) =>
          (event.name === "run.changed" && event.payload.run.organizationId === organizationId) ||
          (event.name === "repositories.changed" && event.payload.organizationId === organizationId),
        restMs: REST_MS,
      });
      refresh = fresh.refresh;
      return () => {
        fresh.stop();
        set({ asksToVerify: false });
      };
    },
    refresh: () => refresh(),
    asksToVerify: false,
    askToVerify: (asksToVerify) => set({ asksToVerify }),
  };
});
