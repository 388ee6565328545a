import type { EpochMs, PullRequestId } from "../../shared/ids.ts";
import type { ReadableDatabase } from "../database/connection.ts";
import { prepared } from "../database/prepared.ts";
import type { ScopeFilter } from "./scope-filter.ts";

/**
 * What insights are computed from: the facts of one pull request, and of the reviews of it that count.
 *
 * A review counts that was submitted (a pending one has no time), by someone other than the author, and not by a bot.
 * Where both accounts are deleted nobody can tell whether they were one person, so the review does not count.
 */
export interface PullRequestInScope {
  id: PullRequestId;
  createdAt: EpochMs;
  mergedAt: EpochMs | null;
  /** When an open one was last updated; null for one that is not open. */
  openUpdatedAt: EpochMs | null;
  isDraft: boolean;
  /** Lines added and deleted. */
  lines: number;
  /** Null for a deleted account. */
  author: string | null;
  /** Whether all of its reviews are stored. */
  hasAllReviews: boolean;
  firstReviewAt: EpochMs | null;
  /** The last review until the merge. Null without one, and for what is not merged. */
  lastReviewAt: EpochMs | null;
  /** Who reviewed it, once for each review; null for a deleted account. */
  reviewers: readonly (string | null)[];
}

type PullRequestRow = [
  id: PullRequestId,
  createdAt: number,
  mergedAt: number | null,
  openUpdatedAt: number | null,
  isDraft: number,
  lines: number,
  author: string | null,
  hasAllReviews: number,
];

type ReviewRow = [pullRequestId: PullRequestId, reviewer: string | null, submittedAt: number];

/** Rows that come many at a time cost half of what they cost one by one; more than these are not held. */
const PULL_REQUESTS_AT_ONCE = 4_000;

/** Every pull request in scope, in the order of ids, so that all insights come from one walk through the rows. */
export function* readPullRequests(
  database: ReadableDatabase,
  filter: ScopeFilter,
): Generator<PullRequestInScope> {
  const selectPullRequests = prepared<PullRequestRow>(
    database,
    `SELECT pull.id, unixepoch(pull.created_at), unixepoch(pull.merged_at),
            iif(pull.state = 'open', unixepoch(pull.updated_at), NULL), pull.is_draft,
            pull.additions + pull.deletions, pull.author_login, pull.reviews_cursor IS NULL
     FROM pull_requests pull
     WHERE ${filter.pullRequests} AND ${filter.pullRequestId} > @after
     ORDER BY pull.id LIMIT ${PULL_REQUESTS_AT_ONCE}`,
  ).raw();
  // Where nearly all are in scope it costs less to read some others too than to look up the pull request of each.
  const reviewsInScope = filter.isWhole
    ? "FROM reviews review WHERE review.pull_request_id > @after AND review.pull_request_id <= @last"
    : `FROM pull_requests pull JOIN reviews review ON review.pull_request_id = pull.id
       WHERE ${filter.pullRequests} AND ${filter.pullRequestId} > @after AND ${filter.pullRequestId} <= @last`;
  // GraphQL names bots by their kind alone; REST adds [bot] to the login.
  const selectReviews = prepared<ReviewRow>(
    database,
    `SELECT review.pull_request_id, review.author_login, unixepoch(review.submitted_at)
     ${reviewsInScope} AND review.submitted_at IS NOT NULL AND ifnull(review.author_kind, '') <> 'Bot'
     ORDER BY review.pull_request_id, review.submitted_at`,
  ).raw();

  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const pullRequests = selectPullRequests.all({ ...filter.parameters, after });
    const last = pullRequests.at(-1)?.[0];
    if (last === undefined) return;
    const reviews = selectReviews.all({ ...filter.parameters, after, last });
    let next = 0;
    for (const row of pullRequests) {
      const [id] = row;
      while (next < reviews.length && reviews[next]![0] < id) next += 1;
      const from = next;
      while (next < reviews.length && reviews[next]![0] === id) next += 1;
      yield factsOf(row, reviews, from, next);
    }
    after = last;
  }
}

/** The facts of a pull request whose reviews, the earliest first, are the rows from `from` to before `end`. */
function factsOf(
  row: PullRequestRow,
  reviews: readonly ReviewRow[],
  from: number,
  end: number,
): PullRequestInScope {
  const [id, createdAt, mergedAt, openUpdatedAt, isDraft, lines, author, hasAllReviews] = row;
  let firstReviewAt: number | null = null;
  let lastReviewAt: number | null = null;
  const reviewers: (string | null)[] = [];
  for (let index = from; index < end; index += 1) {
    const [, reviewer, submittedAt] = reviews[index]!;
    if (reviewer === author || isBot(reviewer)) continue;
    firstReviewAt ??= submittedAt;
    if (mergedAt !== null && submittedAt <= mergedAt) lastReviewAt = submittedAt;
    reviewers.push(reviewer);
  }
  return {
    id,
    createdAt: createdAt * 1000,
    mergedAt: inMs(mergedAt),
    openUpdatedAt: inMs(openUpdatedAt),
    isDraft: isDraft === 1,
    lines,
    author,
    hasAllReviews: hasAllReviews === 1,
    firstReviewAt: inMs(firstReviewAt),
    lastReviewAt: inMs(lastReviewAt),
    reviewers,
  };
}

const isBot = (login: string | null): boolean => login?.toLowerCase().endsWith("[bot]") ?? false;

const inMs = (seconds: number | null): EpochMs | null => (seconds === null ? null : seconds * 1000);
