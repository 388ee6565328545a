import { create } from "zustand";
import { CHECK_NAMES, type CheckName, type Finding } from "../../../shared/checks.ts";
import type { EpochMs } from "../../../shared/ids.ts";
import { call } from "../../client/bridge.ts";

interface ChecksStore {
  /** What each check found last; nothing of one that has not answered yet. */
  findings: Partial<Record<CheckName, readonly Finding[]>>;
  /** Checks that are being made. */
  running: ReadonlySet<CheckName>;
  /** When all of them had last been made. */
  checkedAt: EpochMs | null;
  /** Makes all checks, each by itself: what takes long keeps nothing else waiting. */
  run(): void;
}

export const useChecksStore = create<ChecksStore>()((set, get) => {
  const runOne = async (check: CheckName): Promise<void> => {
    const answer = await call("doctor.run", { checks: [check] });
    const findings: Finding[] = answer.ok
      ? answer.value
      : [{ check, kind: "unknown", failure: answer.failure }];
    set((store) => ({
      findings: { ...store.findings, [check]: findings },
      running: new Set([...store.running].filter((name) => name !== check)),
    }));
    if (get().running.size === 0) set({ checkedAt: Date.now() });
  };
  return {
    findings: {},
    running: new Set(),
    checkedAt: null,
    run() {
      if (get().running.size > 0) return;
      set({ running: new Set(CHECK_NAMES) });
      for (const check of CHECK_NAMES) void runOne(check);
    },
  };
});
