import type { RunProgress } from "../shared/models.ts";

/** What `BrowserWindow.setProgressBar` takes: below 0 nothing, above 1 something of unknown length. */
export interface TaskbarProgress {
  value: number;
  mode: "none" | "normal" | "indeterminate" | "paused" | "error";
}

const NONE: TaskbarProgress = { value: -1, mode: "none" };

/**
 * The progress on the dock or taskbar. A failure stays until the person has looked at it. Linux knows no unknown length
 * and would show it as done, so there a wait stands where it is.
 */
export function taskbarProgress(
  run: RunProgress | null,
  hasBeenSeen: boolean,
  platform: NodeJS.Platform,
): TaskbarProgress {
  if (run === null) return NONE;
  if (run.endedAt !== null) {
    return run.state === "failed" && !hasBeenSeen ? { value: 1, mode: "error" } : NONE;
  }
  const value = shareOf(run);
  const waiting: TaskbarProgress = { value: platform === "linux" ? value : 2, mode: "indeterminate" };
  switch (run.wait?.kind) {
    case "paused":
      return { value, mode: "paused" };
    case "sign-in":
    case "storage":
      return { value, mode: "error" };
    case "rate-limit":
    case "offline":
    case "asleep":
    case "on-battery":
      return waiting;
    case undefined:
      return run.pullRequestsExpected === 0 ? waiting : { value, mode: "normal" };
  }
}

/** In whole percent, so that the bar is told only what can be seen. */
function shareOf({ pullRequests, pullRequestsExpected }: RunProgress): number {
  const share = pullRequestsExpected === 0 ? 0 : pullRequests / pullRequestsExpected;
  return Math.round(Math.min(1, share) * 100) / 100;
}
