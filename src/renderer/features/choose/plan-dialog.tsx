import { useEffect } from "react";
import type { ChosenRepositories } from "../../../shared/contract.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { useCommand } from "../../client/use-command.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { PlanFacts, PlanSkeleton } from "./plan-facts.tsx";
import { RemedyButton } from "../../client/remedy-button.tsx";
import { usePlan } from "./use-plan.ts";

interface PlanDialogProps {
  organizationId: OrganizationId;
  repositories: ChosenRepositories;
  onClose: () => void;
  onStarted: () => void;
  onConnect: () => void;
}

/** What a sync would cost, before anything starts. */
export function PlanDialog({ organizationId, repositories, onClose, onStarted, onConnect }: PlanDialogProps) {
  const { plan, ask } = usePlan(organizationId, repositories);
  const start = useCommand("sync.start");

  useEffect(ask, [ask]);

  const startSync = async (): Promise<void> => {
    const answer = await start.run({ organizationId, repositories });
    if (answer.ok) onStarted();
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Before the sync starts"
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button
            look="primary"
            icon="play"
            isBusy={start.isBusy}
            disabled={plan.kind !== "known"}
            onClick={() => void startSync()}
          >
            Start sync
          </Button>
        </>
      }
    >
      {plan.kind === "asking" && <PlanSkeleton />}
      {plan.kind === "failed" && (
        <FailureNotice
          failure={plan.failure}
          action={<RemedyButton failure={plan.failure} onTryAgain={ask} onConnect={onConnect} />}
        />
      )}
      {plan.kind === "known" && <PlanFacts plan={plan.plan} />}
      {start.failure && <FailureNotice failure={start.failure} />}
    </Dialog>
  );
}
