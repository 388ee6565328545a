import type { EpochMs, IsoTime, OrganizationId, RepositoryId } from "./ids.ts";

/** Which rows an insight is computed from. */
export interface InsightScope {
  organizationId: OrganizationId;
  /** All repositories of the organization when absent. */
  repositoryIds?: RepositoryId[];
  authorLogin?: string;
  /** Only pull requests created at or after this time. */
  since?: IsoTime;
  /** Days without an update from which on an open pull request is stale; `STALE_AFTER_DAYS` when absent. */
  staleAfterDays?: number;
}

export const STALE_AFTER_DAYS = 14;

/** What the insights into an organization can be narrowed to. */
export interface ScopeChoices {
  /** Every stored repository, by name. */
  repositories: { id: RepositoryId; fullName: string; pullRequests: number; isPrivate: boolean }[];
  /** Authors of stored pull requests, those with most first; at most 1,000. */
  authors: { login: string; pullRequests: number }[];
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
  /** Since when the figures may be out of date: the oldest verification in scope. Null while nothing is verified. */
  oldestVerification: IsoTime | null;
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

/** How long merged and reviewed pull requests spent where. Of each one, the three stages add up to the whole. */
export interface CycleTime {
  /** From opening to the first review. */
  firstReview: Distribution;
  /** From the first review to the last one before the merge. */
  review: Distribution;
  /** From that review to the merge. */
  merge: Distribution;
  whole: Distribution;
}

/** A person's reviews; `authors` says of how many different people. */
export interface Reviewer {
  login: string;
  reviews: number;
  authors: number;
}

/** How often one person reviewed another; `author` is null for deleted accounts. */
export interface ReviewPair {
  reviewer: string;
  author: string | null;
  reviews: number;
}

/**
 * Reviews by reviewer (rows) and author (columns), those with most first. Where there are more people than named, one
 * last row or column sums up the others.
 */
export interface ReviewMatrix {
  reviewers: string[];
  authors: (string | null)[];
  /** How many people the last row, and the last column, stand for; 0: there is no such row or column. */
  otherReviewers: number;
  otherAuthors: number;
  counts: number[][];
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
  /** Open pull requests that nobody touched for so many days; the longest untouched first, at most 50 by name. */
  stale: { afterDays: number; count: number; longest: OpenPullRequest[] };
  /** Weeks start on Monday, UTC; the newest 26, oldest first, weeks without merges included. */
  mergedPerWeek: { week: IsoTime; merged: number }[];
  timeToFirstReview: Figure<Distribution>;
  timeToMerge: Figure<Distribution>;
  cycleTime: {
    stages: Figure<CycleTime>;
    /** Merged pull requests that have no stages: not reviewed before the merge, or their reviews are not all read yet. */
    excluded: { notReviewed: number; reviewsUnread: number };
  };
  /** Time to merge by lines changed: upper bounds included, the last unbounded. */
  sizeAndTime: { label: string; maxLines: number | null; timeToMerge: Figure<Distribution> }[];
  /** Submitted reviews of others' pull requests, by people who can be named. */
  reviewLoad: {
    reviews: number;
    reviewerCount: number;
    /** Who reviews most; at most 10. */
    reviewers: Reviewer[];
    matrix: ReviewMatrix;
    pairCount: number;
    /** Who reviews whom most; at most 200. */
    pairs: ReviewPair[];
  };
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
  stale: {
    title: "Stale pull requests",
    definition:
      "Open pull requests without an update for the given number of days, drafts included. GitHub counts every comment, commit and edit as an update.",
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
  cycleTime: {
    title: "Cycle time",
    definition:
      "Merged pull requests by stage: from opening to the first review, from there to the last review before the merge, and from there to the merge. Only reviews by others than the author and before the merge count, bots aside; without one, or while its reviews are not all read, a pull request is left out. Time spent as a draft is included.",
  },
  sizeAndTime: {
    title: "Size and time to merge",
    definition:
      "Time to merge over merged pull requests, by the lines they add and delete together, as GitHub counts them.",
  },
  reviewLoad: {
    title: "Review load",
    definition:
      "Submitted reviews of other people's pull requests, by reviewer and author. Reviews by bots and deleted accounts and pending reviews are left out.",
  },
} as const satisfies Partial<Record<keyof Insights, { title: string; definition: string }>>;
