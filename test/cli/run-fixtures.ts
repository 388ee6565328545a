import type { SyncView } from "../../src/shared/contract.ts";
import type { AccountId, OrganizationId, RepositoryId, RunId } from "../../src/shared/ids.ts";
import type { RepositoryProgress, RepositoryRunState, RunProgress } from "../../src/shared/models.ts";

const noRepositories: Record<RepositoryRunState, number> = {
  queued: 0,
  running: 0,
  waiting: 0,
  stalled: 0,
  retrying: 0,
  verifying: 0,
  complete: 0,
  gaps: 0,
  failed: 0,
  cancelled: 0,
};

/** A run in the middle of its work, but for what is said to differ. */
export function makeRun(
  changes: Partial<Omit<RunProgress, "counts">> & { counts?: Partial<RunProgress["counts"]> } = {},
): RunProgress {
  return {
    runId: 1 as RunId,
    accountId: 1 as AccountId,
    organizationId: 1 as OrganizationId,
    organizationLogin: "acme",
    state: "running",
    wait: null,
    retry: null,
    stall: null,
    degraded: false,
    listing: false,
    startedAt: 1_000,
    endedAt: null,
    repositories: 40,
    pullRequests: 1_204,
    pullRequestsExpected: 5_312,
    reviews: 2_000,
    members: { state: "complete", members: 60, failure: null },
    requests: 142,
    points: 131,
    pointsRemaining: 4_869,
    hourlyBudget: { limit: 5_000, remaining: 4_869, reserved: 500, resetAt: 3_600_000 },
    rowsPerSecond: 320,
    remainingMs: { low: 12_000, high: 20_000 },
    firstInsightMs: null,
    plan: null,
    failure: null,
    ...changes,
    counts: { ...noRepositories, ...changes.counts },
  };
}

export function makeRow(changes: Partial<RepositoryProgress> = {}): RepositoryProgress {
  return {
    repositoryId: 1 as RepositoryId,
    fullName: "acme/web",
    state: "complete",
    pullRequests: 10,
    pullRequestsExpected: 10,
    reviews: 3,
    failure: null,
    wait: null,
    retryAt: null,
    jobId: null,
    lastEventAt: null,
    changedAt: 2_000,
    ...changes,
  };
}

export const makeView = (run: RunProgress, repositories: RepositoryProgress[] = []): SyncView => ({
  run,
  repositories,
});
