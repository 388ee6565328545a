import type { RunProgress } from "../../../shared/models.ts";
import { useCommand } from "../../client/use-command.ts";
import { RUN_ACTION_TEXTS, STALL_TEXTS } from "../../texts/sync.ts";
import { Button } from "../../ui/button.tsx";
import { actionsOf } from "./run-actions.ts";

interface RunRemedyProps {
  run: RunProgress;
  onInsights: () => void;
  onShowLog: () => void;
  onDiagnose: () => void;
}

/**
 * Beside the run's state: what helps in just that state, or else the way to what there is already. Each button has a key:
 * without, the one that is about to be pressed would become another one when the state changes.
 */
export function RunRemedy({ run, onInsights, onShowLog, onDiagnose }: RunRemedyProps) {
  const { runId } = run;
  const can = actionsOf(run);
  const retry = useCommand("sync.retry");
  const tryAgain = (): void => void retry.run({ runId });
  // Where the sync is degraded, the notice above it has that button already.
  const showLog = !run.degraded && (
    <Button key="log" look="quiet" icon="log" onClick={onShowLog}>
      {STALL_TEXTS.showLog}
    </Button>
  );

  if (can.canRetryStalled)
    return (
      <>
        <Button key="retry" look="primary" icon="retry" isBusy={retry.isBusy} onClick={tryAgain}>
          {STALL_TEXTS.retryNow}
        </Button>
        {showLog}
      </>
    );
  if (can.canTryNow)
    return (
      <>
        <Button key="try" icon="retry" isBusy={retry.isBusy} onClick={tryAgain}>
          {RUN_ACTION_TEXTS.tryNow}
        </Button>
        {showLog}
      </>
    );
  if (run.state === "unknown")
    return (
      <Button key="diagnose" icon="diagnostics" onClick={onDiagnose}>
        {RUN_ACTION_TEXTS.compareRecords}
      </Button>
    );
  if (run.state === "failed" || run.firstInsightMs === null) return showLog;
  return (
    <Button key="insights" look="quiet" icon="insights" onClick={onInsights}>
      {run.endedAt === null ? RUN_ACTION_TEXTS.soFar : RUN_ACTION_TEXTS.seeInsights}
    </Button>
  );
}
