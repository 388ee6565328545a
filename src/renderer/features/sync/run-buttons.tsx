import { useState } from "react";
import type { RunProgress } from "../../../shared/models.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { useCommand } from "../../client/use-command.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { formatNumber } from "../../ui/format.ts";
import { actionsOf } from "./run-actions.ts";
import styles from "./run-summary.module.css";

/** Pause, resume, cancel, retry. What they change comes back as events. */
export function RunButtons({ run }: { run: RunProgress }) {
  const { runId } = run;
  const actions = actionsOf(run);
  const pause = useCommand("sync.pause");
  const resume = useCommand("sync.resume");
  const cancel = useCommand("sync.cancel");
  const retry = useCommand("sync.retry");
  const [isAsking, setAsking] = useState(false);
  const failure = pause.failure ?? resume.failure ?? cancel.failure ?? retry.failure;

  return (
    <>
      <div className={styles.buttons}>
        {actions.retryable > 0 && (
          <Button icon="retry" isBusy={retry.isBusy} onClick={() => void retry.run({ runId })}>
            Retry {formatNumber(actions.retryable)}
          </Button>
        )}
        {actions.canPause && (
          <Button icon="pause" isBusy={pause.isBusy} onClick={() => void pause.run({ runId })}>
            Pause
          </Button>
        )}
        {actions.canResume && (
          <Button
            look="primary"
            icon="play"
            isBusy={resume.isBusy}
            onClick={() => void resume.run({ runId })}
          >
            Resume
          </Button>
        )}
        {actions.canCancel && (
          <Button look="quiet" isBusy={cancel.isBusy} onClick={() => setAsking(true)}>
            Cancel…
          </Button>
        )}
      </div>
      {failure && (
        <div className={styles.commandFailure}>
          <FailureNotice failure={failure} />
        </div>
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
                void cancel.run({ runId });
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
