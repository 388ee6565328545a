import type { OrganizationId, RepositoryId } from "../../../shared/ids.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { RemedyButton } from "../../client/remedy-button.tsx";
import { useCommand } from "../../client/use-command.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { formatCount } from "../../ui/format.ts";

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
      title="Verify everything again?"
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button look="primary" isBusy={verify.isBusy} onClick={() => void start()}>
            Verify again
          </Button>
        </>
      }
    >
      <p>
        {formatCount(repositoryIds.length, "repository is", "repositories are")} read anew and compared with
        GitHub, whatever is stored and verified of them. This also finds changes that GitHub gives no sign of,
        and costs as much of its hourly budget as a first sync.
      </p>
      <p>What is stored stays until GitHub’s own answer replaces it.</p>
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
