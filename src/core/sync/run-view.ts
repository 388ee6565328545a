import type { EpochMs, RepositoryId } from "../../shared/ids.ts";
import { JOB_KINDS } from "../../shared/jobs/job-kinds.ts";
import type {
  HourlyBudget,
  MachineHold,
  MembersProgress,
  RepositoryProgress,
  RepositoryRunState,
  RunProgress,
  SyncPlan,
  Wait,
} from "../../shared/models.ts";
import { RESOURCES, type Resource } from "../../shared/resources.ts";
import type { OrganizationJob, RunRepositoryFacts } from "../database/run-facts.ts";
import type { StoredRun } from "../database/run-store.ts";
import type { Gate } from "./governor.ts";
import { repositoryState, runState, type HeldUp, type RunSituation } from "./run-status.ts";
import type { StoreTrouble } from "./store-gate.ts";
import type { WatchdogVerdict } from "./watchdog.ts";

/*
 * What the window and the terminal see of a run, computed from stored facts and from what workers of this process are
 * at. Pure.
 */

/** What is known only to the process that runs the engine. */
export interface LiveFacts {
  /** This process runs the jobs. Another one knows of those at work only by their leases. */
  runsEngine: boolean;
  /** Whether the run's account may ask GitHub, in either way. */
  gates: Readonly<Record<Resource, Gate>>;
  /** Why nothing can be stored; null when it can. */
  storage: StoreTrouble | null;
  /** Why this computer does no work; null when it may. */
  machine: MachineHold | null;
  /** Slices of the run at work, by the job's id. */
  slices: ReadonlyMap<number, { repositoryId: RepositoryId | null; verdict: WatchdogVerdict }>;
  degraded: boolean;
  hourlyBudget: HourlyBudget | null;
  rowsPerSecond: number | null;
  plan: SyncPlan | null;
}

/** Why nothing happens that needs these ways of asking GitHub; null while one of them is open, or none is needed. */
function waitOf(
  run: StoredRun,
  { gates, storage, machine }: Pick<LiveFacts, "gates" | "storage" | "machine">,
  needed: readonly Resource[],
): Wait | null {
  if (run.outcome !== null) return null;
  if (run.pausedAt !== null) return { kind: "paused", since: run.pausedAt };
  if (machine !== null) return machine;
  const gate = firstToOpen(needed.map((resource) => gates[resource]));
  switch (gate.kind) {
    // Whether something can be stored again, only somebody who may ask GitHub finds out.
    case "offline":
      return { kind: "offline", since: gate.since, failure: gate.failure };
    case "sign-in":
      return { kind: "sign-in", accountId: run.accountId, failure: gate.failure };
    case "rate-limit":
      return storageWait(storage) ?? { kind: "rate-limit", limit: gate.limit, until: gate.until };
    case "open":
      return storageWait(storage);
  }
}

const storageWait = (storage: StoreTrouble | null): Wait | null => storage && { kind: "storage", ...storage };

/** Of several gates only limits differ. The one that ends first lets something go on. */
function firstToOpen(gates: readonly Gate[]): Gate {
  const other = gates.find(({ kind }) => kind !== "rate-limit");
  if (other) return other;
  const [first] = gates
    .filter((gate) => gate.kind === "rate-limit")
    .sort((one, another) => one.until - another.until);
  return first ?? { kind: "open" };
}

export function viewRepository(
  facts: RunRepositoryFacts,
  run: StoredRun,
  live: LiveFacts,
  now: EpochMs,
): RepositoryProgress {
  const { job } = facts;
  const slice = job ? live.slices.get(job.id) : undefined;
  const wait = waitOf(run, live, ["graphql"]);
  const state = repositoryState(
    {
      settledAt: facts.settledAt,
      coverage: facts.coverage.map((it) => it.state),
      job: job && { state: job.state, runAt: job.runAt, hasFailed: job.failure !== null },
      isLive: slice !== undefined || (!live.runsEngine && (job?.leaseUntil ?? 0) > now),
      isStalled: slice?.verdict.kind === "stalled",
      hasBegun: facts.pullRequests > 0,
    },
    { outcome: run.outcome, heldUp: heldUpBy(wait) },
    now,
  );
  return {
    repositoryId: facts.repositoryId,
    fullName: facts.fullName,
    state,
    pullRequests: facts.pullRequests,
    pullRequestsExpected: facts.githubCount,
    reviews: facts.reviews,
    failure: facts.settledAt === null ? (job?.failure ?? null) : failureOfCoverage(facts),
    wait: state === "waiting" ? wait : null,
    retryAt: state === "retrying" ? (job?.runAt ?? null) : null,
    jobId: job?.id ?? null,
    lastEventAt: facts.lastEventAt,
    changedAt: now,
  };
}

const heldUpBy = (wait: Wait | null): HeldUp =>
  wait === null ? null : wait.kind === "paused" ? "paused" : "gate";

const failureOfCoverage = (facts: RunRepositoryFacts) =>
  facts.coverage.find(({ failure }) => failure !== null)?.failure ?? null;

export function viewRun(
  run: StoredRun,
  rows: Iterable<RepositoryProgress>,
  jobs: readonly OrganizationJob[],
  members: { count: number | null },
  live: LiveFacts,
  now: EpochMs,
): RunProgress {
  const counts = emptyCounts();
  const sums = { repositories: 0, pullRequests: 0, expected: 0, reviews: 0, left: 0 };
  for (const row of rows) {
    counts[row.state] += 1;
    sums.repositories += 1;
    sums.pullRequests += row.pullRequests;
    sums.expected += row.pullRequestsExpected ?? 0;
    sums.reviews += row.reviews;
    if (row.state !== "complete" && row.state !== "gaps" && row.state !== "failed") {
      sums.left += Math.max(0, (row.pullRequestsExpected ?? row.pullRequests) - row.pullRequests);
    }
  }
  const wait = waitOf(run, live, neededBy(counts, jobs));
  return {
    runId: run.id,
    accountId: run.accountId,
    organizationId: run.organizationId,
    organizationLogin: run.organizationLogin,
    state: runState(situationOf(run, counts, jobs, live, heldUpBy(wait))),
    wait,
    retry: run.outcome === null && wait === null ? retryOf(jobs, now) : null,
    stall: stallOf(live),
    degraded: live.degraded,
    listing: jobs.some((job) => job.kind === "repositories" && isUnderWay(job)),
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    counts,
    repositories: sums.repositories,
    pullRequests: sums.pullRequests,
    pullRequestsExpected: sums.expected,
    reviews: sums.reviews,
    members: viewMembers(jobs, members.count, waitOf(run, live, [JOB_KINDS.members.resource])),
    requests: run.requests,
    points: run.points,
    pointsRemaining: live.hourlyBudget?.remaining ?? null,
    hourlyBudget: live.hourlyBudget,
    rowsPerSecond: run.outcome === null ? live.rowsPerSecond : null,
    remainingMs: run.outcome === null && wait === null ? remainingOf(sums.left, live.rowsPerSecond) : null,
    firstInsightMs: run.firstInsightMs,
    plan: live.plan,
    failure: run.failure ?? jobs.find((job) => job.state === "dead")?.failure ?? null,
  };
}

const isUnderWay = ({ state }: OrganizationJob): boolean => state === "ready" || state === "leased";

/** What failed of the list, the members and the counts, and is tried again first. */
function retryOf(jobs: readonly OrganizationJob[], now: EpochMs): RunProgress["retry"] {
  const [next] = jobs
    .filter(({ state, runAt }) => state === "ready" && runAt > now)
    .flatMap(({ failure, runAt }) => (failure ? [{ failure, at: runAt }] : []))
    .sort((one, other) => one.at - other.at);
  return next ?? null;
}

/** The ways of asking GitHub that what is left to do needs. */
function neededBy(counts: RunSituation["counts"], jobs: readonly OrganizationJob[]): Resource[] {
  const { queued, running, waiting, stalled, retrying, verifying } = counts;
  const unfinished = queued + running + waiting + stalled + retrying + verifying;
  const ofJobs = new Set<Resource>(jobs.filter(isUnderWay).map(({ kind }) => JOB_KINDS[kind].resource));
  return RESOURCES.filter((resource) => ofJobs.has(resource) || (resource === "graphql" && unfinished > 0));
}

function emptyCounts(): Record<RepositoryRunState, number> {
  return {
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
}

function situationOf(
  run: StoredRun,
  counts: RunSituation["counts"],
  jobs: readonly OrganizationJob[],
  live: LiveFacts,
  heldUp: HeldUp,
): RunSituation {
  const organizationJobs = { ready: 0, leased: 0, dead: 0 };
  let verifyJobs = 0;
  for (const { kind, state } of jobs) {
    if (state === "done" || state === "cancelled") continue;
    if (kind === "verify" && state !== "dead") verifyJobs += 1;
    else organizationJobs[state] += 1;
  }
  const slices = [...live.slices.values()];
  return {
    outcome: run.outcome,
    heldUp,
    counts,
    organizationJobs,
    verifyJobs,
    liveSlices: slices.length,
    stalledSlices: slices.filter(({ verdict }) => verdict.kind === "stalled").length,
  };
}

function stallOf(live: LiveFacts): RunProgress["stall"] {
  for (const { repositoryId, verdict } of live.slices.values()) {
    if (verdict.kind === "stalled") return { cause: verdict.cause, repositoryId, since: verdict.since };
  }
  return null;
}

function viewMembers(
  jobs: readonly OrganizationJob[],
  count: number | null,
  wait: Wait | null,
): MembersProgress | null {
  const job = jobs.findLast(({ kind }) => kind === "members");
  if (!job) return null;
  const state = (): RepositoryRunState => {
    switch (job.state) {
      case "done":
        return "complete";
      case "dead":
        return "failed";
      case "cancelled":
        return "cancelled";
      case "leased":
        return wait ? "waiting" : "running";
      case "ready":
        return wait ? "waiting" : job.failure ? "retrying" : "queued";
    }
  };
  return { state: state(), members: count ?? 0, failure: job.failure };
}

/** The time left for this many rows, as a range: rates vary, and nobody believes a single figure. */
function remainingOf(rows: number, rowsPerSecond: number | null): { low: number; high: number } | null {
  if (rowsPerSecond === null || rowsPerSecond <= 0 || rows === 0) return null;
  const ms = (rows / rowsPerSecond) * 1_000;
  return { low: Math.round(ms * 0.7), high: Math.round(ms * 1.5) };
}
