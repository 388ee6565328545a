import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RepositoryId } from "../../../src/shared/ids.ts";
import { planSync, type PlannedRepository } from "../../../src/core/sync/plan-sync.ts";

const OLD = "2026-11-01T00:00:00Z";
const WATERMARK = "2026-11-24T00:00:00Z";
const NEW = "2026-11-24T12:00:00Z";
const SETTING = { hasMembers: true, pointsRemaining: 4_000, atOnce: 10 };

let lastId = 0;

/** A repository that was never read. */
function repository(githubCount: number, more: Partial<PlannedRepository> = {}): PlannedRepository {
  lastId += 1;
  return {
    repositoryId: lastId as RepositoryId,
    fullName: `acme/${lastId}`,
    count: { githubCount, newestUpdatedAt: githubCount === 0 ? null : OLD },
    refused: null,
    stored: { pullRequests: 0, watermark: null },
    ...more,
  };
}

/** A repository that was read and has not changed. */
const read = (count: number, more: Partial<PlannedRepository> = {}) =>
  repository(count, { stored: { pullRequests: count, watermark: WATERMARK }, ...more });

describe("what a first sync costs", () => {
  test("a page for each hundred pull requests, a count for each hundred repositories, and the members", () => {
    const plan = planSync([repository(1), repository(100), repository(101)], SETTING);
    expect(plan).toMatchObject({
      repositories: 3,
      pullRequests: 202,
      requests: 1 + 1 + 2 + 1 + 1,
      points: 5,
    });
  });

  test("no members where the owner is a person", () => {
    const [one, other] = [true, false].map((hasMembers) =>
      planSync([repository(1)], { ...SETTING, hasMembers }),
    );
    expect(one!.requests - other!.requests).toBe(1);
  });

  test("the time is a range, for as many rounds as requests go side by side", () => {
    const plan = planSync([repository(1_000)], { ...SETTING, atOnce: 4 });
    expect(plan.requests).toBe(12);
    expect(plan.expectedMs.low).toBe(3 * 400);
    expect(plan.expectedMs.high).toBeGreaterThan(plan.expectedMs.low);
  });

  test("what remains of the hour is passed on, so that both can be compared", () => {
    expect(planSync([], { ...SETTING, pointsRemaining: 17 }).pointsRemaining).toBe(17);
    expect(planSync([], { ...SETTING, pointsRemaining: null }).pointsRemaining).toBe(null);
  });
});

describe("what a later sync costs", () => {
  test("next to nothing for what has not changed: one count for a hundred repositories", () => {
    const plan = planSync(
      Array.from({ length: 1_000 }, () => read(50)),
      SETTING,
    );
    expect(plan).toMatchObject({
      unchangedRepositories: 1_000,
      pullRequests: 0,
      requests: 10 + 1,
      points: 10,
    });
  });

  test("a page where something was opened, and where something was only updated", () => {
    const opened = read(50, { count: { githubCount: 53, newestUpdatedAt: NEW } });
    const updated = read(50, { count: { githubCount: 50, newestUpdatedAt: NEW } });
    const plan = planSync([opened, updated, read(50)], SETTING);
    expect(plan).toMatchObject({ unchangedRepositories: 1, pullRequests: 3, points: 2 + 1 });
  });

  test("a page where the same number does not mean the same: an update in the second of the watermark counts", () => {
    const same = read(50, { count: { githubCount: 50, newestUpdatedAt: WATERMARK } });
    expect(planSync([same], SETTING).unchangedRepositories).toBe(0);
  });

  test("a page where fewer are left than stored", () => {
    const fewer = read(50, { count: { githubCount: 49, newestUpdatedAt: OLD } });
    expect(planSync([fewer], SETTING)).toMatchObject({
      unchangedRepositories: 0,
      pullRequests: 0,
      points: 2,
    });
  });
});

describe("repositories without rows to read", () => {
  test("empty ones and ones without pull requests cost no page", () => {
    const plan = planSync([repository(0), repository(0, { count: null })], SETTING);
    expect(plan).toMatchObject({ unchangedRepositories: 2, pullRequests: 0, points: 1 });
  });

  test("refused ones are named with their reason, and cost nothing", () => {
    const refused = repository(0, { count: null, refused: { code: "auth/sso-required" } });
    const plan = planSync([refused], SETTING);
    expect(plan).toMatchObject({ repositories: 1, unchangedRepositories: 0, points: 0 });
    expect(plan.refused).toEqual([
      {
        repositoryId: refused.repositoryId,
        fullName: refused.fullName,
        failure: { code: "auth/sso-required" },
      },
    ]);
  });
});

test("no plan promises less than nothing, or costs less than its parts", () => {
  const counts = fc.integer({ min: 0, max: 5_000 });
  const anyRepository = fc.record({ github: counts, stored: counts, isRead: fc.boolean() }).map((it) =>
    repository(it.github, {
      stored: { pullRequests: it.stored, watermark: it.isRead ? WATERMARK : null },
    }),
  );
  fc.assert(
    fc.property(fc.array(anyRepository, { maxLength: 30 }), (repositories) => {
      const plan = planSync(repositories, SETTING);
      const alone = repositories.map((it) => planSync([it], SETTING));
      expect(plan.pullRequests).toBe(alone.reduce((sum, it) => sum + it.pullRequests, 0));
      expect(plan.pullRequests).toBeGreaterThanOrEqual(0);
      expect(plan.points).toBeGreaterThanOrEqual(plan.repositories - plan.unchangedRepositories);
      expect(plan.requests).toBe(plan.points + 1);
    }),
  );
});
