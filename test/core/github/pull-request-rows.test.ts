import { describe, expect, test } from "vitest";
import { parsePullRequestPage } from "../../../src/core/github/pull-requests.ts";
import { FailureError, type Failure } from "../../../src/shared/failures.ts";

const review = {
  fullDatabaseId: "4000000002",
  databaseId: null,
  author: { login: "renovate", __typename: "Bot" },
  state: "APPROVED",
  submittedAt: "2026-11-20T10:42:39Z",
};

const node = {
  id: "PR_kwDO1",
  fullDatabaseId: "4000000001",
  databaseId: null,
  number: 7,
  title: "A title",
  state: "MERGED",
  isDraft: false,
  author: null,
  createdAt: "2026-11-20T10:42:39Z",
  updatedAt: "2026-11-21T10:42:39Z",
  mergedAt: "2026-11-21T10:42:39Z",
  closedAt: "2026-11-21T10:42:39Z",
  mergedBy: null,
  additions: 1,
  deletions: 2,
  changedFiles: 3,
  baseRefName: "main",
  headRefName: "topic",
  reviews: {
    totalCount: 31,
    pageInfo: { hasNextPage: true, endCursor: "Y3Vyc29yMQ==" },
    nodes: [review] as (typeof review | null)[],
  },
};

const pageOf = (nodes: unknown[], pageInfo: object = { hasNextPage: false, endCursor: null }) => ({
  databaseId: 5,
  nameWithOwner: "acme/site",
  pullRequests: { totalCount: 1, pageInfo, nodes },
  newest: { nodes: [{ updatedAt: node.updatedAt }] },
});

const parse = (field: unknown) => parsePullRequestPage(field, "pull requests of acme/site", 0);

function failureOfParsing(field: unknown): Failure {
  try {
    parse(field);
  } catch (thrown) {
    if (thrown instanceof FailureError) return thrown.failure;
  }
  throw new Error("it was taken for a page");
}

test("a page becomes rows; a list of reviews that goes on has its cursor", () => {
  expect(parse(pageOf([node])).pullRequests).toEqual([
    expect.objectContaining({
      id: 4_000_000_001,
      state: "merged",
      authorLogin: null,
      authorKind: null,
      reviewCount: 31,
      reviewsCursor: "Y3Vyc29yMQ==",
      reviews: [expect.objectContaining({ id: 4_000_000_002, authorKind: "Bot" })],
    }),
  ]);
});

describe("ids", () => {
  test.each([
    ["the wide one where it is there", { fullDatabaseId: "4000000001", databaseId: 12 }, 4_000_000_001],
    ["the old one where only that is there", { fullDatabaseId: null, databaseId: 12 }, 12],
  ])("are %s", (_name, ids, id) => {
    expect(parse(pageOf([{ ...node, ...ids }])).pullRequests[0]?.id).toBe(id);
  });

  test("that nobody can store are refused", () => {
    for (const ids of [
      { fullDatabaseId: null, databaseId: null },
      { fullDatabaseId: "9007199254740993", databaseId: null },
      { fullDatabaseId: "-4", databaseId: null },
    ]) {
      expect(failureOfParsing(pageOf([{ ...node, ...ids }])).code).toBe("github/bad-response");
    }
  });
});

describe("G17: a page with holes that no error announced is too costly, never stored", () => {
  test.each([
    ["a null pull request", pageOf([node, null])],
    ["a null list of reviews", pageOf([{ ...node, reviews: null }])],
    ["a null review", pageOf([{ ...node, reviews: { ...node.reviews, nodes: [review, null] } }])],
  ])("%s", (_name, field) => {
    expect(failureOfParsing(field).code).toBe("github/too-costly");
  });
});

test.each([
  ["goes on without saying where", pageOf([node], { hasNextPage: true, endCursor: null })],
  ["has a state that does not exist", pageOf([{ ...node, state: "LOST" }])],
  ["lacks a field", pageOf([{ ...node, updatedAt: undefined }])],
])("a page that %s is an unexpected answer", (_name, field) => {
  expect(failureOfParsing(field).code).toBe("github/bad-response");
});
