import { useCallback, useRef, useState } from "react";
import type { ChosenRepositories } from "../../../shared/contract.ts";
import type { Failure } from "../../../shared/failures.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import type { SyncPlan } from "../../../shared/models.ts";
import { call } from "../../client/bridge.ts";

export type PlanState =
  | { kind: "asking" }
  | { kind: "known"; plan: SyncPlan }
  | { kind: "failed"; failure: Failure };

/** Asks what a sync of these repositories would cost; only the newest question's answer counts. */
export function usePlan(
  organizationId: OrganizationId,
  repositories: ChosenRepositories,
): { plan: PlanState; ask: () => void } {
  const [plan, setPlan] = useState<PlanState>({ kind: "asking" });
  const questions = useRef(0);
  const ask = useCallback(() => {
    const question = ++questions.current;
    setPlan({ kind: "asking" });
    void call("sync.plan", { organizationId, repositories }).then((answer) => {
      if (question !== questions.current) return;
      setPlan(
        answer.ok ? { kind: "known", plan: answer.value } : { kind: "failed", failure: answer.failure },
      );
    });
  }, [organizationId, repositories]);
  return { plan, ask };
}
