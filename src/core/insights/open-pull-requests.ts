import type { EpochMs, PullRequestId } from "../../shared/ids.ts";
import type { Insights, OpenPullRequest } from "../../shared/insights.ts";
import type { ReadableDatabase } from "../database/connection.ts";
import { describePullRequests } from "./describe-pull-requests.ts";
import { durationBetween, type InsightInTheMaking } from "./insight.ts";
import { medianFigure } from "./percentile.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_NAMED = 50;

/** A pull request belongs to the first of these whose bound its age has not reached. */
const AGE_BANDS = [
  { label: "under a day", maxDays: 1 },
  { label: "1 to 7 days", maxDays: 7 },
  { label: "7 to 30 days", maxDays: 30 },
  { label: "30 to 90 days", maxDays: 90 },
  { label: "90 days and more", maxDays: null },
] as const;

/** Open pull requests in scope, drafts included: how many, how old at `now`, and the oldest by name. */
export function makeOpenPullRequests(
  database: ReadableDatabase,
  now: EpochMs,
): InsightInTheMaking<Insights["open"]> {
  const open: Dated[] = [];
  let drafts = 0;
  return {
    add({ id, createdAt, openUpdatedAt, isDraft }) {
      if (openUpdatedAt === null) return;
      open.push({ id, at: createdAt });
      if (isDraft) drafts += 1;
    },
    finish() {
      const agesMs = open.map(({ at }) => durationBetween(at, now));
      return {
        count: open.length,
        drafts,
        ages: countByAge(agesMs),
        medianAgeMs: medianFigure(agesMs),
        oldest: describeEarliest(database, open),
      };
    },
  };
}

/** Open pull requests in scope that GitHub saw no update of for so many days before `now`. */
export function makeStalePullRequests(
  database: ReadableDatabase,
  afterDays: number,
  now: EpochMs,
): InsightInTheMaking<Insights["stale"]> {
  const stale: Dated[] = [];
  return {
    add({ id, openUpdatedAt: at }) {
      if (at !== null && now - at >= afterDays * DAY_MS) stale.push({ id, at });
    },
    finish: () => ({ afterDays, count: stale.length, longest: describeEarliest(database, stale) }),
  };
}

interface Dated {
  id: PullRequestId;
  at: EpochMs;
}

function describeEarliest(database: ReadableDatabase, dated: Dated[]): OpenPullRequest[] {
  const earliest = dated.sort((a, b) => a.at - b.at || a.id - b.id).slice(0, MAX_NAMED);
  return describePullRequests(
    database,
    earliest.map(({ id }) => id),
  );
}

function countByAge(agesMs: readonly number[]): Insights["open"]["ages"] {
  const bands = AGE_BANDS.map((band) => ({ ...band, count: 0 }));
  for (const ageMs of agesMs) {
    bands.find(({ maxDays }) => maxDays === null || ageMs < maxDays * DAY_MS)!.count += 1;
  }
  return bands;
}
