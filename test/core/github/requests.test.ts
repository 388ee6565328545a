import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PullRequestFacts } from "../../../src/core/database/pull-request-store.ts";
import { fetchCounts } from "../../../src/core/github/counts.ts";
import { fetchMemberPage } from "../../../src/core/github/members.ts";
import { fetchOrganizations, fetchOwner } from "../../../src/core/github/owners.ts";
import { fetchPullRequestPage, type PullRequestOrder } from "../../../src/core/github/pull-requests.ts";
import { fetchRepository, fetchRepositoryPage } from "../../../src/core/github/repositories.ts";
import { fetchReviewPages } from "../../../src/core/github/review-pages.ts";
import { fetchViewer } from "../../../src/core/github/viewer.ts";
import { startSampleServer, type SampleServer } from "../../../src/sample/sample-server.ts";
import { tell, tellAll } from "../../sample/client.ts";
import { failureFrom, HARBORLIGHT, openClient } from "./open-client.ts";
import type { GitHubClient } from "../../../src/core/github/client.ts";

let server: SampleServer;
let client: GitHubClient;
beforeAll(async () => {
  server = await startSampleServer();
  ({ client } = openClient(server));
});
afterAll(() => server.close());

/** Every page of a repository's pull requests, as a stream reads them. */
async function readAll(name: string, order: PullRequestOrder, first = 100): Promise<PullRequestFacts[]> {
  const all: PullRequestFacts[] = [];
  let after: string | null = null;
  do {
    const page = await fetchPullRequestPage(
      client,
      { owner: "harborlight", name },
      { first, after, order },
      0,
    );
    all.push(...page.pullRequests);
    after = page.nextCursor;
  } while (after !== null);
  return all;
}

describe("the viewer", () => {
  test("is told with the token's scopes, its end and the server's time", async () => {
    await server.control({ type: "set-token-expiry", at: Date.parse("2031-06-03T19:52:44Z") });
    expect(await fetchViewer(client)).toEqual({
      githubId: 1_204_000,
      login: "kofi-demir",
      name: "Kofi Demir",
      scopes: ["read:org", "read:user", "repo"],
      tokenExpiresAt: Date.parse("2031-06-03T19:52:44Z"),
      serverTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    await server.control({ type: "set-token-expiry", at: null });
  });
});

describe("owners", () => {
  test("the user's organizations are listed", async () => {
    const { organizations, hidden } = await fetchOrganizations(client);
    expect(organizations.map(({ login }) => login)).toEqual(["harborlight", "harborlight-labs"]);
    expect(hidden).toBeNull();
  });

  test("a name is found as an organization or as a user", async () => {
    expect(await fetchOwner(client, "harborlight")).toMatchObject({
      login: "harborlight",
      kind: "organization",
    });
    expect(await fetchOwner(client, "kofi-demir")).toMatchObject({ githubId: 1_204_000, kind: "user" });
  });

  test("a name that is neither is no such organization", async () => {
    expect(await failureFrom(fetchOwner(client, "nobody/../user"))).toMatchObject({
      code: "github/organization-not-found",
      detail: "nobody/../user",
    });
  });
});

describe("repositories", () => {
  test("the list holds each repository of the organization once, oldest first", async () => {
    const page = await fetchRepositoryPage(client, HARBORLIGHT, 1);
    if (page.kind !== "ok") throw new Error(page.kind);
    const { repositories } = await tellAll(server);
    const own = repositories.filter(({ fullName }) => fullName.startsWith("harborlight/"));
    expect(page.repositories.map(({ id, fullName }) => ({ id, fullName })).toSorted(byId)).toEqual(
      own.map(({ id, fullName }) => ({ id, fullName })).toSorted(byId),
    );
    expect(page).toMatchObject({ lastPage: 1, hidden: null });
    const created = page.repositories.map(({ createdAt }) => createdAt!);
    expect(created).toEqual(created.toSorted());
  });

  const byId = (left: { id: number }, right: { id: number }): number => left.id - right.id;

  test("the last page is known from the first; an unchanged page is not sent again", async () => {
    const large = await startSampleServer({
      world: { repositories: 230, pullRequests: { perRepository: 0 } },
    });
    const { client: ofLarge, told } = openClient(large);
    const pages = [];
    for (const number of [1, 2, 3]) {
      const page = await fetchRepositoryPage(ofLarge, HARBORLIGHT, number);
      if (page.kind !== "ok") throw new Error(page.kind);
      pages.push(page);
    }
    expect(pages.map(({ lastPage }) => lastPage)).toEqual([3, 3, 3]);
    expect(new Set(pages.flatMap(({ repositories }) => repositories.map(({ id }) => id))).size).toBe(230);
    const again = await fetchRepositoryPage(ofLarge, HARBORLIGHT, 2, pages[1]!.etag!);
    expect(again).toEqual({ kind: "not-modified", serverTime: expect.any(String) });
    expect(told.observations.at(-1)).toMatchObject({ status: 304, limited: null, overloaded: false });
    await large.close();
  });

  test("row ids of a second host lie apart from those of the first", async () => {
    const { repository } = await fetchRepository(client, { ...HARBORLIGHT, slot: 1 }, "harborlight/docs");
    expect(repository).toMatchObject({ id: 2 ** 44 + 310_016_208, organizationId: HARBORLIGHT.id });
  });
});

test("members are those that the server holds, and cost nothing while they have not changed", async () => {
  const page = await fetchMemberPage(client, "harborlight", 1);
  if (page.kind !== "ok") throw new Error(page.kind);
  const again = await fetchMemberPage(client, "harborlight", 1, page.etag!);
  expect(again).toEqual({ kind: "not-modified", serverTime: expect.any(String) });
  expect(page.members.map(({ login }) => login)).toEqual((await tellAll(server)).members);
  expect(page.hasNext).toBe(false);
});

describe("pull requests", () => {
  test("every one of the sample organization arrives as the server holds it", async () => {
    const { repositories } = await tellAll(server);
    let compared = 0;
    for (const { fullName } of repositories.filter((it) => it.fullName.startsWith("harborlight/"))) {
      const name = fullName.split("/")[1]!;
      const read = await readAll(name, "created-desc");
      const truth = await tell(server, fullName);
      expect(read.map(withoutReviews).toSorted(byNumber)).toEqual(truth.map(truthOf).toSorted(byNumber));
      compared += read.length;
    }
    expect(compared).toBeGreaterThan(5_000);
  });

  const byNumber = (left: { number: number }, right: { number: number }): number =>
    left.number - right.number;

  const withoutReviews = (it: PullRequestFacts) => ({
    id: it.id,
    nodeId: it.nodeId,
    number: it.number,
    title: it.title,
    state: it.state,
    isDraft: it.isDraft,
    author: it.authorLogin,
    createdAt: it.createdAt,
    updatedAt: it.updatedAt,
    mergedAt: it.mergedAt,
    closedAt: it.closedAt,
    additions: it.additions,
    deletions: it.deletions,
    changedFiles: it.changedFiles,
    reviewCount: it.reviewCount,
  });

  const truthOf = ({ reviews, ...it }: Awaited<ReturnType<typeof tell>>[number]) => ({
    ...it,
    title: it.title.replaceAll("\0", "\uFFFD"),
    state: it.state.toLowerCase(),
    reviewCount: reviews.length,
  });

  test("come in the order that was asked for, with the newest update of the whole list named", async () => {
    const newestFirst = await readAll("docs", "created-desc", 20);
    const oldestFirst = await readAll("docs", "created-asc", 20);
    expect(oldestFirst.map(({ id }) => id)).toEqual(newestFirst.map(({ id }) => id).toReversed());
    const byUpdate = await readAll("docs", "updated-desc", 20);
    const updatedAt = byUpdate.map((it) => it.updatedAt);
    expect(updatedAt).toEqual(updatedAt.toSorted().toReversed());
    const page = { first: 2, after: null, order: "created-asc" } as const;
    const front = await fetchPullRequestPage(client, { owner: "harborlight", name: "docs" }, page, 0);
    expect(front).toMatchObject({ totalCount: newestFirst.length, newestUpdatedAt: updatedAt[0] });
  });

  test("an empty list has no newest update and no next page", async () => {
    const { repositories } = await tellAll(server);
    const empty = repositories.find((it) => it.isEmpty)!;
    const [owner = "", name = ""] = empty.fullName.split("/");
    const page = { first: 50, after: null, order: "created-desc" } as const;
    expect(await fetchPullRequestPage(client, { owner, name }, page, 0)).toMatchObject({
      totalCount: 0,
      nextCursor: null,
      newestUpdatedAt: null,
      pullRequests: [],
    });
  });
});

describe("reviews (G20)", () => {
  test("all 250 of one pull request arrive, though each page holds fewer", async () => {
    const [{ number } = { number: 0 }] = await tell(server, "infra");
    await server.control({ type: "add-review", repository: "infra", number, count: 250 });
    const found = (await readAll("infra", "updated-desc")).find((it) => it.number === number)!;
    const ids = found.reviews.map(({ id }) => id);
    let cursor = found.reviewsCursor;
    while (cursor !== null) {
      const [page] = await fetchReviewPages(client, [{ id: found.id, nodeId: found.nodeId, cursor }]);
      if (!page?.ok) throw new Error(JSON.stringify(page));
      expect(page.value.totalCount).toBe(found.reviewCount);
      ids.push(...page.value.reviews.map(({ id }) => id));
      cursor = page.value.nextCursor;
    }
    const truth = (await tell(server, "infra")).find((it) => it.number === number)!;
    expect(truth.reviews.length).toBeGreaterThanOrEqual(250);
    expect(ids).toEqual(truth.reviews.map(({ id }) => id));
  });

  test("several lists are read side by side, each from its own place, in the order that was asked", async () => {
    const long = (await findLongLists()).slice(0, 10);
    expect(long).toHaveLength(10);
    const pages = await fetchReviewPages(
      client,
      long.map(({ id, nodeId, reviewsCursor }) => ({ id, nodeId, cursor: reviewsCursor! })),
    );
    for (const [place, page] of pages.entries()) {
      const { reviews, reviewCount } = long[place]!;
      if (!page.ok) throw new Error(JSON.stringify(page.failure));
      expect(page.value).toMatchObject({ totalCount: reviewCount, nextCursor: null });
      const ids = new Set([...reviews, ...page.value.reviews].map(({ id }) => id));
      expect(ids.size).toBe(reviewCount);
    }
  });

  test("an empty cursor starts at the front; a list that is gone spoils no other", async () => {
    const [first] = await readAll("docs", "created-desc", 100);
    const gone = { id: first!.id, nodeId: "PR_kwDOABCDEF4AAAAB", cursor: "" };
    const [missing, whole] = await fetchReviewPages(client, [
      gone,
      { id: first!.id, nodeId: first!.nodeId, cursor: "" },
    ]);
    expect(missing).toMatchObject({ ok: false, failure: { code: "github/not-found" } });
    expect(whole).toMatchObject({ ok: true, value: { reviews: first!.reviews, nextCursor: null } });
  });

  async function findLongLists(): Promise<PullRequestFacts[]> {
    const { repositories } = await tellAll(server);
    for (const { fullName } of repositories) {
      const truth = await tell(server, fullName);
      if (truth.filter(({ reviews }) => reviews.length === 101).length < 10) continue;
      const read = await readAll(fullName.split("/")[1]!, "created-desc");
      return read.filter(({ reviewCount }) => reviewCount === 101);
    }
    throw new Error("the sample has no long lists");
  }
});

describe("counts", () => {
  test("of many repositories are those that the server holds, each with its newest update", async () => {
    const { repositories } = await tellAll(server);
    const addresses = repositories.map(({ fullName }) => {
      const [owner = "", name = ""] = fullName.split("/");
      return { owner, name };
    });
    const { counts, serverTime } = await fetchCounts(client, addresses);
    expect(serverTime).toMatch(/Z$/);
    for (const [place, repository] of repositories.entries()) {
      const truth = await tell(server, repository.fullName);
      const newest =
        truth
          .map(({ updatedAt }) => updatedAt)
          .toSorted()
          .at(-1) ?? null;
      expect(counts[place]).toEqual({
        ok: true,
        value: {
          githubId: repository.id,
          fullName: repository.fullName,
          totalCount: repository.pullRequests,
          newestUpdatedAt: newest,
        },
      });
    }
  });
});
