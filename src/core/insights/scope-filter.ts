import { FailureError } from "../../shared/failures.ts";
import type { IsoTime, OrganizationId } from "../../shared/ids.ts";
import type { InsightScope } from "../../shared/insights.ts";
import { isoTimeOf } from "./iso-time.ts";

/**
 * A scope as SQL conditions. Every insight's query names its tables `repository`, `pull` and `review`, and binds
 * `parameters`. The text depends only on which parts of the scope are set, so few statements are ever compiled.
 */
export interface ScopeFilter {
  /** True for the repositories in scope. */
  repositories: string;
  /** True for the pull requests in scope. */
  pullRequests: string;
  /** A pull request's id, written so that a range of ids is looked up by it only where nearly all of them are in scope. */
  pullRequestId: string;
  /** Nothing narrows the organization, so that nearly all rows of the tables are in scope. */
  isWhole: boolean;
  parameters: ScopeParameters;
}

interface ScopeParameters {
  organizationId: OrganizationId;
  /** A JSON array: SQLite binds no lists, and 100,000 ids are more than it takes parameters. */
  repositoryIds: string;
  authorLogin: string | null;
  since: IsoTime | null;
}

/** Throws `usage/bad-input` when `since` is not a time. */
export function filterOf(scope: InsightScope): ScopeFilter {
  const isWholeOrganization = scope.repositoryIds === undefined;
  const repositories = ["repository.organization_id = @organizationId"];
  if (!isWholeOrganization) {
    repositories.push("repository.id IN (SELECT value FROM json_each(@repositoryIds))");
  }
  // The plus keeps SQLite from going through the index by repository for nearly all rows of the table; walking the
  // table in its own order instead takes a third less.
  const repositoryId = isWholeOrganization ? "+pull.repository_id" : "pull.repository_id";
  const pullRequests = [
    `${repositoryId} IN (SELECT repository.id FROM repositories repository WHERE ${repositories.join(" AND ")})`,
  ];
  if (scope.authorLogin !== undefined) pullRequests.push("pull.author_login = @authorLogin COLLATE NOCASE");
  if (scope.since !== undefined) pullRequests.push("pull.created_at >= @since");
  return {
    repositories: repositories.join(" AND "),
    pullRequests: pullRequests.join(" AND "),
    pullRequestId: isWholeOrganization ? "pull.id" : "+pull.id",
    isWhole: isWholeOrganization && scope.authorLogin === undefined && scope.since === undefined,
    parameters: {
      organizationId: scope.organizationId,
      repositoryIds: JSON.stringify(scope.repositoryIds ?? []),
      authorLogin: scope.authorLogin ?? null,
      since: scope.since === undefined ? null : wholeSecondAtOrAfter(scope.since),
    },
  };
}

/** Any form of time that people write, in the one form that compares with stored times. */
function wholeSecondAtOrAfter(time: string): IsoTime {
  const at = Date.parse(time);
  if (Number.isNaN(at) || !isDay(/^\d{4}-\d{2}-\d{2}/.exec(time)?.[0])) {
    throw new FailureError({ code: "usage/bad-input", detail: `not a time: ${time}` });
  }
  return isoTimeOf(Math.ceil(at / 1000) * 1000);
}

/** JavaScript takes the 31st of February for the 3rd of March. What does not begin with a day as ISO writes it passes. */
function isDay(day: string | undefined): boolean {
  return day === undefined || isoTimeOf(Date.parse(day)).startsWith(day);
}
