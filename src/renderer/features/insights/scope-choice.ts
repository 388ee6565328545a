import { STALE_AFTER_DAYS, type InsightScope } from "../../../shared/insights.ts";
import type { EpochMs, OrganizationId, RepositoryId } from "../../../shared/ids.ts";
import { CARD_TEXTS, SCOPE_TEXTS } from "../../texts/insights.ts";

/** What the person narrowed the insights to. */
export interface ScopeChoice {
  repository: { value: number; label: string } | null;
  author: string;
  period: Period;
}

export const EVERYTHING: ScopeChoice = { repository: null, author: "", period: "all" };

export const isEverything = ({ repository, author, period }: ScopeChoice): boolean =>
  repository === null && author.trim() === "" && period === "all";

/** Understands a choice that was kept, or null. */
export function parseChoice(kept: unknown): ScopeChoice | null {
  if (typeof kept !== "object" || kept === null) return null;
  const { repository, author, period } = kept as Partial<Record<keyof ScopeChoice, unknown>>;
  return {
    repository: parseRepository(repository),
    author: typeof author === "string" ? author : "",
    period: PERIODS.find(({ value }) => value === period)?.value ?? "all",
  };
}

function parseRepository(kept: unknown): ScopeChoice["repository"] {
  if (typeof kept !== "object" || kept === null) return null;
  const { value, label } = kept as Record<string, unknown>;
  return typeof value === "number" && typeof label === "string" ? { value, label } : null;
}

const PERIOD_DAYS = { all: null, year: 365, quarter: 90, month: 30 } as const;

export type Period = keyof typeof PERIOD_DAYS;

export const PERIODS = (Object.keys(PERIOD_DAYS) as Period[]).map((value) => ({
  value,
  label: SCOPE_TEXTS.periods[value],
}));

/** After how many days without an update a pull request can be called stale. */
export const STALE_CHOICES = [7, STALE_AFTER_DAYS, 30, 90] as const;

/** Understands a number of days that was kept, or null. */
export const parseStaleAfter = (kept: unknown): number | null =>
  STALE_CHOICES.find((days) => days === kept) ?? null;

const DAY_MS = 86_400_000;

/** The choice as the contract's scope. Periods begin at midnight UTC, so that a scope stays the same all day. */
export function scopeOf(
  organizationId: OrganizationId,
  choice: ScopeChoice,
  staleAfterDays: number,
  now: EpochMs,
): InsightScope {
  const days = PERIOD_DAYS[choice.period];
  const author = choice.author.trim();
  return {
    organizationId,
    ...(choice.repository && { repositoryIds: [choice.repository.value as RepositoryId] }),
    ...(author && { authorLogin: author }),
    ...(days !== null && {
      since: new Date(Math.floor(now / DAY_MS - days) * DAY_MS).toISOString().replace(".000Z", "Z"),
    }),
    staleAfterDays,
  };
}

/** The choice in words, its parts set apart by commas; null for everything. */
export function describeChoice({ repository, author, period }: ScopeChoice): string | null {
  const parts = [
    ...(repository ? [repository.label] : []),
    ...(author.trim() ? [CARD_TEXTS.author(author.trim())] : []),
    ...(period === "all" ? [] : [SCOPE_TEXTS.periods[period].toLowerCase()]),
  ];
  return parts.length === 0 ? null : parts.join(", ");
}
