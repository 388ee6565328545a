import type { EpochMs, PullRequestId } from "../../shared/ids.ts";
import type { ReadableDatabase } from "../database/connection.ts";
import { prepared } from "../database/prepared.ts";
import type { ScopeFilter } from "./scope-filter.ts";

/** What insights are computed from: the facts of one pull request, and the reviews of it that count. */
export interface PullRequestInScope {
  id: PullRequestId;
  createdAt: EpochMs;
  updatedAt: EpochMs;
  mergedAt: EpochMs | null;
  isOpen: boolean;
  isDraft: boolean;
  /** Lines added and deleted. */
  lines: number;
  /** Null for a deleted account. */
  author: string | null;
  /** Whether all of its reviews are stored. */
  hasAllReviews: boolean;
  /** The reviews that count, the earliest first. */
  reviews: CountedReview[];
}

/**
 * A review that counts: submitted (a pending one has no time), by someone other than the author, and not by a bot.
 * Where both accounts are deleted nobody can tell whether they were one person, so the review does not count.
 */
interface CountedReview {
  /** Null for a deleted account. */
  reviewer: string | null;
  submittedAt: EpochMs;
}

type PullRequestRow = [
  id: PullRequestId,
  createdAt: number,
  updatedAt: number,
  mergedAt: number | null,
  isOpen: number,
  isDraft: number,
  lines: number,
  author: string | null,
  hasAllReviews: number,
];

type ReviewRow = [pullRequestId: PullRequestId, reviewer: string | null, submittedAt: number];

/**
 * Every pull request in scope, one at a time, so that all insights come from one walk through the rows and nothing of
 * them is held. Two cursors in the order of ids: on 200,000 pull requests with 400,000 reviews that takes half the time
 * of a query for each insight.
 */
export function* readPullRequests(
  database: ReadableDatabase,
  filter: ScopeFilter,
): Generator<PullRequestInScope> {
  const pulls = prepared<PullRequestRow>(
    database,
    `SELECT pull.id, unixepoch(pull.created_at), unixepoch(pull.updated_at), unixepoch(pull.merged_at),
            pull.state = 'open', pull.is_draft, pull.additions + pull.deletions, pull.author_login,
            pull.reviews_cursor IS NULL
     FROM pull_requests pull WHERE ${filter.pullRequests} ORDER BY pull.id`,
  ).raw();
  const reviews = new ReviewCursor(database, filter);
  // A cursor that is left open, also by damaged rows, keeps the connection from being closed.
  try {
    for (const row of pulls.iterate(filter.parameters) as IterableIterator<PullRequestRow>) {
      const [id, createdAt, updatedAt, mergedAt, isOpen, isDraft, lines, author, hasAllReviews] = row;
      yield {
        id,
        createdAt: createdAt * 1000,
        updatedAt: updatedAt * 1000,
        mergedAt: mergedAt === null ? null : mergedAt * 1000,
        isOpen: isOpen === 1,
        isDraft: isDraft === 1,
        lines,
        author,
        hasAllReviews: hasAllReviews === 1,
        reviews: reviews.takeOf(id, author),
      };
    }
  } finally {
    reviews.close();
  }
}

/** Walks through the reviews in scope beside their pull requests. */
class ReviewCursor {
  readonly #rows: IterableIterator<ReviewRow>;
  /** Undefined before the first was read, null after the last. */
  #next: ReviewRow | null | undefined;

  constructor(database: ReadableDatabase, filter: ScopeFilter) {
    // GraphQL names bots by their kind alone; REST adds [bot] to the login.
    this.#rows = prepared<ReviewRow>(
      database,
      `SELECT review.pull_request_id, review.author_login, unixepoch(review.submitted_at)
       FROM pull_requests pull JOIN reviews review ON review.pull_request_id = pull.id
       WHERE ${filter.pullRequests} AND review.submitted_at IS NOT NULL
         AND ifnull(review.author_kind, '') <> 'Bot'
       ORDER BY review.pull_request_id, review.submitted_at`,
    )
      .raw()
      .iterate(filter.parameters) as IterableIterator<ReviewRow>;
  }

  /** The counted reviews of the next pull request; to be asked in the order of ids. */
  takeOf(id: PullRequestId, author: string | null): CountedReview[] {
    const taken: CountedReview[] = [];
    if (this.#next === undefined) this.#advance();
    for (; this.#next?.[0] === id; this.#advance()) {
      const [, reviewer, submittedAt] = this.#next;
      const isByBot = reviewer?.toLowerCase().endsWith("[bot]") ?? false;
      if (reviewer !== author && !isByBot) taken.push({ reviewer, submittedAt: submittedAt * 1000 });
    }
    return taken;
  }

  close(): void {
    this.#rows.return?.();
  }

  #advance(): void {
    const { done, value } = this.#rows.next();
    this.#next = done ? null : value;
  }
}
