import type { EpochMs, IsoTime, OrganizationId, RepositoryId } from "./ids.ts";

/** Which rows an insight is computed from. */
export interface InsightScope {
  organizationId: OrganizationId;
  /** All repositories of the organization when absent. */
  repositoryIds?: RepositoryId[];
  authorLogin?: string;
  /** Only pull requests created at or after this time. */
  since?: IsoTime;
}

/**
 * The share of the data an insight rests on. It speaks of the repositories in scope as a whole: GitHub gives no
 * count by author or time, so `authorLogin` and `since` do not narrow it.
 */
export interface InsightCoverage {
  storedPullRequests: number;
  /** GitHub's count over the counted repositories in scope. */
  githubPullRequests: number;
  repositories: number;
  /** Repositories in scope that GitHub has counted. `share` speaks of these alone, so show it beside it. */
  countedRepositories: number;
  /** Repositories in scope whose rows are verified complete (empty and disabled ones are verified zeros). */
  verifiedRepositories: number;
  /**
   * Stored of counted pull requests, 0 to 1. A surplus in one repository never makes up for a lack in another.
   * Null while no repository is counted.
   */
  share: number | null;
}

/** A figure, or the refusal to give one on too little data. */
export type Figure<Value> =
  | { kind: "value"; value: Value; sample: number }
  | { kind: "too-little-data"; sample: number; minimum: number };

export interface Distribution {
  medianMs: number;
  p90Ms: number;
}

export interface OpenPullRequest {
  repositoryFullName: string;
  number: number;
  title: string;
  authorLogin: string | null;
  isDraft: boolean;
  createdAt: IsoTime;
  updatedAt: IsoTime;
  url: string;
}

export interface Insights {
  scope: InsightScope;
  computedAt: EpochMs;
  coverage: InsightCoverage;
  open: {
    count: number;
    drafts: number;
    /** Open pull requests by age: upper bounds in days, the last unbounded. */
    ages: { label: string; maxDays: number | null; count: number }[];
    medianAgeMs: Figure<number>;
    /** The oldest first; at most 50. */
    oldest: OpenPullRequest[];
  };
  /** Weeks start on Monday, UTC; the newest 26, oldest first, weeks without merges included. */
  mergedPerWeek: { week: IsoTime; merged: number }[];
  timeToFirstReview: Figure<Distribution>;
  timeToMerge: Figure<Distribution>;
  /** Who reviews most, by submitted reviews of others' pull requests; at most 10. */
  reviewLoad: { reviewer: string; reviews: number; authors: number }[];
}

/**
 * What each insight means, for people who read it beside the figure. The SQL in `core/insights/` does exactly this.
 * Every pull request counts, whoever opened it; reviews by bots do not count as reviews.
 */
export const INSIGHT_DEFINITIONS = {
  coverage: {
    title: "Coverage",
    definition:
      "Stored pull requests as a share of GitHub's own count, over the repositories that have been counted. A repository is verified when its stored pull requests and reviews equal GitHub's counts.",
  },
  open: {
    title: "Open pull requests",
    definition:
      "Pull requests that are neither merged nor closed, drafts included, with their age since they were opened.",
  },
  mergedPerWeek: {
    title: "Merged per week",
    definition:
      "Pull requests by the week in which they were merged. Weeks begin on Monday, 00:00 UTC; the last one is still under way.",
  },
  timeToFirstReview: {
    title: "Time to first review",
    definition:
      "From opening to the first submitted review by someone other than the author. Reviews by bots and pending reviews do not count, and pull requests without a review are left out. Time spent as a draft is included.",
  },
  timeToMerge: {
    title: "Time to merge",
    definition:
      "From opening to merging, over merged pull requests, reviewed or not. Time spent as a draft is included.",
  },
  reviewLoad: {
    title: "Review load",
    definition:
      "Submitted reviews of other people's pull requests, by reviewer, and how many different authors they helped. Bots, deleted accounts and pending reviews are left out.",
  },
} as const satisfies Partial<Record<keyof Insights, { title: string; definition: string }>>;
