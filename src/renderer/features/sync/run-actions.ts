import type { RunProgress } from "../../../shared/models.ts";

/** What the person can ask of a run in its present state. */
export interface RunActions {
  canPause: boolean;
  canResume: boolean;
  canCancel: boolean;
  /** How many repositories a retry would start again. */
  retryable: number;
}

export function actionsOf(run: RunProgress): RunActions {
  const isPaused = run.state === "waiting" && run.wait?.kind === "paused";
  const hasEnded = run.endedAt !== null;
  return {
    canPause: !hasEnded && !isPaused,
    canResume: !hasEnded && isPaused,
    canCancel: !hasEnded,
    retryable: run.counts.failed + run.counts.gaps,
  };
}
