import type { OrganizationId } from "../../shared/ids.ts";
import type { ScopeChoices } from "../../shared/insights.ts";
import { withStoreFailures, type ReadableDatabase } from "../database/connection.ts";
import { prepared } from "../database/prepared.ts";

/** More would be too many to choose from; whoever is not among them can still be asked for by name. */
const MAX_AUTHORS = 1000;

/** What the insights into an organization can be narrowed to. */
export function listScopeChoices(database: ReadableDatabase, organizationId: OrganizationId): ScopeChoices {
  return withStoreFailures(() => ({
    repositories: prepared<ScopeChoices["repositories"][number]>(
      database,
      `SELECT id, full_name AS fullName, stored_pull_requests AS pullRequests, visibility <> 'public' AS isPrivate
       FROM repositories WHERE organization_id = ? ORDER BY full_name`,
    )
      .all(organizationId)
      .map((row) => ({ ...row, isPrivate: Boolean(row.isPrivate) })),
    authors: prepared<ScopeChoices["authors"][number]>(
      database,
      `SELECT pull.author_login AS login, count(*) AS pullRequests
       FROM repositories repository JOIN pull_requests pull ON pull.repository_id = repository.id
       WHERE repository.organization_id = ? AND pull.author_login IS NOT NULL
       GROUP BY pull.author_login ORDER BY pullRequests DESC, login LIMIT ${MAX_AUTHORS}`,
    ).all(organizationId),
  }));
}
