import { useCallback, useEffect, useState } from "react";
import type { ChosenRepositories } from "../../../shared/contract.ts";
import type { Failure } from "../../../shared/failures.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import type { SyncPlan } from "../../../shared/models.ts";
import { call } from "../../client/bridge.ts";
import { keepFresh } from "../../client/keep-fresh.ts";
import { useDebounced } from "../../ui/use-debounced.ts";

export type PlanState =
  | { kind: "none" }
  /** With the plan of the selection before, so that nothing jumps while the new one comes. */
  | { kind: "asking"; before: SyncPlan | null }
  | { kind: "known"; plan: SyncPlan }
  | { kind: "failed"; failure: Failure };

/** Selecting goes on in quick clicks; GitHub is asked when it pauses. */
const SETTLES_AFTER_MS = 350;

/** Follows a selection with what its sync would cost, also after a sync that ends meanwhile; only the newest question's answer counts. */
export function usePlan(
  organizationId: OrganizationId,
  repositories: ChosenRepositories | null,
): { plan: PlanState; askAgain: () => void } {
  const settled = useDebounced(repositories, SETTLES_AFTER_MS);
  const [question, setQuestion] = useState(0);
  const [answered, setAnswered] = useState<{ to: Question; plan: SyncPlan | Failure } | null>(null);

  useEffect(() => {
    if (settled === null) return;
    return keepFresh({
      ask: () => call("sync.plan", { organizationId, repositories: settled }),
      onAnswer(answer) {
        const plan = answer.ok ? answer.value : answer.failure;
        setAnswered({ to: { repositories: settled, question }, plan });
      },
      // What a sync has read is not to be read again.
      isTouchedBy: (event) =>
        event.name === "run.changed" &&
        event.payload.run.organizationId === organizationId &&
        event.payload.run.endedAt !== null,
    }).stop;
  }, [organizationId, settled, question]);

  const askAgain = useCallback(() => setQuestion((before) => before + 1), []);
  return { plan: stateOf(repositories, question, answered), askAgain };
}

/** Which selection was asked about, and for how many times. */
interface Question {
  repositories: ChosenRepositories;
  question: number;
}

function stateOf(
  repositories: ChosenRepositories | null,
  question: number,
  answered: { to: Question; plan: SyncPlan | Failure } | null,
): PlanState {
  if (repositories === null) return { kind: "none" };
  const isAnswered = answered?.to.repositories === repositories && answered.to.question === question;
  if (!answered || !isAnswered) {
    const before = answered && !("code" in answered.plan) ? answered.plan : null;
    return { kind: "asking", before };
  }
  return "code" in answered.plan
    ? { kind: "failed", failure: answered.plan }
    : { kind: "known", plan: answered.plan };
}
