import type { EpochMs } from "../../shared/ids.ts";
import type { Insights, OpenPullRequest } from "../../shared/insights.ts";
import type { ReadableDatabase } from "../database/connection.ts";
import { prepared } from "../database/prepared.ts";
import { medianFigure } from "./percentile.ts";
import type { ScopeFilter } from "./scope-filter.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_OLDEST = 50;

/** A pull request belongs to the first of these whose bound its age has not reached. */
const AGE_BANDS = [
  { label: "under a day", maxDays: 1 },
  { label: "1 to 7 days", maxDays: 7 },
  { label: "7 to 30 days", maxDays: 30 },
  { label: "30 to 90 days", maxDays: 90 },
  { label: "90 days and more", maxDays: null },
] as const;

/** Open pull requests in scope, drafts included: how many, how old at `now`, and the oldest by name. */
export function computeOpenPullRequests(
  database: ReadableDatabase,
  filter: ScopeFilter,
  now: EpochMs,
): Insights["open"] {
  const rows = prepared<{ createdAt: number; isDraft: number }>(
    database,
    `SELECT unixepoch(pull.created_at) * 1000 AS createdAt, pull.is_draft AS isDraft
     FROM pull_requests pull WHERE ${filter.pullRequests} AND pull.state = 'open'`,
  ).all(filter.parameters);
  // GitHub's clock may be ahead of this machine's; an age is never negative.
  const agesMs = rows.map(({ createdAt }) => Math.max(0, now - createdAt));
  return {
    count: rows.length,
    drafts: rows.filter(({ isDraft }) => isDraft === 1).length,
    ages: countByAge(agesMs),
    medianAgeMs: medianFigure(agesMs),
    oldest: listOldest(database, filter),
  };
}

function countByAge(agesMs: readonly number[]): Insights["open"]["ages"] {
  const bands = AGE_BANDS.map((band) => ({ ...band, count: 0 }));
  for (const ageMs of agesMs) {
    bands.find(({ maxDays }) => maxDays === null || ageMs < maxDays * DAY_MS)!.count += 1;
  }
  return bands;
}

function listOldest(database: ReadableDatabase, filter: ScopeFilter): OpenPullRequest[] {
  return prepared<Omit<OpenPullRequest, "isDraft"> & { isDraft: number }>(
    database,
    `SELECT repository.full_name AS repositoryFullName, oldest.number, oldest.title,
            oldest.author_login AS authorLogin, oldest.is_draft AS isDraft, oldest.created_at AS createdAt,
            oldest.updated_at AS updatedAt,
            'https://' || repository.host || '/' || repository.full_name || '/pull/' || oldest.number AS url
     FROM (SELECT * FROM pull_requests pull WHERE ${filter.pullRequests} AND pull.state = 'open'
           ORDER BY pull.created_at, pull.id LIMIT ${MAX_OLDEST}) oldest
     JOIN repositories repository ON repository.id = oldest.repository_id
     ORDER BY oldest.created_at, oldest.id`,
  )
    .all(filter.parameters)
    .map((row) => ({ ...row, isDraft: row.isDraft === 1 }));
}
