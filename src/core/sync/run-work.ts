import type { ChosenRepositories } from "../../shared/contract.ts";
import type { EpochMs, OrganizationId, RepositoryId, RunId } from "../../shared/ids.ts";
import type { FollowUp } from "../../shared/slices.ts";
import { readListState, readOrganization } from "../database/account-store.ts";
import { readCheckpoint } from "../database/checkpoint-store.ts";
import type { WritableDatabase } from "../database/connection.ts";
import { listOrganizationJobs } from "../database/run-facts.ts";
import {
  addToRun,
  isReadElsewhere,
  listAwaitingVerification,
  listCheckable,
  listListed,
  listMissing,
  readFirstDeath,
  tallyRun,
  type RunTally,
} from "../database/run-repositories.ts";
import { endRun, type RunOutcome, type StoredRun } from "../database/run-store.ts";
import { enqueue, hasUnfinishedJobs, PRIORITY } from "../jobs/job-queue.ts";

/*
 * What a run has to do next, decided from stored facts alone. Every function runs inside the caller's transaction, so
 * that a job's end and what follows from it are one fact.
 */

/** How many repositories one verify job compares: as many as one query can ask for. */
export const VERIFY_BATCH = 100;

/** Puts the first jobs of a run into the queue; jobs that are there already are kept. */
export function beginRun(
  database: WritableDatabase,
  run: Pick<StoredRun, "id" | "organizationId"> & { isOrganization: boolean },
  choice: ChosenRepositories,
  repositoryIds: readonly RepositoryId[],
  now: EpochMs,
): void {
  for (const kind of listsOf(run, choice)) enqueueList(database, run, kind, now);
  takeIn(database, run.id, run.organizationId, repositoryIds, now);
}

/**
 * Has an unfinished run read the lists that it is without: their jobs were lost with a damaged database, or the run was
 * cancelled before they were done, and taken up again.
 */
export function mendRun(database: WritableDatabase, run: StoredRun, now: EpochMs): void {
  const isOrganization = readOrganization(database, run.organizationId)?.kind === "organization";
  const jobs = listOrganizationJobs(database, run.id).filter(({ state }) => state !== "cancelled");
  for (const kind of listsOf({ isOrganization }, run.choice)) {
    if (jobs.every((job) => job.kind !== kind)) enqueueList(database, run, kind, now);
  }
}

type ListKind = "repositories" | "members";

/** The lists that a run is to read. */
function listsOf(run: { isOrganization: boolean }, choice: ChosenRepositories): ListKind[] {
  return [
    ...(choice.kind === "all" ? (["repositories"] as const) : []),
    ...(run.isOrganization ? (["members"] as const) : []),
  ];
}

function enqueueList(
  database: WritableDatabase,
  { id: runId, organizationId: subjectId }: Pick<StoredRun, "id" | "organizationId">,
  kind: ListKind,
  now: EpochMs,
): void {
  const priority = kind === "repositories" ? PRIORITY.list : PRIORITY.members;
  enqueue(database, { runId, kind, subjectId, payload: {}, priority }, now);
}

/**
 * Takes repositories into a run: those read before are asked for their count first, the others are read. Returns the
 * ones that are new to it.
 */
export function takeIn(
  database: WritableDatabase,
  runId: RunId,
  organizationId: OrganizationId,
  repositoryIds: readonly RepositoryId[],
  now: EpochMs,
): RepositoryId[] {
  const added = addToRun(database, runId, repositoryIds);
  const checkable = listCheckable(database, added);
  enqueueVerify(database, runId, organizationId, [...checkable], PRIORITY.check, now);
  for (const repositoryId of added) {
    if (!checkable.has(repositoryId)) enqueueReading(database, runId, repositoryId, now);
  }
  return added;
}

function enqueueReading(
  database: WritableDatabase,
  runId: RunId,
  subjectId: RepositoryId,
  now: EpochMs,
): void {
  enqueue(database, { runId, kind: "pull_requests", subjectId, payload: {}, priority: PRIORITY.head }, now);
}

function enqueueVerify(
  database: WritableDatabase,
  runId: RunId,
  subjectId: OrganizationId,
  ids: readonly RepositoryId[],
  priority: number,
  now: EpochMs,
): void {
  for (let start = 0; start < ids.length; start += VERIFY_BATCH) {
    const payload = { repositoryIds: ids.slice(start, start + VERIFY_BATCH) };
    enqueue(database, { runId, kind: "verify", subjectId, payload, priority }, now);
  }
}

/** Enqueues what a finished job found that others must do. */
export function followUp(database: WritableDatabase, runId: RunId, follow: FollowUp, now: EpochMs): void {
  for (const repositoryId of follow.read) enqueueReading(database, runId, repositoryId, now);
  for (const subjectId of follow.readReviews) {
    enqueue(database, { runId, kind: "reviews", subjectId, payload: {}, priority: PRIORITY.history }, now);
  }
}

/** The list was read to its end: whatever it held belongs to the run, and what it no longer holds is looked into. */
export function takeInList(database: WritableDatabase, run: StoredRun, now: EpochMs): RepositoryId[] {
  const { id: runId, organizationId } = run;
  const sweep = readCheckpoint(database, "repositories", organizationId)?.sweep ?? 1;
  const listed = takeIn(database, runId, organizationId, listListed(database, organizationId, sweep), now);
  const missing = takeIn(database, runId, organizationId, listMissing(database, organizationId, sweep), now);
  return [...listed, ...missing];
}

/** Enqueues verify jobs for what awaits them: full batches at any time, the rest when nothing else is left to do. */
export function verifyWhatIsRead(
  database: WritableDatabase,
  run: StoredRun,
  isIdle: boolean,
  now: EpochMs,
): void {
  const limit = isIdle ? Number.MAX_SAFE_INTEGER : VERIFY_BATCH;
  const awaiting = listAwaitingVerification(database, run.id, limit);
  if (!isIdle && awaiting.length < VERIFY_BATCH) return;
  enqueueVerify(database, run.id, run.organizationId, awaiting, PRIORITY.verify, now);
}

/** Ends a run that has nothing left to do; returns how, or null when it goes on. */
export function endIfDone(database: WritableDatabase, run: StoredRun, now: EpochMs): RunOutcome | null {
  if (hasUnfinishedJobs(database, run.id) || isReadElsewhere(database, run.id)) return null;
  const hidden = run.choice.kind === "all" ? readListState(database, run.organizationId).hidden : null;
  const outcome = judgeRun(tallyRun(database, run.id), hidden !== null);
  const failure = outcome === "failed" ? readFirstDeath(database, run.id) : hidden;
  endRun(database, run.id, outcome, failure, now);
  return outcome;
}

/** Complete only if everything chosen was counted and nothing was refused, given up or hidden. */
export function judgeRun(tally: RunTally, isListShort: boolean): RunOutcome {
  const { repositories, settled, gaps, deadJobs } = tally;
  if (deadJobs === 0 && settled === repositories && gaps === 0 && !isListShort) return "complete";
  return settled === 0 && deadJobs > 0 ? "failed" : "complete-with-gaps";
}
