import type { WritableDatabase } from "../../src/core/database/connection.ts";
import type { PullRequestFacts } from "../../src/core/database/pull-request-store.ts";
import type { RepositoryId } from "../../src/shared/ids.ts";
import { addRepository } from "./add-repository.ts";
import { openNewStore } from "./new-store.ts";

type Values = (string | number | null)[];

/** Rows as values, in the order of `prepareInsert`'s columns. */
interface RawRows {
  pullRequests: Values[];
  reviews: Values[];
}

/** Inserts rows that are ready as values, in transactions of so many pages. Returns the seconds that it took. */
export function insertRaw(pages: readonly PullRequestFacts[][], pagesATransaction: number): number {
  const store = openNewStore();
  const { database } = store;
  const repositoryId = addRepository(store, 3, "bench/rows");
  // All rows go below one repository, so numbers, which are unique there, are given anew.
  let number = 0;
  const ready = pages.map((page) =>
    rawRowsOf(
      page.map((it) => ({ ...it, number: (number += 1) })),
      repositoryId,
    ),
  );
  const insertRows = prepareInsert(database);
  const insertBatch = database.transaction((batch: typeof ready) => {
    for (const rows of batch) insertRows(rows);
  });
  const startedAt = performance.now();
  for (let start = 0; start < ready.length; start += pagesATransaction) {
    insertBatch.immediate(ready.slice(start, start + pagesATransaction));
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  store.remove();
  return seconds;
}

export function rawRowsOf(page: readonly PullRequestFacts[], repositoryId: RepositoryId): RawRows {
  return {
    pullRequests: page.map((it) => pullRequestValues(it, repositoryId)),
    reviews: page.flatMap(reviewValues),
  };
}

/** Inserts rows, and nothing else; the transaction is the caller's. */
export function prepareInsert(database: WritableDatabase): (rows: RawRows) => void {
  const insertPullRequest = database.prepare(
    `INSERT INTO pull_requests (id, repository_id, node_id, number, title, state, is_draft, author_login, author_kind,
       created_at, updated_at, merged_at, closed_at, merged_by_login, additions, deletions, changed_files, base_ref,
       head_ref, review_count, reviews_cursor, sweep)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
  );
  const insertReview = database.prepare(
    `INSERT INTO reviews (id, pull_request_id, author_login, author_kind, state, submitted_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  return ({ pullRequests, reviews }) => {
    for (const values of pullRequests) insertPullRequest.run(values);
    for (const values of reviews) insertReview.run(values);
  };
}

function pullRequestValues(it: PullRequestFacts, repositoryId: RepositoryId): Values {
  return [
    ...[it.id, repositoryId, it.nodeId, it.number, it.title, it.state, Number(it.isDraft)],
    ...[it.authorLogin, it.authorKind, it.createdAt, it.updatedAt, it.mergedAt, it.closedAt],
    ...[it.mergedByLogin, it.additions, it.deletions, it.changedFiles, it.baseRef, it.headRef],
    ...[it.reviewCount, it.reviewsCursor],
  ];
}

function reviewValues(it: PullRequestFacts): Values[] {
  return it.reviews.map((review) => [
    ...[review.id, it.id, review.authorLogin, review.authorKind, review.state, review.submittedAt],
  ]);
}
