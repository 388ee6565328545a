import { validate } from "@octokit/graphql-schema";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fetchCounts, writeCountsQuery } from "../../../src/core/github/counts.ts";
import { fetchPullRequestPage, PULL_REQUEST_PAGE_QUERY } from "../../../src/core/github/pull-requests.ts";
import { fetchReviewPages, writeReviewPagesQuery } from "../../../src/core/github/review-pages.ts";
import { startSampleServer, type SampleServer } from "../../../src/sample/sample-server.ts";
import { openClient } from "./open-client.ts";

describe("GitHub's own schema accepts", () => {
  test.each([
    ["a page of pull requests", PULL_REQUEST_PAGE_QUERY],
    ["the counts of 1 repository", writeCountsQuery(1)],
    ["the counts of 100 repositories", writeCountsQuery(100)],
    ["the reviews of 1 pull request", writeReviewPagesQuery(1)],
    ["the reviews of 10 pull requests", writeReviewPagesQuery(10)],
    ["the reviews of 100 pull requests", writeReviewPagesQuery(100)],
  ])("the query for %s", (_name, text) => {
    expect(validate(text)).toEqual([]);
  });

  test("no field that it does not have", () => {
    expect(validate(PULL_REQUEST_PAGE_QUERY.replace("headRefName", "headBranch"))).not.toEqual([]);
  });
});

describe("the points that are announced to the governor are those that GitHub takes", () => {
  let server: SampleServer;
  beforeAll(async () => {
    server = await startSampleServer();
  });
  afterAll(() => server.close());

  const docs = { owner: "harborlight", name: "docs" };

  test.each([1, 25, 50, 100])("for a page of %i pull requests", async (first) => {
    const { client, told } = openClient(server);
    await fetchPullRequestPage(client, docs, { first, after: null, order: "created-desc" }, 0);
    expect(told.costs).toEqual([{ resource: "graphql", points: told.observations[0]?.cost }]);
  });

  test.each([1, 100])("for the counts of %i repositories", async (count) => {
    const { client, told } = openClient(server);
    await fetchCounts(
      client,
      Array.from({ length: count }, () => docs),
    );
    expect(told.costs).toEqual([{ resource: "graphql", points: told.observations[0]?.cost }]);
  });

  test("for the reviews of 10 pull requests", async () => {
    const { client, told } = openClient(server);
    const page = { first: 10, after: null, order: "created-desc" } as const;
    const { pullRequests } = await fetchPullRequestPage(client, docs, page, 0);
    await fetchReviewPages(
      client,
      pullRequests.map(({ id, nodeId }) => ({ id, nodeId, cursor: "" })),
    );
    expect(told.costs[1]).toEqual({ resource: "graphql", points: told.observations[1]?.cost });
  });
});
