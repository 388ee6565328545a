import type { PullRequestId } from "../../shared/ids.ts";
import type { OpenPullRequest } from "../../shared/insights.ts";
import type { ReadableDatabase } from "../database/connection.ts";
import { prepared } from "../database/prepared.ts";

/** What is shown of these pull requests, in the same order. */
export function describePullRequests(
  database: ReadableDatabase,
  ids: readonly PullRequestId[],
): OpenPullRequest[] {
  return prepared<Omit<OpenPullRequest, "isDraft"> & { isDraft: number }>(
    database,
    `SELECT repository.full_name AS repositoryFullName, pull.number, pull.title,
            pull.author_login AS authorLogin, pull.is_draft AS isDraft, pull.created_at AS createdAt,
            pull.updated_at AS updatedAt,
            'https://' || repository.host || '/' || repository.full_name || '/pull/' || pull.number AS url
     FROM json_each(?) wanted
     JOIN pull_requests pull ON pull.id = wanted.value
     JOIN repositories repository ON repository.id = pull.repository_id
     ORDER BY wanted.key`,
  )
    .all(JSON.stringify(ids))
    .map((row) => ({ ...row, isDraft: row.isDraft === 1 }));
}
