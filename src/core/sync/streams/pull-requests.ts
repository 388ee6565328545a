import type { IsoTime, RepositoryId } from "../../../shared/ids.ts";
import { FailureError, retryPolicyOf, type Failure } from "../../../shared/failures.ts";
import { NO_FOLLOW_UP, type FollowUp, type SliceOutcome } from "../../../shared/slices.ts";
import {
  FRESH_CHECKPOINT,
  readCheckpoint,
  saveCheckpoint,
  type Checkpoint,
} from "../../database/checkpoint-store.ts";
import {
  addStoredCounts,
  countMet,
  removeUnseen,
  savePullRequests,
  sawInSweep,
  type StoredChange,
} from "../../database/pull-request-store.ts";
import { toRowId } from "../../database/host-ids.ts";
import {
  readRepositoryAddress,
  renameRepository,
  saveGitHubCount,
  type RepositoryAddress,
} from "../../database/repository-store.ts";
import { fetchCounts } from "../../github/counts.ts";
import { fetchPullRequestPage, type PullRequestPage } from "../../github/pull-requests.ts";
import { advance, startCatchUp, startSweep, type Advance } from "./checkpoint-advance.ts";
import { isTooMuch, sizeAfterAnswer, sizeAfterFailure } from "./page-sizes.ts";
import { settle, settleRefused, settleWithGap } from "./settle.ts";
import { commit, type RunStream, type StreamContext } from "./stream.ts";
import { judge } from "./verify.ts";

/** A page that fails from both ends this often is named as a gap; the queue's backoff lies between the attempts. */
const ATTEMPTS_BEFORE_GAP = 3;

/** How a step of the stream left things: more to read, or the end with what others must do. */
type Step = { kind: "more"; checkpoint: Checkpoint } | { kind: "end"; follow: FollowUp };

/**
 * Reads the pull requests of one repository, with their reviews: the whole list newest first, or what was updated
 * since the last reading. The last answer's counts verify the repository, unless something changed while its list was
 * read: then that is read too, until an answer shows that nothing more has changed.
 */
export const readPullRequests: RunStream = async (context) => {
  const { slice, database } = context;
  const repositoryId = slice.subjectId as RepositoryId;
  const address = readRepositoryAddress(database, repositoryId);
  if (!address) return { kind: "done", follow: NO_FOLLOW_UP };
  // Whether they are really switched off, a count tells: it is verified next.
  if (address.hasPullRequests === false) return { kind: "done", follow: NO_FOLLOW_UP };
  try {
    return await readPages(context, address);
  } catch (error) {
    if (!(error instanceof FailureError) || retryPolicyOf(error.failure) !== "gap") throw error;
    commit(context, () => settleRefused(context, repositoryId, error.failure));
    return { kind: "done", follow: settled(repositoryId) };
  }
};

const settled = (id: RepositoryId): FollowUp => ({ ...NO_FOLLOW_UP, settled: [id] });
const owedReviews = (id: RepositoryId): FollowUp => ({ ...NO_FOLLOW_UP, readReviews: [id] });

async function readPages(context: StreamContext, address: RepositoryAddress): Promise<SliceOutcome> {
  const { slice, database } = context;
  let checkpoint = readCheckpoint(database, "pull_requests", address.id) ?? FRESH_CHECKPOINT;
  for (let pages = 0; pages < slice.maxPages; pages += 1) {
    if (checkpoint.phase === "read") return { kind: "done", follow: NO_FOLLOW_UP };
    const step = await readPage(context, address, checkpoint);
    if (step.kind === "end") return { kind: "done", follow: step.follow };
    checkpoint = step.checkpoint;
  }
  return { kind: "yield" };
}

async function readPage(
  context: StreamContext,
  address: RepositoryAddress,
  checkpoint: Checkpoint,
): Promise<Step> {
  const { pageSizes } = context;
  const size = pageSizes.choose(checkpoint.pageSize);
  let page: PullRequestPage;
  try {
    page = await fetchPullRequestPage(
      context.client,
      address,
      { first: size, after: checkpoint.cursor, order: orderOf(checkpoint) },
      context.organization.slot,
    );
  } catch (error) {
    if (!(error instanceof FailureError) || !isTooMuch(error.failure)) throw error;
    return shrink(context, address, checkpoint, size, error);
  }
  if (toRowId(context.organization.slot, page.repository.githubId) !== address.id) {
    // Another repository has taken the name; ours is gone.
    throw new FailureError({ code: "github/not-found", detail: address.fullName });
  }
  pageSizes.noteClean();
  const pageSize = sizeAfterAnswer(size, page.durationMs);
  return storePage(context, address, { ...checkpoint, pageSize }, page);
}

function orderOf(checkpoint: Checkpoint): "created-desc" | "created-asc" | "updated-desc" {
  switch (checkpoint.phase) {
    case "backfill":
    case "read":
      return "created-desc";
    case "backfill-from-oldest":
      return "created-asc";
    case "catch-up":
      return "updated-desc";
  }
}

function storePage(
  context: StreamContext,
  address: RepositoryAddress,
  checkpoint: Checkpoint,
  page: PullRequestPage,
): Step {
  const { database, slice, clock } = context;
  const repositoryId = address.id;
  const { step, change } = commit(context, () => {
    const meetsSeenRows =
      checkpoint.phase === "backfill-from-oldest" &&
      page.pullRequests.some(({ id }) => sawInSweep(database, id, checkpoint.sweep));
    const change = savePullRequests(database, repositoryId, checkpoint.sweep, page.pullRequests);
    addStoredCounts(database, repositoryId, change);
    saveGitHubCount(database, repositoryId, page.totalCount, page.serverTime);
    renameRepository(database, repositoryId, page.repository.fullName);
    const updatedAts = page.pullRequests.map(({ updatedAt }) => updatedAt);
    const moved = advance(checkpoint, { ...page, updatedAts, meetsSeenRows });
    saveCheckpoint(database, "pull_requests", repositoryId, moved.checkpoint, slice.lease, clock.now());
    return { step: conclude(context, address, checkpoint, moved, page), change };
  });
  reportPage(context, repositoryId, page, change);
  return step;
}

/** After a page: goes on, settles the repository, or leaves it to others. Runs inside the page's commit. */
function conclude(
  context: StreamContext,
  address: RepositoryAddress,
  before: Checkpoint,
  moved: Advance,
  page: PullRequestPage,
): Step {
  const { database } = context;
  const repositoryId = address.id;
  const { checkpoint, end } = moved;
  if (end === "more") return { kind: "more", checkpoint };
  const met = before.phase === "catch-up" ? null : countMet(database, repositoryId, checkpoint.sweep);
  // A sweep that met as many as GitHub counts has met all that is left. A list cut short takes nothing away.
  if (met !== null && met >= page.totalCount) removeUnseen(database, repositoryId, checkpoint.sweep);
  if (end === "read" && judge(checkpoint, page) === "catch-up") {
    const again = startCatchUp(checkpoint);
    saveCheckpoint(database, "pull_requests", repositoryId, again, context.slice.lease, context.clock.now());
    return { kind: "more", checkpoint: again };
  }
  switch (settle(context, repositoryId, page.totalCount, page.serverTime, met)) {
    case "settled":
      return { kind: "end", follow: settled(repositoryId) };
    case "owes-reviews":
      return { kind: "end", follow: owedReviews(repositoryId) };
    case "sweep-again":
      return { kind: "more", checkpoint: readCheckpoint(database, "pull_requests", repositoryId)! };
  }
}

function reportPage(
  context: StreamContext,
  repositoryId: RepositoryId,
  page: PullRequestPage,
  change: StoredChange,
): void {
  const { pullRequests, reviews } = change;
  context.report({ kind: "rows-stored", repositoryId, pullRequests, reviews, githubCount: page.totalCount });
  if (page.replacedNul === 0) return;
  context.log({
    level: "info",
    event: "text.replaced",
    message: "NUL characters in texts from GitHub were replaced; SQLite and screens cannot hold them.",
    repositoryId,
    data: { texts: page.replacedNul },
  });
}

/**
 * GitHub gave up on a page: asks for less, or goes round what it cannot give at any size by reading the list from its
 * other end. What lies between the two is a gap.
 */
async function shrink(
  context: StreamContext,
  address: RepositoryAddress,
  checkpoint: Checkpoint,
  size: number,
  error: FailureError,
): Promise<Step> {
  const smaller = sizeAfterFailure(size);
  context.pageSizes.noteFailure(size);
  if (smaller > 0) {
    const step = remember(context, address, { ...checkpoint, pageSize: smaller });
    if (error.failure.code === "github/too-costly") return step;
    throw error;
  }
  // A repository that GitHub can count is reachable: it is this page that fails, not GitHub.
  const count = await countOne(context, address);
  switch (checkpoint.phase) {
    case "read":
    case "backfill":
      return remember(context, address, { ...checkpoint, phase: "backfill-from-oldest", cursor: null });
    case "catch-up":
      return remember(context, address, startSweep(checkpoint));
    case "backfill-from-oldest": {
      if (context.slice.attempt < ATTEMPTS_BEFORE_GAP) throw error;
      const failure: Failure = { ...error.failure, code: "github/page-unreadable" };
      commit(context, () => {
        const { sweepStartedAt: watermark } = checkpoint;
        saveUnsigned(context, address, {
          ...checkpoint,
          phase: "read",
          cursor: null,
          watermark,
          sweepStartedAt: null,
        });
        settleWithGap(context, address.id, count.totalCount, count.serverTime, failure);
      });
      return { kind: "end", follow: settled(address.id) };
    }
  }
}

function remember(context: StreamContext, address: RepositoryAddress, checkpoint: Checkpoint): Step {
  commit(context, () => saveUnsigned(context, address, checkpoint));
  return { kind: "more", checkpoint };
}

/** Stores a checkpoint that no page led to: it is signed with no lease, because it is no progress. */
function saveUnsigned(context: StreamContext, address: RepositoryAddress, checkpoint: Checkpoint): void {
  saveCheckpoint(context.database, "pull_requests", address.id, checkpoint, null, context.clock.now());
}

async function countOne(
  context: StreamContext,
  address: RepositoryAddress,
): Promise<{ totalCount: number; serverTime: IsoTime }> {
  const { serverTime, counts } = await fetchCounts(context.client, [address]);
  const count = counts[0]!;
  if (!count.ok) throw new FailureError(count.failure);
  return { totalCount: count.value.totalCount, serverTime };
}
