import type { EpochMs } from "../../shared/ids.ts";
import type { CoverageState, RepositoryRunState, RunState } from "../../shared/models.ts";
import { assertNever } from "../../shared/result.ts";
import type { RunOutcome } from "../database/run-store.ts";

/*
 * The one place where stored facts become the words that a person sees. Pure and total: every combination has exactly
 * one answer, and what contradicts itself is never called running or complete.
 */

/** Why a run makes no progress for a known reason; null when nothing holds it up. */
export type HeldUp = "paused" | "gate" | null;

export interface RepositorySituation {
  settledAt: EpochMs | null;
  coverage: readonly CoverageState[];
  job: { state: "ready" | "leased" | "dead"; runAt: EpochMs; hasFailed: boolean } | null;
  /** A worker of this process is at it. */
  isLive: boolean;
  isStalled: boolean;
  /** Rows of it are stored. */
  hasBegun: boolean;
}

export function repositoryState(
  situation: RepositorySituation,
  run: { outcome: RunOutcome | null; heldUp: HeldUp },
  now: EpochMs,
): RepositoryRunState {
  const { job, coverage } = situation;
  // An empty ledger says nothing, so it is not whole.
  if (situation.settledAt !== null)
    return coverage.length > 0 && coverage.every(isWhole) ? "complete" : "gaps";
  if (run.outcome === "cancelled") return "cancelled";
  if (run.outcome !== null) return "failed";
  if (job === null) return run.heldUp ? "waiting" : "verifying";
  switch (job.state) {
    case "dead":
      return "failed";
    case "leased":
      if (!situation.isLive || situation.isStalled) return "stalled";
      return run.heldUp ? "waiting" : "running";
    case "ready":
      if (run.heldUp) return "waiting";
      if (job.hasFailed && job.runAt > now) return "retrying";
      return situation.hasBegun ? "running" : "queued";
    default:
      return assertNever(job.state);
  }
}

/** A ledger entry that leaves nothing to be desired: counted and equal, or a verified zero. */
export function isWhole(state: CoverageState): boolean {
  switch (state) {
    case "verified":
    case "empty":
    case "disabled":
      return true;
    case "gaps":
    case "forbidden":
    case "sso-blocked":
    case "gone":
    case "not-yet-read":
      return false;
    default:
      return assertNever(state);
  }
}

export interface RunSituation {
  outcome: RunOutcome | null;
  heldUp: HeldUp;
  counts: Readonly<Record<RepositoryRunState, number>>;
  /** The list of repositories and the members, while they are not done. */
  organizationJobs: { ready: number; leased: number; dead: number };
  /** Verify jobs that are not done. */
  verifyJobs: number;
  /** Slices of the run that workers of this process are at, and how many of them are stalled. */
  liveSlices: number;
  stalledSlices: number;
}

export function runState(situation: RunSituation): RunState {
  const { outcome, counts, organizationJobs: jobs } = situation;
  if (outcome !== null) return endedState(situation, outcome);
  if (situation.heldUp !== null) return "waiting";
  if (situation.liveSlices > 0 && situation.stalledSlices === situation.liveSlices) return "stalled";
  const reading =
    counts.running + counts.queued + counts.retrying + counts.stalled + jobs.ready + jobs.leased;
  const hasLive = situation.liveSlices > 0;
  if (reading === 0 && (counts.verifying > 0 || situation.verifyJobs > 0)) return "verifying";
  if (hasLive || counts.running + counts.retrying > 0 || jobs.leased > 0) return "running";
  if (reading > 0) return "planned";
  // Nothing to do, and yet not ended: whoever ends runs has not come by, or never will.
  return "unknown";
}

function endedState(situation: RunSituation, outcome: RunOutcome): RunState {
  const { counts, organizationJobs: jobs, verifyJobs } = situation;
  switch (outcome) {
    case "complete": {
      const others = Object.entries(counts).some(([state, count]) => state !== "complete" && count > 0);
      return others || jobs.ready + jobs.leased + jobs.dead + verifyJobs > 0 ? "unknown" : "complete";
    }
    case "complete-with-gaps":
    case "failed":
    case "cancelled":
      return outcome;
    default:
      return assertNever(outcome);
  }
}
