import type { EpochMs } from "../../../shared/ids.ts";
import type { InsightCoverage } from "../../../shared/insights.ts";
import { COVERAGE_TEXTS } from "../../texts/insights.ts";

/** What all cards of the screen rest on. */
export interface InsightBasis {
  organization: string;
  coverage: InsightCoverage;
  computedAt: EpochMs;
  /** What the person narrowed the insights to, in words; null for everything. */
  scope: string | null;
  /** Full names of the private repositories: whoever exports one is warned. */
  privateRepositories: ReadonlySet<string>;
}

/** The share of the data that a figure rests on. */
export function shareText({ share, storedPullRequests, githubPullRequests }: InsightCoverage): string {
  return share === null
    ? COVERAGE_TEXTS.fromSoFar(storedPullRequests)
    : COVERAGE_TEXTS.from(storedPullRequests, githubPullRequests, share);
}
