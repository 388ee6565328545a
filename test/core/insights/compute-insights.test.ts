import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FailureError } from "../../../src/shared/failures.ts";
import type { RepositoryId } from "../../../src/shared/ids.ts";
import { INSIGHT_DEFINITIONS, type Insights, type InsightScope } from "../../../src/shared/insights.ts";
import { computeInsights } from "../../../src/core/insights/compute-insights.ts";
import { ago, NOW, StoredOrganization } from "./stored-organization.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let acme: StoredOrganization;
let anvil: RepositoryId;

beforeEach(() => {
  acme = new StoredOrganization();
  anvil = acme.addRepository("acme/anvil");
});

afterEach(() => acme.remove());

function compute(scope: Partial<InsightScope> = {}): Insights {
  return computeInsights(acme.database, { organizationId: acme.id, ...scope }, NOW);
}

/** Does it once for each value: figures are refused on few. */
function forEachOf(values: number[], add: (value: number) => void): void {
  for (const value of values) add(value);
}

const ONE_TO_TEN = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

describe("without rows", () => {
  test("every count is zero, every figure is refused, every week is there", () => {
    const insights = compute();
    expect(insights.open).toMatchObject({ count: 0, drafts: 0, oldest: [] });
    expect(insights.open.medianAgeMs).toEqual({ kind: "too-little-data", sample: 0, minimum: 5 });
    expect(insights.timeToFirstReview).toEqual({ kind: "too-little-data", sample: 0, minimum: 10 });
    expect(insights.timeToMerge).toEqual({ kind: "too-little-data", sample: 0, minimum: 10 });
    expect(insights.mergedPerWeek.map(({ merged }) => merged)).toEqual(Array(26).fill(0));
    expect(insights.reviewLoad).toMatchObject({
      reviews: 0,
      reviewers: [],
      pairs: [],
      matrix: { counts: [] },
    });
    expect(insights.cycleTime).toEqual({
      stages: { kind: "too-little-data", sample: 0, minimum: 10 },
      excluded: { notReviewed: 0, reviewsUnread: 0 },
    });
    expect(insights.stale).toEqual({ afterDays: 14, count: 0, longest: [] });
  });

  test("every insight has a definition to show beside it", () => {
    const facts = new Set(["scope", "computedAt"]);
    const insights = Object.keys(compute()).filter((key) => !facts.has(key));
    expect(Object.keys(INSIGHT_DEFINITIONS).toSorted()).toEqual(insights.toSorted());
  });
});

describe("coverage", () => {
  test("is unknown while GitHub has counted nothing", () => {
    acme.addPullRequest(anvil);
    expect(compute().coverage).toEqual({
      storedPullRequests: 1,
      githubPullRequests: 0,
      repositories: 1,
      countedRepositories: 0,
      verifiedRepositories: 0,
      share: null,
      oldestVerification: null,
    });
  });

  test("is the stored share of GitHub's count over the counted repositories", () => {
    const bellows = acme.addRepository("acme/bellows");
    acme.addRepository("acme/not-counted");
    forEachOf([1, 2, 3], () => acme.addPullRequest(anvil));
    acme.count(anvil, 4);
    acme.count(bellows, 4);
    expect(compute().coverage).toMatchObject({
      storedPullRequests: 3,
      githubPullRequests: 8,
      repositories: 3,
      countedRepositories: 2,
      share: 3 / 8,
    });
  });

  test("a surplus in one repository does not hide a lack in another", () => {
    const bellows = acme.addRepository("acme/bellows");
    forEachOf([1, 2, 3, 4], () => acme.addPullRequest(anvil));
    acme.count(anvil, 2);
    acme.count(bellows, 2);
    expect(compute().coverage.share).toBe(2 / 4);
  });

  test("an organization whose repositories are all empty is covered in full", () => {
    acme.count(anvil, 0);
    expect(compute().coverage.share).toBe(1);
  });

  test("a repository is verified when both its streams are, or when GitHub says there is nothing", () => {
    const verified = acme.addRepository("acme/verified");
    acme.enterInLedger(verified, "pull_requests", "verified", 0);
    acme.enterInLedger(verified, "reviews", "empty", 0);
    acme.enterInLedger(acme.addRepository("acme/empty"), "pull_requests", "empty", 0);
    acme.enterInLedger(acme.addRepository("acme/disabled"), "pull_requests", "disabled");
    const gaps = acme.addRepository("acme/reviews-with-gaps");
    acme.enterInLedger(gaps, "pull_requests", "verified", 0);
    acme.enterInLedger(gaps, "reviews", "gaps");
    acme.enterInLedger(acme.addRepository("acme/reviews-unread"), "pull_requests", "verified", 0);
    acme.enterInLedger(acme.addRepository("acme/gone"), "pull_requests", "gone");
    expect(compute().coverage).toMatchObject({ repositories: 7, verifiedRepositories: 3 });
  });

  test("counts the empty and the disabled as zeros of GitHub's own", () => {
    acme.enterInLedger(anvil, "pull_requests", "disabled");
    expect(compute().coverage).toMatchObject({ countedRepositories: 1, githubPullRequests: 0, share: 1 });
  });
});

describe("open pull requests", () => {
  test("are counted with their drafts, and only they", () => {
    acme.addPullRequest(anvil);
    acme.addPullRequest(anvil, { isDraft: true });
    acme.addPullRequest(anvil, { mergedAt: ago({}) });
    acme.addPullRequest(anvil, { state: "closed", isDraft: true, closedAt: ago({}) });
    expect(compute().open).toMatchObject({ count: 2, drafts: 1 });
  });

  test("fall into bands of age; one that has just reached a bound is in the next", () => {
    forEachOf([0, 0.99, 1, 6.99, 7, 29.99, 30, 89.99, 90, 4000], (days) =>
      acme.addPullRequest(anvil, { createdAt: ago({ hours: days * 24 }) }),
    );
    expect(compute().open.ages).toEqual([
      { label: "under a day", maxDays: 1, count: 2 },
      { label: "1 to 7 days", maxDays: 7, count: 2 },
      { label: "7 to 30 days", maxDays: 30, count: 2 },
      { label: "30 to 90 days", maxDays: 90, count: 2 },
      { label: "90 days and more", maxDays: null, count: 2 },
    ]);
  });

  test("have a median age", () => {
    forEachOf([1, 2, 3, 40, 500], (days) => acme.addPullRequest(anvil, { createdAt: ago({ days }) }));
    expect(compute().open.medianAgeMs).toEqual({ kind: "value", value: 3 * DAY_MS, sample: 5 });
  });

  test("opened by a clock ahead of ours are new, not younger than nothing", () => {
    forEachOf([1, 2, 3, 4, 5], () => acme.addPullRequest(anvil, { createdAt: ago({ hours: -1 }) }));
    expect(compute().open.medianAgeMs).toMatchObject({ value: 0 });
    expect(compute().open.ages[0]).toMatchObject({ count: 5 });
  });

  test("are named oldest first, at most 50, with a link", () => {
    forEachOf(
      Array.from({ length: 60 }, (_, index) => index),
      (days) => acme.addPullRequest(anvil, { createdAt: ago({ days }), title: `${days} days old` }),
    );
    const { oldest } = compute().open;
    expect(oldest).toHaveLength(50);
    expect(oldest[0]).toEqual({
      repositoryFullName: "acme/anvil",
      number: expect.any(Number),
      title: "59 days old",
      authorLogin: "author",
      isDraft: false,
      createdAt: ago({ days: 59 }),
      updatedAt: ago({ days: 59 }),
      url: `https://github.com/acme/anvil/pull/${oldest[0]!.number}`,
    });
    expect(oldest.at(-1)!.title).toBe("10 days old");
  });

  test("of a deleted author stay, without a name", () => {
    acme.addPullRequest(anvil, { authorLogin: null, authorKind: null, isDraft: true });
    expect(compute().open.oldest).toMatchObject([{ authorLogin: null, isDraft: true }]);
  });
});

describe("merged per week", () => {
  const mergedIn = (week: string): number | undefined =>
    compute().mergedPerWeek.find((it) => it.week === week)?.merged;

  test("covers this week and the 25 before it, each from its Monday", () => {
    const weeks = compute().mergedPerWeek.map(({ week }) => week);
    expect(weeks).toHaveLength(26);
    expect(weeks[0]).toBe("2026-06-01T00:00:00Z");
    expect(weeks.at(-2)).toBe("2026-11-16T00:00:00Z");
    expect(weeks.at(-1)).toBe("2026-11-23T00:00:00Z");
  });

  test("begins a week with the first second of Monday, UTC", () => {
    acme.addPullRequest(anvil, { createdAt: "2026-11-01T00:00:00Z", mergedAt: "2026-11-15T23:59:59Z" });
    acme.addPullRequest(anvil, { createdAt: "2026-11-01T00:00:00Z", mergedAt: "2026-11-16T00:00:00Z" });
    acme.addPullRequest(anvil, { createdAt: "2026-11-01T00:00:00Z", mergedAt: "2026-11-22T23:59:59Z" });
    acme.addPullRequest(anvil, { createdAt: "2026-11-01T00:00:00Z", mergedAt: "2026-11-23T00:00:00Z" });
    expect(mergedIn("2026-11-09T00:00:00Z")).toBe(1);
    expect(mergedIn("2026-11-16T00:00:00Z")).toBe(2);
    expect(mergedIn("2026-11-23T00:00:00Z")).toBe(1);
  });

  test("a week that begins at this very moment is the newest", () => {
    const monday = Date.parse("2026-11-23T00:00:00Z");
    const newest = (now: number): string =>
      computeInsights(acme.database, { organizationId: acme.id }, now).mergedPerWeek.at(-1)!.week;
    expect(newest(monday)).toBe("2026-11-23T00:00:00Z");
    expect(newest(monday - 1)).toBe("2026-11-16T00:00:00Z");
  });

  test("leaves out what was merged earlier, closed unmerged, or is open", () => {
    acme.addPullRequest(anvil, { createdAt: "2026-05-01T00:00:00Z", mergedAt: "2026-05-31T23:59:59Z" });
    acme.addPullRequest(anvil, { state: "closed", closedAt: ago({}) });
    acme.addPullRequest(anvil);
    expect(compute().mergedPerWeek.every(({ merged }) => merged === 0)).toBe(true);
  });
});

describe("time to merge", () => {
  test("is over all merged pull requests, reviewed or not, bots' included", () => {
    forEachOf(ONE_TO_TEN, (days) =>
      acme.addPullRequest(anvil, {
        createdAt: ago({ days }),
        mergedAt: ago({}),
        ...(days === 10 && { authorLogin: "renovate", authorKind: "Bot" }),
      }),
    );
    acme.addPullRequest(anvil, { createdAt: ago({ days: 900 }) });
    acme.addPullRequest(anvil, { createdAt: ago({ days: 900 }), state: "closed", closedAt: ago({}) });
    expect(compute().timeToMerge).toEqual({
      kind: "value",
      value: { medianMs: 5.5 * DAY_MS, p90Ms: 9.1 * DAY_MS },
      sample: 10,
    });
  });
});

describe("time to first review", () => {
  /** Ten pull requests, each with these reviews so many hours after it was opened. */
  function addTen(reviews: (hours: number) => Parameters<typeof acme.addPullRequest>[1]): void {
    forEachOf(ONE_TO_TEN, (hours) =>
      acme.addPullRequest(anvil, { createdAt: ago({ days: 100 }), ...reviews(hours) }),
    );
  }
  const after = (hours: number): string => ago({ days: 100, hours: -hours });

  test("ends with the earliest review that counts", () => {
    addTen((hours) => ({ reviews: [{ submittedAt: after(hours + 50) }, { submittedAt: after(hours) }] }));
    expect(compute().timeToFirstReview).toEqual({
      kind: "value",
      value: { medianMs: 5.5 * HOUR_MS, p90Ms: 9.1 * HOUR_MS },
      sample: 10,
    });
  });

  test.each([
    ["the author's own", { authorLogin: "author" }],
    ["a bot's by kind", { authorLogin: "copilot-reviewer", authorKind: "Bot" }],
    ["a bot's by login", { authorLogin: "linter[bot]", authorKind: null }],
    ["a pending one", { state: "PENDING", submittedAt: null }],
  ])("does not count %s", (_whose, review) => {
    addTen((hours) => ({
      reviews: [{ submittedAt: after(0), ...review }, { submittedAt: after(hours) }],
    }));
    expect(compute().timeToFirstReview).toMatchObject({ value: { medianMs: 5.5 * HOUR_MS }, sample: 10 });
  });

  test("counts a deleted account's review of a known author, and a known reviewer's of a deleted author", () => {
    addTen((hours) =>
      hours % 2 === 0
        ? { reviews: [{ authorLogin: null, authorKind: null, submittedAt: after(hours) }] }
        : { authorLogin: null, authorKind: null, reviews: [{ submittedAt: after(hours) }] },
    );
    expect(compute().timeToFirstReview).toMatchObject({ value: { medianMs: 5.5 * HOUR_MS }, sample: 10 });
  });

  test("does not count a deleted account's review of a deleted author: they may be one person", () => {
    addTen((hours) => ({
      authorLogin: null,
      reviews: [{ authorLogin: null, submittedAt: after(hours) }],
    }));
    expect(compute().timeToFirstReview).toEqual({ kind: "too-little-data", sample: 0, minimum: 10 });
  });

  test("leaves out pull requests without a review, merged ones too", () => {
    addTen((hours) => ({ reviews: [{ submittedAt: after(hours) }] }));
    acme.addPullRequest(anvil, { createdAt: ago({ days: 100 }), mergedAt: ago({}) });
    expect(compute().timeToFirstReview).toMatchObject({ sample: 10 });
  });
});

describe("review load", () => {
  test("counts submitted reviews of others by reviewer, and the authors they helped", () => {
    acme.addPullRequest(anvil, {
      authorLogin: "ada",
      reviews: [
        { authorLogin: "grace" },
        { authorLogin: "grace", state: "DISMISSED" },
        { authorLogin: "ada" },
        { authorLogin: "linter[bot]" },
        { authorLogin: null, authorKind: null },
        { authorLogin: "linus", submittedAt: null, state: "PENDING" },
      ],
    });
    acme.addPullRequest(anvil, {
      authorLogin: "linus",
      reviews: [{ authorLogin: "grace" }, { authorLogin: "ada" }],
    });
    expect(compute().reviewLoad).toMatchObject({
      reviews: 4,
      reviewerCount: 2,
      reviewers: [
        { login: "grace", reviews: 3, authors: 2 },
        { login: "ada", reviews: 1, authors: 1 },
      ],
    });
  });

  test("names the ten who review most, equals by name", () => {
    const logins = Array.from({ length: 12 }, (_, index) => `reviewer-${String.fromCharCode(97 + index)}`);
    acme.addPullRequest(anvil, {
      reviews: [...logins.toReversed(), "reviewer-l"].map((authorLogin) => ({ authorLogin })),
    });
    expect(compute().reviewLoad.reviewers.map(({ login }) => login)).toEqual([
      "reviewer-l",
      ...logins.slice(0, 9),
    ]);
  });
});

describe("a scope", () => {
  test("gives each pull request its own reviews, also where another organization's lie between", () => {
    const rocket = acme.addRepository("rival/rocket", acme.addOrganization("rival"));
    const review = (authorLogin: string) => ({ authorLogin, submittedAt: ago({}) });
    acme.addPullRequest(rocket, { reviews: [review("stranger")] });
    acme.addPullRequest(anvil, { authorLogin: "ada", reviews: [review("grace"), review("alan")] });
    acme.addPullRequest(rocket, { reviews: [review("stranger"), review("stranger")] });
    acme.addPullRequest(anvil, { authorLogin: "grace", reviews: [] });
    acme.addPullRequest(rocket, { reviews: [review("stranger")] });
    acme.addPullRequest(anvil, { authorLogin: "alan", reviews: [review("grace")] });
    const pairs = [
      { reviewer: "alan", author: "ada", reviews: 1 },
      { reviewer: "grace", author: "ada", reviews: 1 },
      { reviewer: "grace", author: "alan", reviews: 1 },
    ];
    expect(compute().reviewLoad.pairs).toEqual(pairs);
    expect(compute({ since: ago({ days: 30 }) }).reviewLoad.pairs).toEqual(pairs);
    expect(compute({ authorLogin: "ADA" }).reviewLoad.pairs).toEqual(pairs.slice(0, 2));
  });

  test("of more pull requests than are read at a time holds each of them once, with its reviews", () => {
    const count = 4_100;
    const addAll = acme.database.transaction(() => {
      for (let added = 0; added < count; added += 1)
        acme.addPullRequest(anvil, { mergedAt: ago({}), reviews: [{}] });
    });
    addAll();
    const whole = compute();
    expect([whole.timeToMerge.sample, whole.reviewLoad.reviews]).toEqual([count, count]);
    const narrowed = compute({ repositoryIds: [anvil] });
    expect([narrowed.timeToMerge.sample, narrowed.reviewLoad.reviews]).toEqual([count, count]);
  });

  test("never reaches into another organization", () => {
    const rival = acme.addOrganization("rival");
    const rocket = acme.addRepository("rival/rocket", rival);
    acme.addPullRequest(rocket, { reviews: [{}] });
    acme.addPullRequest(rocket, { mergedAt: ago({}) });
    acme.count(rocket, 2);
    const insights = compute();
    expect(insights.open.count).toBe(0);
    expect(insights.reviewLoad.reviews).toBe(0);
    expect(insights.coverage).toMatchObject({ repositories: 1, storedPullRequests: 0 });
    expect(compute({ repositoryIds: [rocket] }).open.count).toBe(0);
  });

  test("of some repositories holds them alone, in every insight", () => {
    const bellows = acme.addRepository("acme/bellows");
    forEachOf(ONE_TO_TEN, (days) => {
      acme.addPullRequest(anvil, { createdAt: ago({ days }), mergedAt: ago({}), reviews: [{}] });
      acme.addPullRequest(bellows, { createdAt: ago({ days: 300 }), mergedAt: ago({}), reviews: [{}] });
    });
    acme.addPullRequest(bellows);
    const insights = compute({ repositoryIds: [anvil] });
    expect(insights.open.count).toBe(0);
    expect(insights.timeToMerge).toMatchObject({ value: { medianMs: 5.5 * DAY_MS }, sample: 10 });
    expect(insights.timeToFirstReview).toMatchObject({ value: { medianMs: 5.5 * DAY_MS }, sample: 10 });
    expect(insights.mergedPerWeek.at(-1)).toMatchObject({ merged: 10 });
    expect(insights.reviewLoad.reviews).toBe(10);
    expect(insights.coverage).toMatchObject({ repositories: 1, storedPullRequests: 10 });
    expect(compute({ repositoryIds: [] }).coverage.repositories).toBe(0);
  });

  test("of an author finds the login in any case", () => {
    acme.addPullRequest(anvil, { authorLogin: "Ada" });
    acme.addPullRequest(anvil, { authorLogin: "grace" });
    expect(compute({ authorLogin: "ada" }).open.count).toBe(1);
  });

  test("since a time holds pull requests opened then or later, however the time is written", () => {
    acme.addPullRequest(anvil, { createdAt: "2026-11-20T09:59:59Z" });
    acme.addPullRequest(anvil, { createdAt: "2026-11-20T10:00:00Z" });
    for (const since of [
      "2026-11-20T10:00:00Z",
      "2026-11-20T10:00:00.000Z",
      "2026-11-20T12:00:00+02:00",
      "2026-11-20T09:59:59.001Z",
    ]) {
      expect(compute({ since }).open.count, since).toBe(1);
    }
    expect(compute({ since: "2026-11-20" }).open.count).toBe(2);
  });

  test("since something that is no time is refused in words", () => {
    const refused = new FailureError({ code: "usage/bad-input", detail: "not a time: last week" });
    expect(() => compute({ since: "last week" })).toThrow(refused);
  });

  test("is handed back with the moment of the figures", () => {
    expect(compute({ authorLogin: "ada" })).toMatchObject({
      scope: { organizationId: acme.id, authorLogin: "ada" },
      computedAt: NOW,
    });
  });
});
