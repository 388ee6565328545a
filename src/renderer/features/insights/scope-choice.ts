import type { InsightScope } from "../../../shared/insights.ts";
import type { EpochMs, OrganizationId, RepositoryId } from "../../../shared/ids.ts";

/** What the person narrowed the insights to. */
export interface ScopeChoice {
  repository: { value: number; label: string } | null;
  author: string;
  period: Period;
}

export const EVERYTHING: ScopeChoice = { repository: null, author: "", period: "all" };

export const PERIODS = [
  { value: "all", label: "All time", days: null },
  { value: "year", label: "Opened in the last year", days: 365 },
  { value: "quarter", label: "Opened in the last 90 days", days: 90 },
  { value: "month", label: "Opened in the last 30 days", days: 30 },
] as const;

export type Period = (typeof PERIODS)[number]["value"];

const DAY_MS = 86_400_000;

/** The choice as the contract's scope. Periods begin at midnight UTC, so that a scope stays the same all day. */
export function scopeOf(organizationId: OrganizationId, choice: ScopeChoice, now: EpochMs): InsightScope {
  const days = PERIODS.find((period) => period.value === choice.period)?.days ?? null;
  const author = choice.author.trim();
  return {
    organizationId,
    ...(choice.repository && { repositoryIds: [choice.repository.value as RepositoryId] }),
    ...(author && { authorLogin: author }),
    ...(days !== null && {
      since: new Date(Math.floor(now / DAY_MS - days) * DAY_MS).toISOString().replace(".000Z", "Z"),
    }),
  };
}
