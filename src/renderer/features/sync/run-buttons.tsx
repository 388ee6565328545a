import { useState } from "react";
import type { Failure } from "../../../shared/failures.ts";
import type { RunProgress } from "../../../shared/models.ts";
import { useCommand } from "../../client/use-command.ts";
import type { Result } from "../../../shared/result.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { formatCount } from "../../ui/format.ts";
import { actionsOf } from "./run-actions.ts";

interface RunButtonsProps {
  run: RunProgress;
  /** Called with the failure of the newest command, or null when it was taken. */
  onFailure: (failure: Failure | null) => void;
}

/** Pause, resume, cancel, retry. What they change comes back as events. */
export function RunButtons({ run, onFailure }: RunButtonsProps) {
  const { runId } = run;
  const actions = actionsOf(run);
  const pause = useCommand("sync.pause");
  const resume = useCommand("sync.resume");
  const cancel = useCommand("sync.cancel");
  const retry = useCommand("sync.retry");
  const [isAsking, setAsking] = useState(false);

  const send = async (answer: Promise<Result<unknown>>): Promise<void> => {
    const result = await answer;
    onFailure(result.ok ? null : result.failure);
  };

  return (
    <>
      {actions.retryable > 0 && (
        <Button icon="retry" isBusy={retry.isBusy} onClick={() => void send(retry.run({ runId }))}>
          Retry {formatCount(actions.retryable, "repository", "repositories")}
        </Button>
      )}
      {actions.canPause && (
        <Button icon="pause" isBusy={pause.isBusy} onClick={() => void send(pause.run({ runId }))}>
          Pause
        </Button>
      )}
      {actions.canResume && (
        <Button
          look="primary"
          icon="play"
          isBusy={resume.isBusy}
          onClick={() => void send(resume.run({ runId }))}
        >
          Resume
        </Button>
      )}
      {actions.canCancel && (
        <Button look="quiet" isBusy={cancel.isBusy} onClick={() => setAsking(true)}>
          Cancel…
        </Button>
      )}
      <Dialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title="Cancel this sync?"
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Keep syncing</Button>
            <Button
              look="danger"
              onClick={() => {
                setAsking(false);
                void send(cancel.run({ runId }));
              }}
            >
              Cancel the sync
            </Button>
          </>
        }
      >
        <p>
          What was fetched stays, and a later sync goes on from it. To stop for a while only, pause instead.
        </p>
      </Dialog>
    </>
  );
}
