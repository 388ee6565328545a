import type { OrganizationId, RepositoryId } from "../../../shared/ids.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { RemedyButton } from "../../client/remedy-button.tsx";
import { useCommand } from "../../client/use-command.ts";
import { DIAGNOSTICS_TEXTS, VERIFY_DIALOG_TEXTS } from "../../texts/diagnostics.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";

interface VerifyDialogProps {
  organizationId: OrganizationId;
  /** Those that have been read before. */
  repositoryIds: RepositoryId[];
  onClose: () => void;
  onConnect: () => void;
  onStarted: () => void;
}

/** The deep verification, with what it costs, before it starts. */
export function VerifyDialog({
  organizationId,
  repositoryIds,
  onClose,
  onConnect,
  onStarted,
}: VerifyDialogProps) {
  const verify = useCommand("sync.verify");
  const start = async (): Promise<void> => {
    const answer = await verify.run({ organizationId, repositories: { kind: "ids", ids: repositoryIds } });
    if (answer.ok) onStarted();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={VERIFY_DIALOG_TEXTS.title}
      actions={
        <>
          <Button onClick={onClose}>{DIAGNOSTICS_TEXTS.back}</Button>
          <Button look="primary" isBusy={verify.isBusy} onClick={() => void start()}>
            {VERIFY_DIALOG_TEXTS.start}
          </Button>
        </>
      }
    >
      <p>{VERIFY_DIALOG_TEXTS.cost(repositoryIds.length)}</p>
      <p>{VERIFY_DIALOG_TEXTS.safe}</p>
      {verify.failure && (
        <FailureNotice
          failure={verify.failure}
          action={
            <RemedyButton failure={verify.failure} onTryAgain={() => void start()} onConnect={onConnect} />
          }
        />
      )}
    </Dialog>
  );
}
