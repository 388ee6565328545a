import { describeFailure } from "../../../shared/failures.ts";
import type { SyncPlan } from "../../../shared/models.ts";
import { PLAN_TEXTS } from "../../texts/choose.ts";
import { Button } from "../../ui/button.tsx";
import type { PlanState } from "./use-plan.ts";
import styles from "./plan-footer.module.css";

interface PlanFooterProps {
  selected: number;
  known: number;
  /** More repositories may join the selection, because all are selected and the list still grows. */
  isGrowing: boolean;
  plan: PlanState;
  onAskAgain: () => void;
  onReview: () => void;
}

/** What is selected and what its sync would cost, at the foot of the list; it follows every change. */
export function PlanFooter({ selected, known, isGrowing, plan, onAskAgain, onReview }: PlanFooterProps) {
  const [count, ofAll] = PLAN_TEXTS.selected(selected, known);
  return (
    <footer className={styles.footer}>
      <div className={styles.words}>
        <p className={styles.selected}>
          {known > 0 && (
            <>
              <strong>{count}</strong>
              {ofAll}
              {isGrowing && PLAN_TEXTS.stillToCome}
            </>
          )}
        </p>
        <p className={styles.plan} data-testid="plan" aria-busy={plan.kind === "asking"}>
          <PlanLine plan={plan} onAskAgain={onAskAgain} />
        </p>
      </div>
      <Button look="primary" disabled={selected === 0} onClick={onReview}>
        {PLAN_TEXTS.review}
      </Button>
    </footer>
  );
}

function PlanLine({ plan, onAskAgain }: { plan: PlanState; onAskAgain: () => void }) {
  switch (plan.kind) {
    case "none":
      return PLAN_TEXTS.nothing;
    case "asking":
      return plan.before === null ? (
        PLAN_TEXTS.asking
      ) : (
        <span className={styles.before}>{listFacts(plan.before)}</span>
      );
    case "known":
      return listFacts(plan.plan);
    case "failed":
      return (
        <>
          {PLAN_TEXTS.failed(describeFailure(plan.failure).title)}{" "}
          <Button size="small" look="quiet" onClick={onAskAgain}>
            {PLAN_TEXTS.tryAgain}
          </Button>
        </>
      );
  }
}

function listFacts(plan: SyncPlan): string {
  const { facts } = PLAN_TEXTS;
  return [
    facts.pullRequests(plan.pullRequests),
    facts.requests(plan.requests),
    facts.points(plan.points),
    facts.time(plan.expectedMs),
    ...(plan.pointsRemaining === null ? [] : [facts.left(plan.pointsRemaining)]),
  ].join(" · ");
}
