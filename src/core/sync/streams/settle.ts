import type { IsoTime, RepositoryId } from "../../../shared/ids.ts";
import { describeFailure, type Failure } from "../../../shared/failures.ts";
import type { CoverageState } from "../../../shared/models.ts";
import {
  FRESH_CHECKPOINT,
  forgetLooks,
  readCheckpoint,
  saveCheckpoint,
} from "../../database/checkpoint-store.ts";
import { saveCoverage, saveRefusal, settleInRun } from "../../database/coverage-store.ts";
import {
  countRows,
  listOwedReviews,
  oweDifferingReviews,
  setStoredCounts,
  type RepositoryCounts,
} from "../../database/pull-request-store.ts";
import { startSweep } from "./checkpoint-advance.ts";
import type { StreamContext } from "./stream.ts";

/*
 * Where "complete" is decided. A repository is settled in a run when its ledger says, for both streams, that the rows
 * stored equal what GitHub itself counts, or why they do not. Every function runs inside a commit.
 */

export type Settlement =
  /** The ledger says it: verified, empty, or gaps with their cause. */
  | "settled"
  /** Review lists must be read to their end first. */
  | "owes-reviews"
  /** The number of pull requests differs from GitHub's: the whole list is to be read again. */
  | "sweep-again";

/**
 * Compares the stored rows with GitHub's count, as of the answer that gave it, and writes the ledger. Reviews are
 * compared with the counts that came in the same answers as their pull requests. What differs is fetched again once,
 * and if it still differs it is named.
 * @param met after a sweep over the whole list, how many pull requests it has met: rows of before prove nothing for it
 */
export function settle(
  context: StreamContext,
  repositoryId: RepositoryId,
  githubCount: number,
  asOf: IsoTime,
  met: number | null = null,
): Settlement {
  const { database } = context;
  if (listOwedReviews(database, repositoryId, 1).length > 0) return "owes-reviews";
  const counts = countRows(database, repositoryId);
  setStoredCounts(database, repositoryId, counts);
  if (counts.pullRequests !== githubCount || (met !== null && met !== githubCount)) {
    if (sweepAgain(context, repositoryId)) return "sweep-again";
    settleWithGap(context, repositoryId, githubCount, asOf, {
      code: "verify/mismatch",
      detail: `${describeStored(counts.pullRequests, met)}, GitHub counts ${githubCount}`,
    });
    return "settled";
  }
  if (counts.withReviewGaps > 0 && lookAgainAtReviews(context, repositoryId)) return "owes-reviews";
  saveCoverage(database, {
    repositoryId,
    stream: "pull_requests",
    state: githubCount === 0 ? "empty" : "verified",
    githubCount,
    storedCount: counts.pullRequests,
    asOf,
    failure: null,
  });
  saveReviewCoverage(context, repositoryId, counts, asOf);
  forgetLooks(database, repositoryId);
  settleRepository(context, repositoryId);
  return "settled";
}

const describeStored = (stored: number, met: number | null): string =>
  met === null || met === stored
    ? `${stored} pull requests stored`
    : `${stored} pull requests stored, ${met} of them listed`;

/** Starts another reading of the whole list. False when that was done since counts last agreed. */
function sweepAgain(context: StreamContext, repositoryId: RepositoryId): boolean {
  const { database, clock } = context;
  const checkpoint = readCheckpoint(database, "pull_requests", repositoryId) ?? FRESH_CHECKPOINT;
  if (checkpoint.looks > 0) return false;
  const again = startSweep({ ...checkpoint, looks: 1 });
  saveCheckpoint(database, "pull_requests", repositoryId, again, null, clock.now());
  return true;
}

/** A difference in reviews is fetched again once. False when that was done already. */
function lookAgainAtReviews(context: StreamContext, repositoryId: RepositoryId): boolean {
  const { database, clock } = context;
  const checkpoint = readCheckpoint(database, "reviews", repositoryId) ?? FRESH_CHECKPOINT;
  if (checkpoint.looks > 0) return false;
  oweDifferingReviews(database, repositoryId);
  const looked = { ...checkpoint, looks: checkpoint.looks + 1 };
  saveCheckpoint(database, "reviews", repositoryId, looked, null, clock.now());
  return true;
}

function saveReviewCoverage(
  context: StreamContext,
  repositoryId: RepositoryId,
  counts: RepositoryCounts,
  asOf: IsoTime,
): void {
  const isWhole = counts.withReviewGaps === 0;
  const state = !isWhole ? "gaps" : counts.reviews === 0 ? "empty" : "verified";
  saveCoverage(context.database, {
    repositoryId,
    stream: "reviews",
    state,
    githubCount: counts.githubReviews,
    storedCount: counts.reviews,
    asOf,
    failure: isWhole
      ? null
      : {
          code: "verify/mismatch",
          detail: `the reviews of ${counts.withReviewGaps} pull requests differ: ${counts.reviews} stored, GitHub counts ${counts.githubReviews}`,
        },
  });
}

/** Names what is missing after everything was tried; what is stored stays, and the rest of the run goes on. */
export function settleWithGap(
  context: StreamContext,
  repositoryId: RepositoryId,
  githubCount: number,
  asOf: IsoTime,
  failure: Failure,
): void {
  const { database } = context;
  const counts = countRows(database, repositoryId);
  setStoredCounts(database, repositoryId, counts);
  saveCoverage(database, {
    repositoryId,
    stream: "pull_requests",
    state: "gaps",
    githubCount,
    storedCount: counts.pullRequests,
    asOf,
    failure,
  });
  saveReviewCoverage(context, repositoryId, counts, asOf);
  settleRepository(context, repositoryId);
  logSettled(context, repositoryId, failure);
}

/** GitHub does not let this repository be read: both streams are named with the cause, stored rows are kept. */
export function settleRefused(context: StreamContext, repositoryId: RepositoryId, failure: Failure): void {
  const asOf = new Date(context.clock.now()).toISOString();
  saveRefusal(context.database, repositoryId, coverageStateOf(failure), failure, asOf);
  settleRepository(context, repositoryId);
  logSettled(context, repositoryId, failure);
}

/** Pull requests are switched off, and GitHub counts none: a verified zero. Rows from before are kept. */
export function settleDisabled(context: StreamContext, repositoryId: RepositoryId, asOf: IsoTime): void {
  for (const stream of ["pull_requests", "reviews"] as const) {
    saveCoverage(context.database, {
      repositoryId,
      stream,
      state: "disabled",
      githubCount: 0,
      storedCount: countRows(context.database, repositoryId)[
        stream === "reviews" ? "reviews" : "pullRequests"
      ],
      asOf,
      failure: null,
    });
  }
  settleRepository(context, repositoryId);
}

function settleRepository(context: StreamContext, repositoryId: RepositoryId): void {
  const { database, slice, clock } = context;
  if (slice.runId !== null) settleInRun(database, slice.runId, repositoryId, clock.now());
}

function logSettled(context: StreamContext, repositoryId: RepositoryId, failure: Failure): void {
  context.log({
    level: "warn",
    event: "repository.gap",
    message: describeFailure(failure).sentence,
    repositoryId,
    code: failure.code,
    data: { detail: failure.detail ?? null },
  });
}

/** How the ledger names a repository that GitHub refused for this reason. */
function coverageStateOf(failure: Failure): CoverageState {
  switch (failure.code) {
    case "github/not-found":
      return "gone";
    case "auth/sso-required":
      return "sso-blocked";
    case "auth/scope-missing":
    case "auth/approval-pending":
    case "auth/ip-not-allowed":
    case "auth/policy-forbids":
    case "github/forbidden":
    case "github/blocked":
      return "forbidden";
    default:
      return "gaps";
  }
}
