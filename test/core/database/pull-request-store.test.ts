import { afterEach, beforeEach, expect, test } from "vitest";
import {
  savePullRequests,
  saveReviewPage,
  type PullRequestFacts,
} from "../../../src/core/database/pull-request-store.ts";
import type { PullRequestId, RepositoryId } from "../../../src/shared/ids.ts";
import { ago, StoredOrganization } from "../insights/stored-organization.ts";

let organization: StoredOrganization;
let repositoryId: RepositoryId;
beforeEach(() => {
  organization = new StoredOrganization();
  repositoryId = organization.addRepository();
});
afterEach(() => organization.remove());

/** As GitHub tells it. */
const TOLD: PullRequestFacts = {
  id: 7 as PullRequestId,
  nodeId: "PR_7",
  number: 7,
  title: "Forge an anvil",
  state: "merged",
  isDraft: false,
  authorLogin: "ada",
  authorKind: "User",
  createdAt: ago({ days: 9 }),
  updatedAt: ago({ days: 2 }),
  mergedAt: ago({ days: 2 }),
  closedAt: ago({ days: 2 }),
  mergedByLogin: "grace",
  additions: 5,
  deletions: 6,
  changedFiles: 2,
  baseRef: "main",
  headRef: "anvil",
  reviewCount: 0,
  reviewsCursor: null,
  reviews: [],
};

const save = (facts: PullRequestFacts, sweep = 1): unknown =>
  organization.database.transaction(() =>
    savePullRequests(organization.database, repositoryId, sweep, [facts]),
  )();

const stored = (): unknown => organization.database.prepare("SELECT * FROM pull_requests").get();

test("a row that is read again is in every column what GitHub tells, whatever was stored of it", () => {
  save(TOLD);
  const right = stored();
  organization.database.exec(
    `UPDATE pull_requests SET node_id = '', number = 1, title = '', state = 'open', is_draft = 1, author_login = NULL,
       author_kind = NULL, created_at = '', updated_at = '', merged_at = NULL, closed_at = NULL, merged_by_login = NULL,
       additions = 0, deletions = 0, changed_files = 0, base_ref = NULL, head_ref = NULL, review_count = 9,
       reviews_cursor = 'x', sweep = 0`,
  );
  save(TOLD);
  expect(stored()).toEqual(right);
});

test("an answer that was overtaken by a newer one changes nothing", () => {
  save(TOLD);
  const right = stored();
  save({ ...TOLD, title: "Forge", updatedAt: ago({ days: 3 }) });
  expect(stored()).toEqual(right);
});

test("a long list of reviews is owed again only where something may have changed, or when all is read anew", () => {
  const review = (id: number) => ({
    id,
    authorLogin: "grace",
    authorKind: "User",
    state: "APPROVED",
    submittedAt: ago({ days: 2 }),
  });
  const told = { ...TOLD, reviewCount: 2, reviewsCursor: "behind the first", reviews: [review(1)] };
  const owes = (facts: PullRequestFacts, sweep?: number): boolean => {
    save(facts, sweep);
    const read = organization.database.prepare<[], string | null>("SELECT reviews_cursor FROM pull_requests");
    return read.pluck().get() !== null;
  };
  const readToItsEnd = (): unknown =>
    saveReviewPage(
      organization.database,
      { id: told.id, nodeId: told.nodeId, cursor: told.reviewsCursor },
      [review(2)],
      null,
      2,
    );
  expect(owes(told)).toBe(true);
  // Met again before it was read.
  expect(owes(told)).toBe(true);
  readToItsEnd();
  expect(owes(told)).toBe(false);
  expect(owes({ ...told, updatedAt: ago({ days: 1 }) })).toBe(true);
  readToItsEnd();
  expect(owes({ ...told, updatedAt: ago({ days: 1 }), reviewCount: 3 })).toBe(true);
  readToItsEnd();
  expect(owes({ ...told, updatedAt: ago({ days: 1 }) }, 2)).toBe(true);
});
