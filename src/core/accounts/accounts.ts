import type { AccountId, EpochMs } from "../../shared/ids.ts";
import { retryPolicyOf, type Failure } from "../../shared/failures.ts";
import type { Account, Organization, TokenStorage } from "../../shared/models.ts";
import { failed, ok, type Result } from "../../shared/result.ts";
import {
  listAccounts,
  listOrganizations,
  readAccount,
  readOrganization,
  saveAccount,
  saveOrganization,
  type StoredAccount,
} from "../database/account-store.ts";
import type { WritableDatabase } from "../database/connection.ts";
import { toGitHubId } from "../database/host-ids.ts";
import type { PatientWriter } from "../database/write-retry.ts";
import type { GitHubClient } from "../github/client.ts";
import { fetchOwner, type Owner } from "../github/owners.ts";
import { fetchViewer, type Viewer } from "../github/viewer.ts";
import type { KeptToken } from "../forget/forget-everything.ts";
import { tokenKindOf, validateTokenText } from "../keychain/token-text.ts";
import type { TokenVault } from "../keychain/token-vault.ts";
import type { Log } from "../log/log.ts";
import type { Clock } from "../ports.ts";
import type { HostAddress } from "./host-address.ts";
import { createMainClient } from "./main-client.ts";

export interface ConnectRequest {
  address: HostAddress;
  token: string;
  storage: TokenStorage;
  /** Looked up together with the account, unless it is known already. */
  organization?: string | undefined;
  isSample: boolean;
}

export interface AccountsOptions {
  database: WritableDatabase;
  writer: PatientWriter;
  vault: TokenVault;
  clock: Clock;
  log: Log;
  /** A request of this account's, outside of any run, was answered. */
  onRequest(accountId: AccountId): void;
}

/** The token of somebody who has just signed out. */
interface ForgettableToken {
  token: string;
  cancelTimer: () => void;
}

/** For so long signing out can be undone. */
const UNDO_FOR_MS = 15_000;

/** The accounts and their tokens: who is known, who is signed in, and the credential for whoever works for them. */
export class Accounts {
  readonly #options: AccountsOptions;
  readonly #signedIn = new Set<AccountId>();
  /** Whose tokens were looked for. */
  readonly #loaded = new Set<AccountId>();
  readonly #forgettable = new Map<AccountId, ForgettableToken>();

  constructor(options: AccountsOptions) {
    this.#options = options;
  }

  /**
   * Finds out whose tokens are held, of accounts that were not here the last time. A keychain that does not say is no
   * failure: then they are not signed in.
   */
  async load(): Promise<void> {
    const { database, vault } = this.#options;
    const others = listAccounts(database).filter(({ id }) => !this.#loaded.has(id));
    await Promise.all(
      others.map(async (account) => {
        this.#loaded.add(account.id);
        const token = await vault.get(keyOf(account), account.tokenStorage);
        if (token.ok) this.#signedIn.add(account.id);
        // A token of a former session cannot be there; one of this session is when the database was opened anew.
        if (token.ok || account.tokenStorage === "keychain") this.#logCredential(account, token);
      }),
    );
  }

  list(): Account[] {
    return listAccounts(this.#options.database).map((account) => this.#view(account));
  }

  /** Checks a token with GitHub, and keeps it only if GitHub accepts it. */
  async connect(
    request: ConnectRequest,
  ): Promise<Result<{ account: Account; organization: Organization | null }>> {
    const { vault, writer, database, clock, onRequest } = this.#options;
    const { address, storage } = request;
    const token = validateTokenText(request.token);
    if (!token.ok) return token;
    let requests = 0;
    const client = this.#client(address.apiUrl, token.value, () => (requests += 1));
    const known = request.organization ? this.#findKnown(address.host, request.organization) : null;
    const { viewer, owner } = await fetchBoth(client, known ? undefined : request.organization);

    const kept = await vault.put(
      keyOf({ host: address.host, githubId: viewer.githubId }),
      token.value,
      storage,
    );
    if (!kept.ok) return kept;
    const { accountId, organizationId } = await writer.write(() => {
      const accountId = saveAccount(
        database,
        {
          ...address,
          githubId: viewer.githubId,
          login: viewer.login,
          name: viewer.name,
          isSample: request.isSample,
          tokenKind: tokenKindOf(token.value),
          scopes: viewer.scopes,
          tokenExpiresAt: viewer.tokenExpiresAt,
          tokenStorage: storage,
        },
        clock.now(),
      );
      const found = owner ?? (known && { ...known, githubId: toGitHubId(known.id) });
      const organizationId =
        found && saveOrganization(database, { ...found, accountId, host: address.host, blocked: null });
      return { accountId, organizationId };
    });
    this.#loaded.add(accountId);
    this.#signedIn.add(accountId);
    this.#forgetHeld(accountId);
    for (let count = 0; count < requests; count += 1) onRequest(accountId);
    const account = readAccount(database, accountId)!;
    this.#logCredential(account, ok(token.value));
    return ok({
      account: this.#view(account),
      organization: organizationId === null ? null : readOrganization(database, organizationId),
    });
  }

  /** A client for the few requests that main makes itself for an account. */
  async clientOf(accountId: AccountId): Promise<Result<{ account: StoredAccount; client: GitHubClient }>> {
    const account = readAccount(this.#options.database, accountId);
    if (!account) return failed({ code: "usage/bad-input", detail: "There is no such account." });
    const token = await this.credentialOf(accountId);
    if (!token.ok) return token;
    const client = this.#client(account.apiUrl, token.value, () => this.#options.onRequest(accountId));
    return ok({ account, client });
  }

  /** The token of an account, for a worker that is about to work for it. */
  async credentialOf(accountId: AccountId): Promise<Result<string>> {
    const account = readAccount(this.#options.database, accountId);
    if (!account) return failed({ code: "auth/token-missing" });
    return this.#options.vault.get(keyOf(account), account.tokenStorage);
  }

  /** GitHub refused the account's token, or it cannot be had. True when that is news. */
  noteRefusal(accountId: AccountId, failure: Failure): boolean {
    return retryPolicyOf(failure) === "sign-in" && this.#signedIn.delete(accountId);
  }

  /** Looks again for a token that could not be had before. True when it is there: the account is signed in again. */
  async regain(accountId: AccountId): Promise<boolean> {
    const token = await this.credentialOf(accountId);
    if (token.ok) this.#signedIn.add(accountId);
    return token.ok;
  }

  /**
   * Forgets the account's token: in the keychain at once, in memory when it can no longer be undone. A failure means
   * that the keychain may hold it still.
   */
  /** The tokens that are kept for accounts of this database: in the keychain, or for this session. */
  tokens(): KeptToken[] {
    return listAccounts(this.#options.database)
      .filter(({ id, tokenStorage }) => tokenStorage === "keychain" || this.#signedIn.has(id))
      .map((account) => ({
        key: keyOf(account),
        storage: account.tokenStorage,
        account: `${account.login} on ${account.host}`,
      }));
  }

  async signOut(accountId: AccountId): Promise<Result<{ account: Account; undoUntil: EpochMs | null }>> {
    const { database, vault } = this.#options;
    const account = readAccount(database, accountId);
    if (!account) return failed({ code: "usage/bad-input", detail: "There is no such account." });
    const token = await vault.get(keyOf(account), account.tokenStorage);
    const forgotten = await vault.forget(keyOf(account), account.tokenStorage);
    if (!forgotten.ok) return forgotten;
    this.#signedIn.delete(accountId);
    const undoUntil = token.ok ? this.#holdForUndo(accountId, token.value) : null;
    return ok({ account: this.#view(account), undoUntil });
  }

  /** Keeps the token again that signing out forgot a moment ago. */
  async undoSignOut(accountId: AccountId): Promise<Result<Account>> {
    const { database, vault } = this.#options;
    const account = readAccount(database, accountId);
    const held = this.#forgettable.get(accountId);
    if (!account || !held)
      return failed({ code: "auth/token-missing", detail: "The token is forgotten: sign in again." });
    const kept = await vault.put(keyOf(account), held.token, account.tokenStorage);
    if (!kept.ok) return kept;
    this.#forgetHeld(accountId);
    this.#signedIn.add(accountId);
    return ok(this.#view(account));
  }

  #holdForUndo(accountId: AccountId, token: string): EpochMs {
    const { clock } = this.#options;
    this.#forgetHeld(accountId);
    const cancelTimer = clock.after(UNDO_FOR_MS, () => this.#forgettable.delete(accountId));
    this.#forgettable.set(accountId, { token, cancelTimer });
    return clock.now() + UNDO_FOR_MS;
  }

  #forgetHeld(accountId: AccountId): void {
    this.#forgettable.get(accountId)?.cancelTimer();
    this.#forgettable.delete(accountId);
  }

  #client(apiUrl: string, token: string, onRequest: () => void): GitHubClient {
    const { clock, log } = this.#options;
    return createMainClient({ apiUrl, token, clock, log, onRequest });
  }

  #view(stored: StoredAccount): Account {
    const { githubId: _, ...account } = stored;
    return { ...account, isSignedIn: this.#signedIn.has(stored.id) };
  }

  #findKnown(host: string, login: string): Organization | null {
    const { database } = this.#options;
    const ofHost = listAccounts(database).filter((account) => account.host === host);
    const known = ofHost.flatMap(({ id }) => listOrganizations(database, id));
    return known.find((it) => it.login.toLowerCase() === login.toLowerCase() && it.blocked === null) ?? null;
  }

  /** Says whether a credential was obtained; never the credential. */
  #logCredential(account: StoredAccount, token: Result<string>): void {
    const { log, clock } = this.#options;
    log.write({
      at: clock.now(),
      level: token.ok ? "info" : "warn",
      event: token.ok ? "credential.obtained" : "credential.missing",
      message: `The credential of ${account.login} on ${account.host} was ${token.ok ? "" : "not "}obtained.`,
      ...(token.ok ? {} : { code: token.failure.code }),
      data: { account: account.id, storage: account.tokenStorage },
    });
  }
}

/** What an account's token is called in the keychain. It outlasts changes of login, and is the same for every database. */
const keyOf = ({ host, githubId }: Pick<StoredAccount, "host" | "githubId">): string => `${host}:${githubId}`;

async function fetchBoth(
  client: GitHubClient,
  organization: string | undefined,
): Promise<{ viewer: Viewer; owner: Owner | null }> {
  const owner = organization === undefined ? Promise.resolve(null) : fetchOwner(client, organization);
  // When both fail, what is wrong with the token matters more.
  owner.catch(() => undefined);
  return { viewer: await fetchViewer(client), owner: await owner };
}
