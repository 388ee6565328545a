import type { Failure } from "../shared/failures.ts";
import type { EpochMs } from "../shared/ids.ts";
import type { RunProgress } from "../shared/models.ts";
import { summarizeFailure } from "./render/failure.ts";

/** What ends the watching of a run. */
export type Verdict =
  | { kind: "go-on" }
  | { kind: "ended" }
  /** The command ends though the run has not: it stays in the queue. */
  | { kind: "give-up"; failure: Failure };

/** How long a run has been waiting without bringing anything in. */
export interface Patience {
  maxWaitMs: number;
  /** When the waiting began; null while the run works. */
  waitingSince: EpochMs | null;
  /** What had been stored then. */
  stored: number;
}

export const freshPatience = (maxWaitMs: number): Patience => ({ maxWaitMs, waitingSince: null, stored: 0 });

/**
 * Carries the waiting time on. An attempt between two waits that stores nothing does not start it anew, or a
 * network that flickers would be waited for without end.
 */
export function carryOn(patience: Patience, run: RunProgress, now: EpochMs): Patience {
  const stored = run.pullRequests + run.reviews + (run.members?.members ?? 0) + run.counts.complete;
  if (stored !== patience.stored) {
    return { ...patience, stored, waitingSince: isWaiting(run) ? now : null };
  }
  return { ...patience, waitingSince: patience.waitingSince ?? (isWaiting(run) ? now : null) };
}

/** Whether to go on watching. A known end of a wait that lies too far off is not waited for at all. */
export function judgeRun(run: RunProgress, patience: Patience, now: EpochMs): Verdict {
  if (hasEnded(run)) return { kind: "ended" };
  if (run.wait?.kind === "sign-in") return { kind: "give-up", failure: run.wait.failure };
  if (patience.waitingSince === null || !isWaiting(run)) return { kind: "go-on" };

  const deadline = patience.waitingSince + patience.maxWaitMs;
  const until = run.wait?.kind === "rate-limit" ? run.wait.until : null;
  if (now < deadline && (until === null || until <= deadline)) return { kind: "go-on" };
  return {
    kind: "give-up",
    failure: {
      code: "run/gave-up-waiting",
      detail: `${describeWait(run)}; --wait allows ${patience.maxWaitMs / 60_000} min`,
      ...(until === null ? {} : { until }),
    },
  };
}

function hasEnded(run: RunProgress): boolean {
  switch (run.state) {
    case "complete":
    case "complete-with-gaps":
    case "failed":
    case "cancelled":
      return true;
    case "planned":
    case "running":
    case "waiting":
    case "stalled":
    case "verifying":
    case "unknown":
      return run.endedAt !== null;
  }
}

/** A contradiction that does not resolve itself is not watched for ever either. */
const isWaiting = (run: RunProgress): boolean => run.state === "waiting" || run.state === "unknown";

function describeWait({ wait }: RunProgress): string {
  switch (wait?.kind) {
    case "rate-limit":
      return {
        primary: "GitHub's hourly limit is used up",
        secondary: "GitHub asked us to slow down",
        pace: "GitHub's limits of the minute are nearly used up",
      }[wait.limit];
    case "offline":
      return wait.failure ? summarizeFailure(wait.failure) : "GitHub cannot be reached";
    case "storage":
      return summarizeFailure(wait.failure);
    case "paused":
      return "the sync is paused";
    default:
      return "the sync makes no progress";
  }
}
