import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { computeInsights } from "../../../src/core/insights/compute-insights.ts";
import { listScopeChoices } from "../../../src/core/insights/scope-choices.ts";
import type { RepositoryId } from "../../../src/shared/ids.ts";
import type { Insights, InsightScope } from "../../../src/shared/insights.ts";
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

const TEN = Array.from({ length: 10 }, (_, index) => index + 1);

describe("cycle time", () => {
  /** Opened 10 days ago, reviewed after 1 and 3 days, merged after 4; and what is different. */
  function addMerged(facts: Parameters<StoredOrganization["addPullRequest"]>[1] = {}): void {
    acme.addPullRequest(anvil, {
      createdAt: ago({ days: 10 }),
      mergedAt: ago({ days: 6 }),
      reviews: [{ submittedAt: ago({ days: 9 }) }, { submittedAt: ago({ days: 7 }) }],
      ...facts,
    });
  }

  test("is split into three stages that add up", () => {
    for (const _ of TEN) addMerged();
    expect(compute().cycleTime).toEqual({
      stages: {
        kind: "value",
        value: {
          firstReview: { medianMs: DAY_MS, p90Ms: DAY_MS },
          review: { medianMs: 2 * DAY_MS, p90Ms: 2 * DAY_MS },
          merge: { medianMs: DAY_MS, p90Ms: DAY_MS },
          whole: { medianMs: 4 * DAY_MS, p90Ms: 4 * DAY_MS },
        },
        sample: 10,
      },
      excluded: { notReviewed: 0, reviewsUnread: 0 },
    });
  });

  test("ends its review with the last one before the merge", () => {
    for (const _ of TEN) {
      addMerged({ reviews: [{ submittedAt: ago({ days: 9 }) }, { submittedAt: ago({ days: 1 }) }] });
    }
    expect(compute().cycleTime.stages).toMatchObject({
      value: { review: { medianMs: 0 }, merge: { medianMs: 3 * DAY_MS } },
    });
  });

  test("leaves out, and counts, what was not reviewed before the merge or is not read to the end", () => {
    for (const _ of TEN) addMerged();
    addMerged({ reviews: [] });
    addMerged({ reviews: [{ submittedAt: ago({ days: 1 }) }] });
    addMerged({ reviews: [{ authorLogin: "author", submittedAt: ago({ days: 9 }) }] });
    addMerged({ reviewsCursor: "more" });
    addMerged({ mergedAt: null });
    expect(compute().cycleTime).toMatchObject({
      stages: { sample: 10 },
      excluded: { notReviewed: 3, reviewsUnread: 1 },
    });
  });

  test("is refused below ten", () => {
    for (const _ of TEN.slice(1)) addMerged();
    expect(compute().cycleTime.stages).toEqual({ kind: "too-little-data", sample: 9, minimum: 10 });
  });
});

test("time to merge is told by size, each size refused by itself", () => {
  const addMerged = (additions: number, hours: number): void => {
    acme.addPullRequest(anvil, { createdAt: ago({ hours }), mergedAt: ago({}), additions, deletions: 0 });
  };
  for (const hours of TEN) {
    addMerged(10, hours);
    addMerged(100_000, 2 * hours);
  }
  addMerged(11, 1);
  const bySize = Object.fromEntries(compute().sizeAndTime.map((band) => [band.label, band.timeToMerge]));
  expect(bySize).toMatchObject({
    "up to 10 lines": { value: { medianMs: 5.5 * HOUR_MS }, sample: 10 },
    "11 to 50": { kind: "too-little-data", sample: 1, minimum: 10 },
    "51 to 200": { sample: 0 },
    "more than 800": { value: { medianMs: 11 * HOUR_MS }, sample: 10 },
  });
});

describe("who reviews whom", () => {
  test("is a matrix whose last row and column sum up those who are not named", () => {
    // Ten people who each review each other once, and one who reviews one author nine times more.
    const logins = TEN.map((number) => `person-${String(number).padStart(2, "0")}`);
    for (const authorLogin of logins) {
      acme.addPullRequest(anvil, {
        authorLogin,
        reviews: logins.map((reviewer) => ({ authorLogin: reviewer })),
      });
    }
    acme.addPullRequest(anvil, {
      authorLogin: "person-10",
      reviews: Array.from({ length: 9 }, () => ({ authorLogin: "person-09" })),
    });
    const { reviewLoad } = compute();
    const { matrix } = reviewLoad;
    expect(reviewLoad).toMatchObject({ reviews: 99, reviewerCount: 10, pairCount: 90 });
    expect(reviewLoad.pairs[0]).toEqual({ reviewer: "person-09", author: "person-10", reviews: 10 });
    expect(matrix.reviewers).toEqual(["person-09", ...logins.slice(0, 7)]);
    expect(matrix.authors[0]).toBe("person-10");
    expect(matrix).toMatchObject({ otherReviewers: 2, otherAuthors: 2 });
    expect(matrix.counts.map((row) => row.length)).toEqual(Array(9).fill(9));
    expect(matrix.counts[0]![0]).toBe(10);
    expect(matrix.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(99);
  });

  test("has neither others nor a place for them where all are named", () => {
    acme.addPullRequest(anvil, { authorLogin: null, reviews: [{ authorLogin: "ada" }] });
    expect(compute().reviewLoad.matrix).toEqual({
      reviewers: ["ada"],
      authors: [null],
      otherReviewers: 0,
      otherAuthors: 0,
      counts: [[1]],
    });
  });
});

test("stale is what is open and was not touched for so many days, the longest first", () => {
  const add = (title: string, days: number, state: "open" | "closed" = "open"): void => {
    acme.addPullRequest(anvil, { title, state, createdAt: ago({ days: 100 }), updatedAt: ago({ days }) });
  };
  add("two weeks", 14);
  add("nearly two weeks", 13);
  add("a season", 90);
  add("closed", 90, "closed");
  const named = ({ stale }: Insights): string[] => stale.longest.map(({ title }) => title);
  expect(compute().stale).toMatchObject({ afterDays: 14, count: 2 });
  expect(named(compute())).toEqual(["a season", "two weeks"]);
  expect(named(compute({ staleAfterDays: 30 }))).toEqual(["a season"]);
});

test("coverage says since when it may be out of date", () => {
  acme.count(anvil, 0);
  acme.enterInLedger(anvil, "pull_requests", "verified", 0);
  expect(compute().coverage.oldestVerification).toBeNull();
  acme.enterInLedger(anvil, "reviews", "verified", 0);
  expect(compute().coverage.oldestVerification).toBe(ago({}));
});

test("every stored repository can be chosen, read or not, and the authors of its pull requests", () => {
  acme.addRepository("acme/bellows");
  acme.addRepository("rival/rocket", acme.addOrganization("rival"));
  acme.addPullRequest(anvil, { authorLogin: "ada" });
  acme.addPullRequest(anvil, { authorLogin: "grace" });
  acme.addPullRequest(anvil, { authorLogin: "grace" });
  acme.addPullRequest(anvil, { authorLogin: null });
  const choices = listScopeChoices(acme.database, acme.id);
  expect(choices.repositories).toMatchObject([
    { id: anvil, fullName: "acme/anvil", pullRequests: 4, isPrivate: true },
    { fullName: "acme/bellows", pullRequests: 0 },
  ]);
  expect(choices.authors).toEqual([
    { login: "grace", pullRequests: 2 },
    { login: "ada", pullRequests: 1 },
  ]);
});
