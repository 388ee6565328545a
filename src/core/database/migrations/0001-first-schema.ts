import type { Migration } from "./migration.ts";

/**
 * The first schema. `docs/schema.md` explains each table for those who query it.
 *
 * Every `id` of GitHub's things is GitHub's own database id plus the offset of its host (`host-ids.ts`), so that ids
 * of different hosts never meet and a row's key is known without a look-up. Times are GitHub's ISO 8601 texts where
 * they are GitHub's facts, and milliseconds since 1970 (`…_ms`) where they are this machine's.
 */
export const firstSchema: Migration = {
  version: 1,
  name: "first schema",
  sql: `
CREATE TABLE hosts (
  slot INTEGER PRIMARY KEY,
  host TEXT NOT NULL UNIQUE,
  api_url TEXT NOT NULL
) STRICT;

CREATE TABLE accounts (
  id INTEGER PRIMARY KEY,
  host TEXT NOT NULL REFERENCES hosts (host),
  github_id INTEGER NOT NULL,
  login TEXT NOT NULL,
  name TEXT,
  is_sample INTEGER NOT NULL DEFAULT 0 CHECK (is_sample IN (0, 1)),
  token_kind TEXT NOT NULL,
  scopes TEXT CHECK (scopes IS NULL OR json_valid(scopes)),
  token_expires_at_ms INTEGER,
  token_storage TEXT NOT NULL CHECK (token_storage IN ('keychain', 'session')),
  created_at_ms INTEGER NOT NULL,
  UNIQUE (host, github_id)
) STRICT;

CREATE TABLE organizations (
  id INTEGER PRIMARY KEY,
  host TEXT NOT NULL REFERENCES hosts (host),
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  login TEXT NOT NULL,
  name TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('organization', 'user')),
  blocked TEXT CHECK (blocked IS NULL OR json_valid(blocked)),
  repositories_listed_at_ms INTEGER,
  hidden TEXT CHECK (hidden IS NULL OR json_valid(hidden)),
  members_verified_at TEXT,
  member_count INTEGER,
  read_anew_at_ms INTEGER
) STRICT;

CREATE TABLE members (
  id INTEGER NOT NULL,
  organization_id INTEGER NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  login TEXT NOT NULL,
  kind TEXT NOT NULL,
  is_site_admin INTEGER NOT NULL CHECK (is_site_admin IN (0, 1)),
  seen_in_run INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE repositories (
  id INTEGER PRIMARY KEY,
  organization_id INTEGER NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  host TEXT NOT NULL REFERENCES hosts (host),
  node_id TEXT NOT NULL,
  full_name TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT,
  visibility TEXT NOT NULL CHECK (visibility IN ('public', 'private', 'internal')),
  is_fork INTEGER NOT NULL CHECK (is_fork IN (0, 1)),
  is_archived INTEGER NOT NULL CHECK (is_archived IN (0, 1)),
  is_disabled INTEGER NOT NULL CHECK (is_disabled IN (0, 1)),
  has_pull_requests INTEGER CHECK (has_pull_requests IN (0, 1)),
  primary_language TEXT,
  default_branch TEXT,
  created_at TEXT,
  updated_at TEXT,
  pushed_at TEXT,
  pull_request_count INTEGER,
  counted_at TEXT,
  stored_pull_requests INTEGER NOT NULL DEFAULT 0,
  stored_reviews INTEGER NOT NULL DEFAULT 0,
  list_sweep INTEGER NOT NULL
) STRICT;
CREATE INDEX repositories_by_organization ON repositories (organization_id, full_name);

CREATE TABLE pull_requests (
  id INTEGER PRIMARY KEY,
  repository_id INTEGER NOT NULL REFERENCES repositories (id) ON DELETE CASCADE,
  node_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'merged')),
  is_draft INTEGER NOT NULL CHECK (is_draft IN (0, 1)),
  author_login TEXT,
  author_kind TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  merged_at TEXT,
  closed_at TEXT,
  merged_by_login TEXT,
  additions INTEGER NOT NULL,
  deletions INTEGER NOT NULL,
  changed_files INTEGER NOT NULL,
  base_ref TEXT,
  head_ref TEXT,
  review_count INTEGER NOT NULL,
  reviews_cursor TEXT,
  sweep INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX pull_requests_by_number ON pull_requests (repository_id, number);
CREATE INDEX pull_requests_owing_reviews ON pull_requests (repository_id) WHERE reviews_cursor IS NOT NULL;

CREATE TABLE reviews (
  id INTEGER PRIMARY KEY,
  pull_request_id INTEGER NOT NULL REFERENCES pull_requests (id) ON DELETE CASCADE,
  author_login TEXT,
  author_kind TEXT,
  state TEXT NOT NULL,
  submitted_at TEXT
) STRICT;
CREATE INDEX reviews_by_pull_request ON reviews (pull_request_id, submitted_at);

CREATE TABLE sync_runs (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  organization_id INTEGER NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  choice TEXT NOT NULL CHECK (json_valid(choice)),
  outcome TEXT CHECK (outcome IN ('complete', 'complete-with-gaps', 'failed', 'cancelled')),
  paused_at_ms INTEGER,
  started_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER,
  first_insight_ms INTEGER,
  requests INTEGER NOT NULL DEFAULT 0,
  points INTEGER NOT NULL DEFAULT 0,
  failure TEXT CHECK (failure IS NULL OR json_valid(failure))
) STRICT;

CREATE TABLE sync_run_repositories (
  run_id INTEGER NOT NULL REFERENCES sync_runs (id) ON DELETE CASCADE,
  repository_id INTEGER NOT NULL REFERENCES repositories (id) ON DELETE CASCADE,
  settled_at_ms INTEGER,
  PRIMARY KEY (run_id, repository_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES sync_runs (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  subject_id INTEGER NOT NULL,
  payload TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('ready', 'leased', 'done', 'dead', 'cancelled')),
  priority INTEGER NOT NULL,
  run_at_ms INTEGER NOT NULL,
  attempt INTEGER NOT NULL DEFAULT 0,
  fence INTEGER NOT NULL DEFAULT 0,
  lease_owner TEXT,
  lease_until_ms INTEGER,
  failure TEXT CHECK (failure IS NULL OR json_valid(failure)),
  created_at_ms INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX jobs_unfinished_once ON jobs (kind, subject_id, payload) WHERE state IN ('ready', 'leased');
CREATE INDEX jobs_ready ON jobs (run_id, priority, run_at_ms) WHERE state = 'ready';
CREATE INDEX jobs_by_run ON jobs (run_id, state);
CREATE INDEX jobs_by_subject ON jobs (subject_id, run_id);

CREATE TABLE checkpoints (
  stream TEXT NOT NULL CHECK (stream IN ('repositories', 'members', 'pull_requests', 'reviews')),
  subject_id INTEGER NOT NULL,
  phase TEXT NOT NULL CHECK (phase IN ('backfill', 'backfill-from-oldest', 'catch-up', 'read')),
  cursor TEXT,
  page_size INTEGER,
  sweep INTEGER NOT NULL DEFAULT 1,
  sweep_started_at TEXT,
  watermark TEXT,
  looks INTEGER NOT NULL DEFAULT 0,
  pages INTEGER NOT NULL DEFAULT 0,
  job_id INTEGER,
  fence INTEGER,
  changed_at_ms INTEGER NOT NULL,
  PRIMARY KEY (stream, subject_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE coverage (
  repository_id INTEGER NOT NULL REFERENCES repositories (id) ON DELETE CASCADE,
  stream TEXT NOT NULL CHECK (stream IN ('pull_requests', 'reviews')),
  state TEXT NOT NULL
    CHECK (state IN ('verified', 'gaps', 'empty', 'disabled', 'forbidden', 'sso-blocked', 'gone', 'not-yet-read')),
  github_count INTEGER,
  stored_count INTEGER,
  as_of TEXT,
  failure TEXT CHECK (failure IS NULL OR json_valid(failure)),
  PRIMARY KEY (repository_id, stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

CREATE TABLE http_cache (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  etag TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (account_id, path)
) STRICT, WITHOUT ROWID;
`,
};
