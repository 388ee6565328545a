import type { CsvCell } from "../../shared/csv.ts";
import type { OrganizationId } from "../../shared/ids.ts";
import type { ReadableDatabase } from "../database/connection.ts";

/** A table of an export: the name of its file, its columns, and its rows in the order of repositories. */
export interface ExportedTable {
  name: string;
  columns: readonly string[];
  read(database: ReadableDatabase, organizationId: OrganizationId): Iterable<CsvCell[]>;
}

/** A column's name and the SQL that gives it. `flag` columns hold 0 and 1. */
type Columns = readonly { name: string; sql: string; isFlag?: boolean }[];

const PULL_REQUEST_COLUMNS: Columns = [
  { name: "repository", sql: "repository.full_name" },
  { name: "number", sql: "pull.number" },
  { name: "title", sql: "pull.title" },
  { name: "state", sql: "pull.state" },
  { name: "is_draft", sql: "pull.is_draft", isFlag: true },
  { name: "author", sql: "pull.author_login" },
  { name: "author_kind", sql: "pull.author_kind" },
  { name: "created_at", sql: "pull.created_at" },
  { name: "updated_at", sql: "pull.updated_at" },
  { name: "merged_at", sql: "pull.merged_at" },
  { name: "closed_at", sql: "pull.closed_at" },
  { name: "merged_by", sql: "pull.merged_by_login" },
  { name: "additions", sql: "pull.additions" },
  { name: "deletions", sql: "pull.deletions" },
  { name: "changed_files", sql: "pull.changed_files" },
  { name: "base_ref", sql: "pull.base_ref" },
  { name: "head_ref", sql: "pull.head_ref" },
  { name: "review_count", sql: "pull.review_count" },
  {
    name: "url",
    sql: "'https://' || repository.host || '/' || repository.full_name || '/pull/' || pull.number",
  },
  { name: "node_id", sql: "pull.node_id" },
];

const REVIEW_COLUMNS: Columns = [
  { name: "repository", sql: "repository.full_name" },
  { name: "pull_request", sql: "pull.number" },
  { name: "reviewer", sql: "review.author_login" },
  { name: "reviewer_kind", sql: "review.author_kind" },
  { name: "state", sql: "review.state" },
  { name: "submitted_at", sql: "review.submitted_at" },
];

// The joins are written in the order in which the indexes give the rows sorted: nothing is sorted, or held, on the way.
const PULL_REQUESTS_IN_ORDER = `repositories repository CROSS JOIN pull_requests pull ON pull.repository_id = repository.id`;

export const EXPORTED_TABLES: readonly ExportedTable[] = [
  tableOf(
    "pull-requests",
    PULL_REQUEST_COLUMNS,
    PULL_REQUESTS_IN_ORDER,
    "repository.full_name, repository.id, pull.number",
  ),
  tableOf(
    "reviews",
    REVIEW_COLUMNS,
    `${PULL_REQUESTS_IN_ORDER} CROSS JOIN reviews review ON review.pull_request_id = pull.id`,
    "repository.full_name, repository.id, pull.number, review.submitted_at",
  ),
];

function tableOf(name: string, columns: Columns, source: string, order: string): ExportedTable {
  const sql = `SELECT ${columns.map((column) => column.sql).join(", ")} FROM ${source}
    WHERE repository.organization_id = ? ORDER BY ${order}`;
  const flags = columns.flatMap(({ isFlag }, index) => (isFlag ? [index] : []));
  return {
    name,
    columns: columns.map((column) => column.name),
    *read(database, organizationId) {
      const rows = database.prepare<[OrganizationId], CsvCell[]>(sql).raw().iterate(organizationId);
      for (const row of rows as IterableIterator<CsvCell[]>) {
        for (const index of flags) row[index] = row[index] === 1;
        yield row;
      }
    },
  };
}
