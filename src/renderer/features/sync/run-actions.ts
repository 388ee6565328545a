import type { RunProgress } from "../../../shared/models.ts";

/** What the person can ask of a run in its present state. */
export interface RunActions {
  canPause: boolean;
  canResume: boolean;
  canCancel: boolean;
  canSyncAgain: boolean;
  canRetryStalled: boolean;
  /** Waiting for the network, which can be looked for at once. */
  canTryNow: boolean;
  needsSignIn: boolean;
  /** It ended before it reached a single repository: only the run as a whole can be tried again. */
  canRetryWhole: boolean;
  /** How many repositories a retry would start again. */
  retryable: number;
}

export function actionsOf(run: RunProgress): RunActions {
  const wait = run.state === "waiting" ? run.wait?.kind : undefined;
  const hasEnded = run.endedAt !== null;
  const retryable = run.counts.failed + run.counts.gaps;
  return {
    canPause: !hasEnded && wait !== "paused",
    canResume: !hasEnded && wait === "paused",
    canCancel: !hasEnded,
    canSyncAgain: hasEnded,
    canRetryStalled: !hasEnded && run.state === "stalled",
    canTryNow: !hasEnded && (wait === "offline" || wait === "storage"),
    needsSignIn: !hasEnded && wait === "sign-in",
    canRetryWhole: run.state === "failed" && retryable === 0,
    retryable,
  };
}
