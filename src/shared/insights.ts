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

/** The share of the data an insight rests on. */
export interface InsightCoverage {
  storedPullRequests: number;
  /** GitHub's count over the counted repositories in scope. */
  githubPullRequests: number;
  repositories: number;
  /** Repositories in scope whose rows are verified complete (empty and disabled ones are verified zeros). */
  verifiedRepositories: number;
  /** 0 to 1; null while GitHub's count is not known. */
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
