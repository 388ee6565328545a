import type { ChosenRepositories } from "../../../shared/contract.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { useCommand } from "../../client/use-command.ts";
import { PLAN_TEXTS } from "../../texts/choose.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { PlanFacts, PlanSkeleton } from "./plan-facts.tsx";
import { RemedyButton } from "../../client/remedy-button.tsx";
import type { PlanState } from "./use-plan.ts";

interface PlanDialogProps {
  organizationId: OrganizationId;
  repositories: ChosenRepositories;
  plan: PlanState;
  onAskAgain: () => void;
  onClose: () => void;
  onStarted: () => void;
  onConnect: () => void;
}

/** What a sync would cost, before anything starts. */
export function PlanDialog(props: PlanDialogProps) {
  const { organizationId, repositories, plan, onAskAgain, onClose, onStarted, onConnect } = props;
  const start = useCommand("sync.start");

  const startSync = async (): Promise<void> => {
    const answer = await start.run({ organizationId, repositories });
    if (answer.ok) onStarted();
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={PLAN_TEXTS.title}
      actions={
        <>
          <Button onClick={onClose}>{PLAN_TEXTS.back}</Button>
          <Button
            look="primary"
            icon="play"
            isBusy={start.isBusy}
            disabled={plan.kind !== "known"}
            onClick={() => void startSync()}
          >
            {PLAN_TEXTS.start}
          </Button>
        </>
      }
    >
      {plan.kind === "asking" && <PlanSkeleton />}
      {plan.kind === "failed" && (
        <FailureNotice
          failure={plan.failure}
          action={<RemedyButton failure={plan.failure} onTryAgain={onAskAgain} onConnect={onConnect} />}
        />
      )}
      {plan.kind === "known" && <PlanFacts plan={plan.plan} />}
      {start.failure && <FailureNotice failure={start.failure} />}
    </Dialog>
  );
}
