import { FailureError } from "../../shared/failures.ts";
import type { AccountId } from "../../shared/ids.ts";
import { failed, ok } from "../../shared/result.ts";
import type { Accounts, ConnectRequest } from "../accounts/accounts.ts";
import { readApiAddress, readHostAddress } from "../accounts/host-address.ts";
import { listOrganizations } from "../database/account-store.ts";
import { readNewestRun } from "../database/run-store.ts";
import { readSettings } from "../database/settings-store.ts";
import type { CoreParts, Handlers } from "./parts.ts";

/** How the sample organization's host is called in the database, whatever port its server has today. */
const SAMPLE_HOST = "sample.invalid";

export const accountCommands: Handlers<
  "app.getState" | "account.connect" | "account.connectSample" | "account.list" | "account.signOut"
> = {
  "app.getState": async (parts) => {
    const { database, accounts, vault, feed, deviceSignIn } = parts;
    const run = readNewestRun(database);
    return ok({
      version: parts.version,
      dataDirectory: parts.dataDirectory,
      keychain: await vault.state(),
      signIn: deviceSignIn.state,
      settings: readSettings(database),
      accounts: accounts.list(),
      organizations: listOrganizations(database),
      run: run && feed.view(run).run,
      recovery: parts.recovery(),
      nextSync: parts.nextSync(),
      unexpectedEnd: parts.unexpectedEnd,
    });
  },

  "account.connect": async (parts, { host, apiUrl, token, storage, organization }) => {
    const address = apiUrl === undefined ? readHostAddress(host) : readApiAddress(apiUrl);
    if (!address.ok) return address;
    return signIn(parts, { address: address.value, token, storage, organization, isSample: false });
  },

  "account.connectSample": async (parts) => {
    // The stored address would lead the process that syncs to a server that ends with this one.
    const may = parts.engine.mayStart();
    if (!may.ok) return may;
    const { apiUrl, token, organization } = await parts.startSample();
    const connected = await signIn(parts, {
      address: { host: SAMPLE_HOST, apiUrl },
      token,
      storage: "session",
      organization,
      isSample: true,
    });
    if (!connected.ok) return connected;
    const found = connected.value.organization;
    if (!found) throw new FailureError({ code: "github/organization-not-found", detail: organization });
    return ok({ account: connected.value.account, organization: found });
  },

  "account.list": async ({ accounts }) => ok(accounts.list()),

  "account.signOut": async (parts, { accountId }) => {
    const { accounts, governor } = parts;
    const signedOut = await accounts.signOut(accountId);
    if (!signedOut.ok) return signedOut;
    governor.note(accountId, { code: "auth/token-missing" });
    tellAccounts(parts);
    return signedOut;
  },
};

/** Connects an account and lets what waited for it go on. May throw a `FailureError`. */
export async function signIn(parts: CoreParts, request: ConnectRequest): ReturnType<Accounts["connect"]> {
  // Whoever names an organization will read it next, and a thread takes as long to start as GitHub takes to answer.
  // Whoever needs the thread hears what went wrong.
  if (request.organization !== undefined) parts.engine.checkHealth().catch(() => undefined);
  const connected = await parts.accounts.connect(request);
  if (!connected.ok) return failed(connected.failure);
  reopenAccount(parts, connected.value.account.id);
  tellAccounts(parts);
  return connected;
}

/** Jobs that were parked for want of a token go on with the one that is there now. */
export function reopenAccount({ governor, engine }: CoreParts, accountId: AccountId): void {
  governor.reopen(accountId);
  engine.supervisor.wake();
}

/** A keychain that was locked, or slow, may give the token by now: then nobody has to sign in again. */
export async function askKeychainAgain(parts: CoreParts, accountId: AccountId): Promise<void> {
  const { accounts, governor } = parts;
  const gate = governor.accountGateOf(accountId);
  // A token that GitHub refused is not tried again: several refusals in a row lock the person out for a while.
  if (gate.kind !== "sign-in" || !gate.failure.code.startsWith("keychain/")) return;
  if (!(await accounts.regain(accountId))) return;
  governor.reopen(accountId);
  tellAccounts(parts);
}

export function tellAccounts({ accounts, database, emit }: CoreParts): void {
  emit({
    name: "accounts.changed",
    payload: { accounts: accounts.list(), organizations: listOrganizations(database) },
  });
}
