import type { IsoTime, OrganizationId, RepositoryId } from "../../shared/ids.ts";
import type { Repository } from "../../shared/models.ts";
import type { ReadableDatabase, WritableDatabase } from "./connection.ts";
import { prepared } from "./prepared.ts";

/** A repository as GitHub lists it. */
export interface RepositoryFacts {
  id: RepositoryId;
  organizationId: OrganizationId;
  host: string;
  nodeId: string;
  fullName: string;
  name: string;
  description: string | null;
  visibility: "public" | "private" | "internal";
  isFork: boolean;
  isArchived: boolean;
  isDisabled: boolean;
  hasPullRequests: boolean | null;
  primaryLanguage: string | null;
  defaultBranch: string | null;
  createdAt: IsoTime | null;
  updatedAt: IsoTime | null;
  pushedAt: IsoTime | null;
}

interface RepositoryRow {
  id: RepositoryId;
  organization_id: OrganizationId;
  host: string;
  full_name: string;
  name: string;
  description: string | null;
  visibility: Repository["visibility"];
  is_fork: number;
  is_archived: number;
  is_disabled: number;
  has_pull_requests: number | null;
  primary_language: string | null;
  updated_at: string | null;
  pushed_at: string | null;
  pull_request_count: number | null;
}

/**
 * Stores a page of the list, marked with the reading of the list that saw it. A renamed repository keeps its row:
 * the id is GitHub's, not the name.
 */
export function saveRepositories(
  database: WritableDatabase,
  page: readonly RepositoryFacts[],
  listSweep: number,
): void {
  const save = prepared(
    database,
    `INSERT INTO repositories (id, organization_id, host, node_id, full_name, name, description, visibility, is_fork,
       is_archived, is_disabled, has_pull_requests, primary_language, default_branch, created_at, updated_at, pushed_at,
       list_sweep)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET organization_id = excluded.organization_id, node_id = excluded.node_id,
       full_name = excluded.full_name, name = excluded.name, description = excluded.description,
       visibility = excluded.visibility, is_fork = excluded.is_fork, is_archived = excluded.is_archived,
       is_disabled = excluded.is_disabled, has_pull_requests = excluded.has_pull_requests,
       primary_language = excluded.primary_language, default_branch = excluded.default_branch,
       updated_at = excluded.updated_at, pushed_at = excluded.pushed_at, list_sweep = excluded.list_sweep`,
  );
  for (const it of page) {
    save.run(
      it.id,
      it.organizationId,
      it.host,
      it.nodeId,
      it.fullName,
      it.name,
      it.description,
      it.visibility,
      Number(it.isFork),
      Number(it.isArchived),
      Number(it.isDisabled),
      it.hasPullRequests === null ? null : Number(it.hasPullRequests),
      it.primaryLanguage,
      it.defaultBranch,
      it.createdAt,
      it.updatedAt,
      it.pushedAt,
      listSweep,
    );
  }
}

/** Follows a rename or transfer that an answer revealed. */
export function renameRepository(database: WritableDatabase, id: RepositoryId, fullName: string): void {
  prepared(database, "UPDATE repositories SET full_name = ?, name = ? WHERE id = ? AND full_name <> ?").run(
    fullName,
    fullName.split("/").at(-1)!,
    id,
    fullName,
  );
}

const SELECT_REPOSITORIES = `
  SELECT id, organization_id, host, full_name, name, description, visibility, is_fork, is_archived, is_disabled,
         has_pull_requests, primary_language, updated_at, pushed_at, pull_request_count
  FROM repositories`;

export function listRepositories(database: ReadableDatabase, organizationId: OrganizationId): Repository[] {
  return prepared<RepositoryRow>(
    database,
    `${SELECT_REPOSITORIES} WHERE organization_id = ? ORDER BY full_name`,
  )
    .all(organizationId)
    .map(repositoryOfRow);
}

/** The named rows, in the order of the ids; unknown ids are left out. */
export function readRepositories(database: ReadableDatabase, ids: readonly RepositoryId[]): Repository[] {
  const read = prepared<RepositoryRow>(database, `${SELECT_REPOSITORIES} WHERE id = ?`);
  return ids.flatMap((id) => {
    const row = read.get(id);
    return row ? [repositoryOfRow(row)] : [];
  });
}

function repositoryOfRow(row: RepositoryRow): Repository {
  return {
    id: row.id,
    organizationId: row.organization_id,
    host: row.host,
    fullName: row.full_name,
    name: row.name,
    description: row.description,
    visibility: row.visibility,
    isFork: row.is_fork === 1,
    isArchived: row.is_archived === 1,
    isDisabled: row.is_disabled === 1,
    hasPullRequests: row.has_pull_requests === null ? null : row.has_pull_requests === 1,
    primaryLanguage: row.primary_language,
    pushedAt: row.pushed_at,
    updatedAt: row.updated_at,
    pullRequestCount: row.pull_request_count,
  };
}

/** What a stream needs to address a repository on GitHub. */
export interface RepositoryAddress {
  id: RepositoryId;
  nodeId: string;
  owner: string;
  name: string;
  fullName: string;
  hasPullRequests: boolean | null;
}

export function readRepositoryAddress(
  database: ReadableDatabase,
  id: RepositoryId,
): RepositoryAddress | null {
  const row = prepared<{ node_id: string; full_name: string; has_pull_requests: number | null }>(
    database,
    "SELECT node_id, full_name, has_pull_requests FROM repositories WHERE id = ?",
  ).get(id);
  if (!row) return null;
  const [owner = "", name = ""] = row.full_name.split("/");
  return {
    id,
    nodeId: row.node_id,
    owner,
    name,
    fullName: row.full_name,
    hasPullRequests: row.has_pull_requests === null ? null : row.has_pull_requests === 1,
  };
}

/**
 * Remembers GitHub's own count and the server time at which it was read. Where there are pull requests, they are not
 * switched off any more, whatever the list said when it was read.
 */
export function saveGitHubCount(
  database: WritableDatabase,
  id: RepositoryId,
  count: number,
  asOf: IsoTime,
): void {
  prepared(
    database,
    `UPDATE repositories SET pull_request_count = ?, counted_at = ?,
       has_pull_requests = iif(has_pull_requests = 0 AND ? > 0, NULL, has_pull_requests) WHERE id = ?`,
  ).run(count, asOf, count, id);
}
