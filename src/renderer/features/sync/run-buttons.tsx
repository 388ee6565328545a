import type { AccountId } from "../../../shared/ids.ts";
import type { Failure } from "../../../shared/failures.ts";
import type { RunProgress } from "../../../shared/models.ts";
import type { Result } from "../../../shared/result.ts";
import { useCommand } from "../../client/use-command.ts";
import { RUN_ACTION_TEXTS, SYNC_TEXTS } from "../../texts/sync.ts";
import { Button } from "../../ui/button.tsx";
import { actionsOf } from "./run-actions.ts";
import { cancelSync, syncAgain } from "./run-commands.ts";

interface RunButtonsProps {
  run: RunProgress;
  onChoose: () => void;
  onSignInAgain: (accountId: AccountId) => void;
  /** Called with the failure of the newest command, or null when it was taken. */
  onFailure: (failure: Failure | null) => void;
}

/** What can be asked of the run: the most likely first. What the commands change comes back as events. */
export function RunButtons({ run, onChoose, onSignInAgain, onFailure }: RunButtonsProps) {
  const { runId, organizationId } = run;
  const can = actionsOf(run);
  const canRetry = can.retryable > 0 || can.canRetryWhole;
  const pause = useCommand("sync.pause");
  const resume = useCommand("sync.resume");
  const retry = useCommand("sync.retry");

  const send = async (answer: Promise<Result<unknown>>): Promise<void> => {
    const result = await answer;
    onFailure(result.ok ? null : result.failure);
  };

  return (
    <>
      {can.needsSignIn && (
        <Button look="primary" icon="key" onClick={() => onSignInAgain(run.accountId)}>
          {RUN_ACTION_TEXTS.signInAgain}
        </Button>
      )}
      {canRetry && (
        <Button
          look={can.canSyncAgain ? "primary" : "plain"}
          icon="retry"
          isBusy={retry.isBusy}
          onClick={() => void send(retry.run({ runId }))}
        >
          {can.canRetryWhole ? SYNC_TEXTS.tryAgain : RUN_ACTION_TEXTS.retryAll(can.retryable)}
        </Button>
      )}
      {can.canSyncAgain && <Button onClick={onChoose}>{SYNC_TEXTS.chooseOthers}</Button>}
      {can.canSyncAgain && (
        <Button
          look={canRetry ? "plain" : "primary"}
          icon="sync"
          onClick={() => void syncAgain(organizationId)}
        >
          {RUN_ACTION_TEXTS.syncNow}
        </Button>
      )}
      {can.canPause && (
        <Button icon="pause" isBusy={pause.isBusy} onClick={() => void send(pause.run({ runId }))}>
          {RUN_ACTION_TEXTS.pause}
        </Button>
      )}
      {can.canResume && (
        <Button
          look="primary"
          icon="play"
          isBusy={resume.isBusy}
          onClick={() => void send(resume.run({ runId }))}
        >
          {RUN_ACTION_TEXTS.resume}
        </Button>
      )}
      {can.canCancel && (
        <Button look="quiet" icon="stop" onClick={() => void cancelSync(run)}>
          {RUN_ACTION_TEXTS.cancel}
        </Button>
      )}
    </>
  );
}
