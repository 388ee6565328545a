import type { Core } from "../core/core.ts";
import type { CommandInput } from "../shared/contract.ts";
import type { Account, Organization } from "../shared/models.ts";
import { failed, ok, type Result } from "../shared/result.ts";
import type { HostChoice, Target } from "./connection-options.ts";

/** An account that may be used now, and an organization that it can read. */
export interface Connection {
  account: Account;
  organization: Organization;
}

const DEFAULT_HOST = "github.com";

/** Signs in to what the command line names: the sample, or with ONRAMP_TOKEN, or with a stored account. */
export async function connect(core: Core, target: Target, token: string | null): Promise<Result<Connection>> {
  if (target.kind === "sample") return core.call("account.connectSample", {});
  const { login } = target;
  if (token !== null) return connectWithToken(core, target, token, login);

  const accounts = await core.call("account.list", {});
  if (!accounts.ok) return accounts;
  const account = chooseAccount(accounts.value, target);
  return account.ok ? findOrganization(core, account.value, login) : account;
}

/** Signs in again to an account that is known, for an organization that is known. */
export async function reconnect(
  core: Core,
  account: Account,
  organization: Organization,
  token: string | null,
): Promise<Result<Connection>> {
  if (account.isSample) return core.call("account.connectSample", {});
  if (token !== null) return connectWithToken(core, account, token, organization.login);
  if (account.isSignedIn) return ok({ account, organization });
  return failed({ code: "auth/token-missing", detail: `${account.login} on ${account.host}` });
}

/** Where `account.connect` shall look. */
export function addressOf({
  host,
  apiUrl,
}: HostChoice): Pick<CommandInput<"account.connect">, "host" | "apiUrl"> {
  return apiUrl === null ? { host: host ?? DEFAULT_HOST } : { host: host ?? new URL(apiUrl).host, apiUrl };
}

/** The stored account to use: of the host that was named, else of github.com, else the first. Pure. */
export function chooseAccount(accounts: readonly Account[], { host, apiUrl }: HostChoice): Result<Account> {
  const usable = accounts.filter((account) => account.isSignedIn && !account.isSample);
  const place = apiUrl ?? host;
  const wanted = place === null ? usable : usable.filter((account) => isAt(account, place));
  const preferred = wanted.find((account) => account.host === DEFAULT_HOST) ?? wanted[0];
  if (preferred) return ok(preferred);
  return failed({
    code: "auth/token-missing",
    ...(place === null ? {} : { detail: `No account is signed in on ${place}.` }),
  });
}

function isAt(account: Account, place: string): boolean {
  const bare = place.replace(/\/+$/, "").toLowerCase();
  return [account.host, `https://${account.host}`, account.apiUrl].some(
    (name) => name.toLowerCase() === bare,
  );
}

async function connectWithToken(
  core: Core,
  place: HostChoice,
  token: string,
  login: string,
): Promise<Result<Connection>> {
  const connected = await core.call("account.connect", {
    ...addressOf(place),
    token,
    storage: "session",
    organization: login,
  });
  if (!connected.ok) return connected;
  const { account, organization } = connected.value;
  return organization ? readable({ account, organization }) : findOrganization(core, account, login);
}

async function findOrganization(core: Core, account: Account, login: string): Promise<Result<Connection>> {
  const found = await core.call("organizations.find", { accountId: account.id, login });
  return found.ok ? readable({ account, organization: found.value }) : found;
}

function readable(connection: Connection): Result<Connection> {
  const { blocked } = connection.organization;
  return blocked ? failed(blocked) : ok(connection);
}
