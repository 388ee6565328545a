import type { AccountId, EpochMs, OrganizationId } from "../../shared/ids.ts";
import type { Account, Organization, TokenKind, TokenStorage } from "../../shared/models.ts";
import type { Failure } from "../../shared/failures.ts";
import type { ReadableDatabase, WritableDatabase } from "./connection.ts";
import { toRowId } from "./host-ids.ts";
import { prepared } from "./prepared.ts";

/** An account as stored; whether it is signed in is known only to the process that holds its token. */
export interface StoredAccount extends Omit<Account, "isSignedIn"> {
  githubId: number;
}

export interface AccountFacts {
  host: string;
  apiUrl: string;
  githubId: number;
  login: string;
  name: string | null;
  isSample: boolean;
  tokenKind: TokenKind;
  scopes: string[] | null;
  tokenExpiresAt: EpochMs | null;
  tokenStorage: TokenStorage;
}

interface AccountRow {
  id: AccountId;
  host: string;
  github_id: number;
  api_url: string;
  login: string;
  name: string | null;
  is_sample: number;
  token_kind: TokenKind;
  scopes: string | null;
  token_expires_at_ms: number | null;
  token_storage: TokenStorage;
}

/** Remembers a host and gives its slot. A host whose API moved to another address keeps its slot and data. */
function rememberHost(database: WritableDatabase, host: string, apiUrl: string): number {
  return prepared<number>(
    database,
    `INSERT INTO hosts (slot, host, api_url)
       VALUES ((SELECT coalesce(max(slot) + 1, 0) FROM hosts), ?, ?)
       ON CONFLICT (host) DO UPDATE SET api_url = excluded.api_url
       RETURNING slot`,
  )
    .pluck()
    .get(host, apiUrl)!;
}

/** Stores or renews an account; the same person on the same host is the same row, whatever their login is now. */
export function saveAccount(database: WritableDatabase, facts: AccountFacts, now: EpochMs): AccountId {
  rememberHost(database, facts.host, facts.apiUrl);
  return prepared<AccountId>(
    database,
    `INSERT INTO accounts (host, github_id, login, name, is_sample, token_kind, scopes, token_expires_at_ms,
                             token_storage, created_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (host, github_id) DO UPDATE SET
         login = excluded.login, name = excluded.name, token_kind = excluded.token_kind, scopes = excluded.scopes,
         token_expires_at_ms = excluded.token_expires_at_ms, token_storage = excluded.token_storage
       RETURNING id`,
  )
    .pluck()
    .get(
      facts.host,
      facts.githubId,
      facts.login,
      facts.name,
      facts.isSample ? 1 : 0,
      facts.tokenKind,
      facts.scopes && JSON.stringify(facts.scopes),
      facts.tokenExpiresAt,
      facts.tokenStorage,
      now,
    )!;
}

const SELECT_ACCOUNTS = `
  SELECT a.id, a.host, a.github_id, h.api_url, a.login, a.name, a.is_sample, a.token_kind, a.scopes, a.token_expires_at_ms,
         a.token_storage
  FROM accounts a JOIN hosts h ON h.host = a.host`;

export function listAccounts(database: ReadableDatabase): StoredAccount[] {
  return prepared<AccountRow>(database, `${SELECT_ACCOUNTS} ORDER BY a.id`).all().map(accountOfRow);
}

export function readAccount(database: ReadableDatabase, id: AccountId): StoredAccount | null {
  const row = prepared<AccountRow>(database, `${SELECT_ACCOUNTS} WHERE a.id = ?`).get(id);
  return row ? accountOfRow(row) : null;
}

function accountOfRow(row: AccountRow): StoredAccount {
  return {
    id: row.id,
    host: row.host,
    githubId: row.github_id,
    apiUrl: row.api_url,
    login: row.login,
    name: row.name,
    isSample: row.is_sample === 1,
    tokenKind: row.token_kind,
    scopes: row.scopes === null ? null : (JSON.parse(row.scopes) as string[]),
    tokenExpiresAt: row.token_expires_at_ms,
    tokenStorage: row.token_storage,
  };
}

export interface OrganizationFacts {
  accountId: AccountId;
  host: string;
  githubId: number;
  login: string;
  name: string | null;
  kind: "organization" | "user";
  blocked: Failure | null;
}

interface OrganizationRow {
  id: OrganizationId;
  account_id: AccountId;
  login: string;
  name: string | null;
  kind: "organization" | "user";
  blocked: string | null;
}

/** Stores or renews an organization, read through this account from now on. */
export function saveOrganization(database: WritableDatabase, facts: OrganizationFacts): OrganizationId {
  const slot = prepared<number>(database, "SELECT slot FROM hosts WHERE host = ?").pluck().get(facts.host)!;
  return prepared<OrganizationId>(
    database,
    `INSERT INTO organizations (id, host, account_id, login, name, kind, blocked) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET account_id = excluded.account_id, login = excluded.login,
         name = coalesce(excluded.name, name), kind = excluded.kind, blocked = excluded.blocked
       RETURNING id`,
  )
    .pluck()
    .get(
      toRowId(slot, facts.githubId),
      facts.host,
      facts.accountId,
      facts.login,
      facts.name,
      facts.kind,
      facts.blocked && JSON.stringify(facts.blocked),
    )!;
}

const SELECT_ORGANIZATIONS = "SELECT id, account_id, login, name, kind, blocked FROM organizations";

export function listOrganizations(database: ReadableDatabase, accountId?: AccountId): Organization[] {
  const rows =
    accountId === undefined
      ? prepared<OrganizationRow>(
          database,
          `${SELECT_ORGANIZATIONS} ORDER BY kind, login COLLATE NOCASE`,
        ).all()
      : prepared<OrganizationRow>(
          database,
          `${SELECT_ORGANIZATIONS} WHERE account_id = ? ORDER BY kind, login COLLATE NOCASE`,
        ).all(accountId);
  return rows.map(organizationOfRow);
}

export function readOrganization(database: ReadableDatabase, id: OrganizationId): Organization | null {
  const row = prepared<OrganizationRow>(database, `${SELECT_ORGANIZATIONS} WHERE id = ?`).get(id);
  return row ? organizationOfRow(row) : null;
}

function organizationOfRow(row: OrganizationRow): Organization {
  return {
    id: row.id,
    accountId: row.account_id,
    login: row.login,
    name: row.name,
    kind: row.kind,
    blocked: row.blocked === null ? null : (JSON.parse(row.blocked) as Failure),
  };
}

/** Where the list of an organization's repositories stands: when it was last read whole, and what GitHub left out. */
export interface ListState {
  listedAt: EpochMs | null;
  hidden: Failure | null;
}

export function readListState(database: ReadableDatabase, id: OrganizationId): ListState {
  const row = prepared<{ listedAt: EpochMs | null; hidden: string | null }>(
    database,
    "SELECT repositories_listed_at_ms AS listedAt, hidden FROM organizations WHERE id = ?",
  ).get(id);
  return {
    listedAt: row?.listedAt ?? null,
    hidden: row?.hidden ? (JSON.parse(row.hidden) as Failure) : null,
  };
}

export function saveListState(database: WritableDatabase, id: OrganizationId, state: ListState): void {
  prepared(database, "UPDATE organizations SET repositories_listed_at_ms = ?, hidden = ? WHERE id = ?").run(
    state.listedAt,
    state.hidden && JSON.stringify(state.hidden),
    id,
  );
}

/** Since when nothing that was read of an organization before counts as read; null when nothing ever was. */
export function readReadAnewAt(database: ReadableDatabase, id: OrganizationId): EpochMs | null {
  return (
    prepared<EpochMs | null>(database, "SELECT read_anew_at_ms FROM organizations WHERE id = ?")
      .pluck()
      .get(id) ?? null
  );
}

export function saveReadAnewAt(database: WritableDatabase, id: OrganizationId, at: EpochMs): void {
  prepared(database, "UPDATE organizations SET read_anew_at_ms = ? WHERE id = ?").run(at, id);
}

/** What a worker needs to know of an organization and of the account through which it is read. */
export interface OrganizationAddress {
  id: OrganizationId;
  accountId: AccountId;
  login: string;
  kind: "organization" | "user";
  isViewer: boolean;
  host: string;
  slot: number;
}

export function readOrganizationAddress(
  database: ReadableDatabase,
  id: OrganizationId,
): OrganizationAddress | null {
  const row = prepared<Omit<OrganizationAddress, "isViewer"> & { account_login: string }>(
    database,
    `SELECT o.id, o.account_id AS accountId, o.login, o.kind, o.host, h.slot, a.login AS account_login
     FROM organizations o JOIN hosts h ON h.host = o.host JOIN accounts a ON a.id = o.account_id WHERE o.id = ?`,
  ).get(id);
  if (!row) return null;
  const { account_login: accountLogin, ...address } = row;
  return { ...address, isViewer: row.kind === "user" && row.login === accountLogin };
}
