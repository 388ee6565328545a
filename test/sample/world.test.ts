import { describe, expect, test } from "vitest";
import {
  nodeIdOfActor,
  nodeIdOfPullRequest,
  nodeIdOfRepository,
  nodeIdOfReview,
  parseNodeId,
} from "../../src/sample/world/node-ids.ts";
import type { PullRequest, Repository } from "../../src/sample/world/model.ts";
import { World } from "../../src/sample/world/world.ts";

const now = Date.UTC(2026, 10, 24);

function own(world: World): Repository[] {
  return world.repositoriesOf(world.people.organization);
}

function everyPullRequest(world: World): PullRequest[] {
  return own(world).flatMap((repository) => [...world.pullRequests(repository)]);
}

/** A pull request without what points back to it. */
function flatten(pullRequest: PullRequest): unknown {
  return {
    ...pullRequest,
    repository: pullRequest.repository.name,
    reviews: pullRequest.reviews.map((review) => ({ ...review, pullRequest: pullRequest.number })),
  };
}

describe("the sample organization", () => {
  const world = new World({ now });
  const repositories = own(world);
  const pullRequests = everyPullRequest(world);
  const reviews = pullRequests.flatMap((pullRequest) => pullRequest.reviews);

  test("is large enough to be worth looking at", () => {
    expect(repositories.length).toBeGreaterThanOrEqual(40);
    expect(pullRequests.length).toBeGreaterThanOrEqual(5_000);
    expect(world.people.organization.members.length).toBeGreaterThanOrEqual(60);
    expect(new Set(world.people.organization.members.map(({ login }) => login)).size).toBe(
      world.people.organization.members.length,
    );
  });

  test("has no two repositories of one name, however many there are", () => {
    const many = own(new World({ now, repositories: 3_000, pullRequests: 0 }));
    expect(new Set(many.map(({ name }) => name)).size).toBe(3_000);
  });

  test("has repositories of every awkward kind", () => {
    const kinds: Record<string, (repository: Repository) => boolean> = {
      archived: ({ isArchived }) => isArchived,
      empty: ({ isEmpty }) => isEmpty,
      disabled: ({ isDisabled }) => isDisabled,
      fork: ({ isFork, parent }) => isFork && parent !== null,
      "fork of a deleted parent": ({ isFork, parent }) => isFork && parent === null,
      private: ({ visibility }) => visibility === "PRIVATE",
      internal: ({ visibility }) => visibility === "INTERNAL",
      "without pull requests": (repository) =>
        !repository.isEmpty && repository.hasPullRequests && world.pullRequestCount(repository) === 0,
      "pull requests switched off": ({ hasPullRequests }) => !hasPullRequests,
    };
    for (const [kind, fits] of Object.entries(kinds)) expect(repositories.some(fits), kind).toBe(true);
    const renamed = world.repository(world.people.organization.login, "old-billing");
    expect(renamed?.name).toBe("billing");
  });

  test("has authors, states and texts of every awkward kind", () => {
    const authors = new Set(pullRequests.map(({ author }) => author?.__typename));
    expect(authors).toEqual(
      new Set(["User", "Bot", "Mannequin", "EnterpriseUserAccount", "Organization", undefined]),
    );
    expect(new Set(reviews.map(({ state }) => state))).toEqual(
      new Set(["APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED"]),
    );
    expect(new Set(pullRequests.map(({ state }) => state))).toEqual(new Set(["OPEN", "CLOSED", "MERGED"]));
    expect(reviews.some(({ author }) => author === null)).toBe(true);
    expect(pullRequests.some(({ isDraft }) => isDraft)).toBe(true);
    expect(pullRequests.some(({ head }) => head === "deleted")).toBe(true);
    const titles = pullRequests.map(({ title }) => title);
    expect(titles.some((title) => title.includes("\u0000"))).toBe(true);
    expect(titles.some((title) => title.includes("\u{1F6A2}"))).toBe(true);
    expect(titles.some((title) => title.includes("\u001b["))).toBe(true);
    expect(titles.some((title) => title.includes("<script>"))).toBe(true);
    expect(titles.some((title) => title.length >= 256)).toBe(true);
  });

  test("has one pull request with 250 reviews and a dozen with more than a page", () => {
    const counts = pullRequests.map((pullRequest) => pullRequest.reviews.length);
    expect(Math.max(...counts)).toBe(250);
    expect(counts.filter((count) => count === 101)).toHaveLength(12);
  });

  test("keeps its times in order and its reviews sorted", () => {
    for (const pullRequest of pullRequests) {
      const { createdAt, updatedAt, closedAt, mergedAt, state } = pullRequest;
      const times = pullRequest.reviews.map(({ submittedAt }) => submittedAt);
      expect(times).toEqual(times.toSorted((left, right) => left - right));
      expect(updatedAt).toBeGreaterThanOrEqual(Math.max(createdAt, closedAt ?? 0, times.at(-1) ?? 0));
      expect(updatedAt).toBeLessThanOrEqual(now);
      expect(createdAt).toBeGreaterThanOrEqual(pullRequest.repository.createdAt);
      expect(mergedAt === null).toBe(state !== "MERGED");
      expect(closedAt === null).toBe(state === "OPEN");
    }
  });

  test("works on weekdays, mostly", () => {
    const weekend = pullRequests.filter(({ createdAt }) => [0, 6].includes(new Date(createdAt).getUTCDay()));
    expect(weekend.length / pullRequests.length).toBeLessThan(0.1);
  });

  test("gives everything an id of its own that leads back to it", () => {
    const ids = new Set(pullRequests.map(({ databaseId }) => databaseId));
    expect(ids.size).toBe(pullRequests.length);
    expect(new Set(reviews.map(({ databaseId }) => databaseId)).size).toBe(reviews.length);
    expect(Math.max(...ids)).toBeGreaterThan(0x7fff_ffff);
    expect(Math.min(...ids)).toBeLessThan(0x7fff_ffff);
    for (const pullRequest of pullRequests) {
      expect(world.pullRequestById(pullRequest.databaseId)).toBe(pullRequest);
      expect(parseNodeId(nodeIdOfPullRequest(pullRequest))?.numbers.at(-1)).toBe(pullRequest.databaseId);
    }
    for (const review of reviews)
      expect(parseNodeId(nodeIdOfReview(review))?.numbers).toEqual([
        review.pullRequest.databaseId,
        review.databaseId,
      ]);
    for (const repository of repositories)
      expect(parseNodeId(nodeIdOfRepository(repository))?.numbers).toEqual([repository.databaseId]);
    for (const member of world.people.organization.members)
      expect(parseNodeId(nodeIdOfActor(member))?.numbers).toEqual([member.databaseId]);
    expect(parseNodeId("nonsense")).toBeUndefined();
  });
});

test("the same seed makes the same organization, another seed another", () => {
  const tell = (seed: number): unknown =>
    everyPullRequest(new World({ seed, now, repositories: 22, pullRequests: 400, members: 9 })).map(flatten);
  expect(tell(7)).toEqual(tell(7));
  expect(tell(8)).not.toEqual(tell(7));
});

test("pull requests that were dropped from memory come back the same, changed ones are never dropped", () => {
  const world = new World({ now, repositories: 60, pullRequests: { perRepository: 1_000 } });
  const [first, second] = own(world) as [Repository, Repository];
  const before = world.pullRequests(first).map(flatten);
  const list = world.pullRequests(first);
  const kept = world.pullRequests(second)[3] as PullRequest;
  world.markChanged(second);
  kept.title = "Changed by hand";
  for (const repository of own(world)) world.pullRequests(repository);
  for (const repository of own(world).slice(2)) world.pullRequests(repository);
  expect(world.pullRequests(first)).not.toBe(list);
  expect(world.pullRequests(first).map(flatten)).toEqual(before);
  expect(world.pullRequests(second)[3]?.title).toBe("Changed by hand");
});

test("exact sizes are kept: pull requests in all or per repository, reviews per pull request", () => {
  const count = (world: World): number => everyPullRequest(world).length;
  expect(count(new World({ now, repositories: 30, pullRequests: 777 }))).toBe(777);
  const even = new World({
    now,
    repositories: 5,
    pullRequests: { perRepository: 40 },
    reviewsPerPullRequest: 3,
  });
  expect(own(even).map((repository) => even.pullRequestCount(repository))).toEqual([40, 40, 40, 40, 40]);
  expect(new Set(everyPullRequest(even).map(({ reviews }) => reviews.length))).toEqual(new Set([3]));
  const long = new World({ now, longReviews: { pullRequests: 100, reviews: 101 } });
  expect(everyPullRequest(long).filter(({ reviews }) => reviews.length === 101)).toHaveLength(100);
});
