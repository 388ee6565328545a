import type { IsoTime, PullRequestId, RepositoryId } from "../../shared/ids.ts";
import type { ReadableDatabase, WritableDatabase } from "./connection.ts";
import { prepared } from "./prepared.ts";

/** A review as stored. `state` is GitHub's own word. */
export interface ReviewFacts {
  id: number;
  authorLogin: string | null;
  /** GitHub's type of actor: `User`, `Bot`, `Mannequin`, …; null for a deleted account. */
  authorKind: string | null;
  state: string;
  submittedAt: IsoTime | null;
}

/** A pull request as stored, with the reviews that came in the same answer. */
export interface PullRequestFacts {
  id: PullRequestId;
  nodeId: string;
  number: number;
  title: string;
  state: "open" | "closed" | "merged";
  isDraft: boolean;
  authorLogin: string | null;
  authorKind: string | null;
  createdAt: IsoTime;
  updatedAt: IsoTime;
  mergedAt: IsoTime | null;
  closedAt: IsoTime | null;
  mergedByLogin: string | null;
  additions: number;
  deletions: number;
  changedFiles: number;
  baseRef: string | null;
  headRef: string | null;
  /** GitHub's count of reviews, from the same answer. */
  reviewCount: number;
  /** Where the list of reviews goes on; null when `reviews` holds it to its end. */
  reviewsCursor: string | null;
  reviews: ReviewFacts[];
}

/** How many rows came to be, net. */
export interface StoredChange {
  pullRequests: number;
  reviews: number;
}

const UPSERT_PULL_REQUEST = `
  INSERT INTO pull_requests (id, repository_id, node_id, number, title, state, is_draft, author_login, author_kind,
    created_at, updated_at, merged_at, closed_at, merged_by_login, additions, deletions, changed_files, base_ref,
    head_ref, review_count, reviews_cursor, sweep)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET repository_id = excluded.repository_id, node_id = excluded.node_id,
    number = excluded.number, title = excluded.title, state = excluded.state, is_draft = excluded.is_draft,
    author_login = excluded.author_login, author_kind = excluded.author_kind, created_at = excluded.created_at,
    updated_at = excluded.updated_at, merged_at = excluded.merged_at, closed_at = excluded.closed_at,
    merged_by_login = excluded.merged_by_login,
    additions = excluded.additions, deletions = excluded.deletions, changed_files = excluded.changed_files,
    base_ref = excluded.base_ref, head_ref = excluded.head_ref, review_count = excluded.review_count,
    reviews_cursor = excluded.reviews_cursor, sweep = excluded.sweep`;

const UPSERT_REVIEW = `
  INSERT INTO reviews (id, pull_request_id, author_login, author_kind, state, submitted_at) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET pull_request_id = excluded.pull_request_id, author_login = excluded.author_login,
    author_kind = excluded.author_kind, state = excluded.state, submitted_at = excluded.submitted_at`;

/** What is stored of a pull request that tells whether an answer is news. */
interface StoredVersion {
  updatedAt: IsoTime;
  reviewCount: number;
  reviewsCursor: string | null;
  sweep: number;
}

/** Stores a page of pull requests. Call inside a transaction, together with the cursor that follows the page. */
export function savePullRequests(
  database: WritableDatabase,
  repositoryId: RepositoryId,
  sweep: number,
  page: readonly PullRequestFacts[],
): StoredChange {
  const find = prepared<StoredVersion>(
    database,
    `SELECT updated_at AS updatedAt, review_count AS reviewCount, reviews_cursor AS reviewsCursor, sweep
     FROM pull_requests WHERE id = ?`,
  );
  const markSeen = prepared(database, "UPDATE pull_requests SET sweep = ? WHERE id = ?");
  const upsert = prepared(database, UPSERT_PULL_REQUEST);
  const change: StoredChange = { pullRequests: 0, reviews: 0 };
  for (const it of page) {
    const stored = find.get(it.id);
    // An answer that was overtaken by a newer one must not undo it.
    if (stored !== undefined && stored.updatedAt > it.updatedAt) {
      markSeen.run(sweep, it.id);
      continue;
    }
    const isNew = stored === undefined;
    const reviewsBefore = isNew ? 0 : countReviews(database, it.id);
    // Met again by the same sweep and unchanged: its long list of reviews, read since, need not be read once more.
    const isRead =
      stored !== undefined &&
      stored.sweep === sweep &&
      stored.updatedAt === it.updatedAt &&
      stored.reviewsCursor === null &&
      stored.reviewCount === it.reviewCount &&
      reviewsBefore === it.reviewCount;
    upsert.run(
      it.id,
      repositoryId,
      it.nodeId,
      it.number,
      it.title,
      it.state,
      Number(it.isDraft),
      it.authorLogin,
      it.authorKind,
      it.createdAt,
      it.updatedAt,
      it.mergedAt,
      it.closedAt,
      it.mergedByLogin,
      it.additions,
      it.deletions,
      it.changedFiles,
      it.baseRef,
      it.headRef,
      it.reviewCount,
      isRead ? null : it.reviewsCursor,
      sweep,
    );
    saveReviews(database, it.id, it.reviews);
    if (isNew) {
      change.pullRequests += 1;
      change.reviews += it.reviews.length;
    } else {
      if (it.reviewsCursor === null) removeOtherReviews(database, it.id, it.reviews);
      change.reviews += countReviews(database, it.id) - reviewsBefore;
    }
  }
  return change;
}

/** Whether this sweep has stored the pull request already. */
export function sawInSweep(database: ReadableDatabase, id: PullRequestId, sweep: number): boolean {
  return (
    prepared(database, "SELECT 1 FROM pull_requests WHERE id = ? AND sweep = ?").get(id, sweep) !== undefined
  );
}

function saveReviews(
  database: WritableDatabase,
  pullRequestId: PullRequestId,
  reviews: readonly ReviewFacts[],
): void {
  const upsert = prepared(database, UPSERT_REVIEW);
  for (const it of reviews) {
    upsert.run(it.id, pullRequestId, it.authorLogin, it.authorKind, it.state, it.submittedAt);
  }
}

/** Reviews that GitHub's complete list does not hold any more. */
function removeOtherReviews(
  database: WritableDatabase,
  pullRequestId: PullRequestId,
  kept: readonly ReviewFacts[],
): void {
  prepared(
    database,
    "DELETE FROM reviews WHERE pull_request_id = ? AND id NOT IN (SELECT value FROM json_each(?))",
  ).run(pullRequestId, JSON.stringify(kept.map((review) => review.id)));
}

/**
 * Stores a page of one pull request's reviews and where the list goes on; null ends it. A list read from its start
 * replaces what was stored. The count is GitHub's, from this answer. Returns the net change in review rows.
 */
export function saveReviewPage(
  database: WritableDatabase,
  owed: OwedReviews,
  page: readonly ReviewFacts[],
  nextCursor: string | null,
  reviewCount: number,
): number {
  const pullRequestId = owed.id;
  const before = countReviews(database, pullRequestId);
  if (owed.cursor === "") removeOtherReviews(database, pullRequestId, page);
  saveReviews(database, pullRequestId, page);
  prepared(database, "UPDATE pull_requests SET reviews_cursor = ?, review_count = ? WHERE id = ?").run(
    nextCursor,
    reviewCount,
    pullRequestId,
  );
  return countReviews(database, pullRequestId) - before;
}

function countReviews(database: ReadableDatabase, pullRequestId: PullRequestId): number {
  return prepared<number>(database, "SELECT count(*) FROM reviews WHERE pull_request_id = ?")
    .pluck()
    .get(pullRequestId)!;
}

/** Marks the pull requests whose stored reviews differ from GitHub's count, to be read from the start again. */
export function oweDifferingReviews(database: WritableDatabase, repositoryId: RepositoryId): void {
  prepared(
    database,
    `UPDATE pull_requests SET reviews_cursor = '' WHERE repository_id = ?
       AND review_count <> (SELECT count(*) FROM reviews r WHERE r.pull_request_id = pull_requests.id)`,
  ).run(repositoryId);
}

/** A pull request whose list of reviews was longer than its page. */
export interface OwedReviews {
  id: PullRequestId;
  nodeId: string;
  /** Where to go on; empty to read from the start. */
  cursor: string;
}

/** Pull requests whose reviews are not yet read to their end, oldest debt first. */
export function listOwedReviews(
  database: ReadableDatabase,
  repositoryId: RepositoryId,
  limit: number,
): OwedReviews[] {
  return prepared<OwedReviews>(
    database,
    `SELECT id, node_id AS nodeId, reviews_cursor AS cursor FROM pull_requests
     WHERE repository_id = ? AND reviews_cursor IS NOT NULL ORDER BY id LIMIT ?`,
  ).all(repositoryId, limit);
}

/** Gives up on the rest of a review list that GitHub no longer shows. */
export function endOwedReviews(database: WritableDatabase, pullRequestId: PullRequestId): void {
  prepared(database, "UPDATE pull_requests SET reviews_cursor = NULL WHERE id = ?").run(pullRequestId);
}

/** The rows of one repository, counted afresh. */
export interface RepositoryCounts {
  pullRequests: number;
  reviews: number;
  /** The sum of GitHub's counts of reviews, each from the same answer as its pull request. */
  githubReviews: number;
  /** Pull requests whose stored reviews differ in number from GitHub's count in the same answer. */
  withReviewGaps: number;
}

/** Counts one repository's rows; what verification compares with GitHub's counts. */
export function countRows(database: ReadableDatabase, repositoryId: RepositoryId): RepositoryCounts {
  return prepared<RepositoryCounts>(
    database,
    `SELECT count(*) AS pullRequests, coalesce(sum(stored), 0) AS reviews,
            coalesce(sum(review_count), 0) AS githubReviews,
            coalesce(sum(stored <> review_count), 0) AS withReviewGaps
     FROM (SELECT p.review_count, (SELECT count(*) FROM reviews r WHERE r.pull_request_id = p.id) AS stored
           FROM pull_requests p WHERE p.repository_id = ?)`,
  ).get(repositoryId)!;
}

/** How many pull requests this sweep has met. */
export function countMet(database: ReadableDatabase, repositoryId: RepositoryId, sweep: number): number {
  return prepared<number>(
    database,
    "SELECT count(*) FROM pull_requests WHERE repository_id = ? AND sweep = ?",
  )
    .pluck()
    .get(repositoryId, sweep)!;
}

/** Removes pull requests that a complete sweep did not meet: GitHub no longer shows them. */
export function removeUnseen(database: WritableDatabase, repositoryId: RepositoryId, sweep: number): number {
  return prepared(database, "DELETE FROM pull_requests WHERE repository_id = ? AND sweep <> ?").run(
    repositoryId,
    sweep,
  ).changes;
}

/** Adds to the cached counts of a repository, in the transaction that changed its rows. */
export function addStoredCounts(
  database: WritableDatabase,
  repositoryId: RepositoryId,
  change: StoredChange,
): void {
  if (change.pullRequests === 0 && change.reviews === 0) return;
  prepared(
    database,
    `UPDATE repositories SET stored_pull_requests = stored_pull_requests + ?, stored_reviews = stored_reviews + ?
     WHERE id = ?`,
  ).run(change.pullRequests, change.reviews, repositoryId);
}

/** Sets the cached counts of a repository to what a fresh count found. */
export function setStoredCounts(
  database: WritableDatabase,
  repositoryId: RepositoryId,
  counts: StoredChange,
): void {
  prepared(database, "UPDATE repositories SET stored_pull_requests = ?, stored_reviews = ? WHERE id = ?").run(
    counts.pullRequests,
    counts.reviews,
    repositoryId,
  );
}
