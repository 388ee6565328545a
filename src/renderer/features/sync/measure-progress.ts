import type { EpochMs } from "../../../shared/ids.ts";
import type { RepositoryProgress, RunProgress } from "../../../shared/models.ts";

/** How much of a run is done, in pull requests. */
export interface RunMeasure {
  /** Share of the pull requests that belong to repositories counted and found complete. 1 only when the run is complete. */
  verified: number;
  /** Share that is stored, verified ones included. */
  stored: number;
  /** False while GitHub's counts are not known, so that no share can be told. */
  isKnown: boolean;
}

/** Below a whole, so that no bar fills and no figure says 100% before the run itself is complete. */
const NOT_QUITE_ALL = 0.99;

/**
 * Measures a run by finished and verified work alone: failed, cancelled and never-started repositories count
 * towards the whole and never towards what is done.
 */
export function measureRun(run: RunProgress, rows: Iterable<RepositoryProgress>): RunMeasure {
  if (run.state === "complete") return { verified: 1, stored: 1, isKnown: true };
  if (run.pullRequestsExpected <= 0) return { verified: 0, stored: 0, isKnown: false };
  let verified = 0;
  for (const row of rows) if (row.state === "complete") verified += row.pullRequests;
  const shareOf = (count: number): number => Math.min(NOT_QUITE_ALL, count / run.pullRequestsExpected);
  const storedShare = shareOf(run.pullRequests);
  return { verified: Math.min(shareOf(verified), storedShare), stored: storedShare, isKnown: true };
}

/** How fast a run goes, and how long it will take at that; null while it stands still, whatever its pace was before. */
export function paceOf({
  state,
  rowsPerSecond,
  remainingMs,
}: Pick<RunProgress, "state" | "rowsPerSecond" | "remainingMs">): {
  rowsPerSecond: number;
  remainingMs: RunProgress["remainingMs"];
} | null {
  const isMoving = state === "running" || state === "verifying";
  return isMoving && rowsPerSecond !== null ? { rowsPerSecond, remainingMs } : null;
}

/** What is left of GitHub's hourly budget; null once a run has ended and the hour is over: nobody has asked since. */
export function budgetOf(
  { hourlyBudget, endedAt }: Pick<RunProgress, "hourlyBudget" | "endedAt">,
  now: EpochMs,
): RunProgress["hourlyBudget"] {
  return hourlyBudget !== null && endedAt !== null && hourlyBudget.resetAt <= now ? null : hourlyBudget;
}

/** What one repository's bar shows: finished only when it is complete. */
export function measureRepository(row: RepositoryProgress): { finished: number; begun: number } {
  if (row.state === "complete") return { finished: 1, begun: 1 };
  const begun = row.pullRequestsExpected ? row.pullRequests / row.pullRequestsExpected : 0;
  return { finished: 0, begun: Math.min(NOT_QUITE_ALL, begun) };
}
