import { failureOf, retryPolicyOf, type Failure } from "../../shared/failures.ts";
import type { AccountId, OrganizationId } from "../../shared/ids.ts";
import { ok, type Result } from "../../shared/result.ts";
import { webUrlOf } from "../accounts/host-address.ts";
import {
  readOrganization,
  saveOrganization,
  type OrganizationFacts,
  type StoredAccount,
} from "../database/account-store.ts";
import type { GitHubClient } from "../github/client.ts";
import {
  fetchHiddenOrganization,
  fetchOrganizations,
  fetchOwner,
  type HiddenOrganization,
} from "../github/owners.ts";
import { tellAccounts } from "./account-commands.ts";
import type { CoreParts, Handlers } from "./parts.ts";

export const organizationCommands: Handlers<"organizations.list" | "organizations.find"> = {
  "organizations.list": (parts, { accountId }) =>
    askAs(parts, accountId, async ({ account, client }) => {
      const common = { accountId, host: account.host, blocked: null };
      const { githubId, login, name } = account;
      const own: OrganizationFacts = { ...common, kind: "user", githubId, login, name };
      const { organizations, hidden, hiddenIds } = await fetchOrganizations(client).catch(async (error) => {
        // A person whose token may not list organizations can still choose among their own repositories.
        await save(parts, [own]);
        throw error;
      });
      const kind = "organization" as const;
      const owners: OrganizationFacts[] = [
        own,
        ...organizations.map((it) => ({ ...common, kind, ...it })),
        // GitHub tells only their numbers, and that it left them out; leaving them out too would be a silent loss.
        ...(await nameHidden({ account, client }, hiddenIds, hidden)).map((it) => ({
          ...common,
          kind,
          ...it,
        })),
      ];
      return save(parts, owners);
    }),

  "organizations.find": (parts, { accountId, login }) =>
    askAs(parts, accountId, async ({ account, client }) => {
      const owner = await fetchOwner(client, login);
      const [organization] = await save(parts, [{ ...owner, accountId, host: account.host, blocked: null }]);
      return organization!;
    }),
};

interface AskedAs {
  account: StoredAccount;
  client: GitHubClient;
}

/** Asks GitHub as an account. A token that it refuses here it refuses everywhere: nobody is signed in with it any more. */
export async function askAs<Answer>(
  { accounts, governor }: CoreParts,
  accountId: AccountId,
  ask: (as: AskedAs) => Promise<Answer>,
): Promise<Result<Answer>> {
  const found = await accounts.clientOf(accountId);
  if (!found.ok) return found;
  const signIn = governor.signInOf(accountId);
  try {
    return ok(await ask(found.value));
  } catch (error) {
    const failure = failureOf(error);
    if (retryPolicyOf(failure) === "sign-in") governor.note(accountId, failure, signIn);
    throw error;
  }
}

/** Nobody belongs to so many organizations that more need a name at once. */
const MAX_NAMED_HIDDEN = 20;

async function nameHidden(
  { account, client }: AskedAs,
  hiddenIds: readonly number[],
  hidden: Failure | null,
): Promise<HiddenOrganization[]> {
  if (hidden === null) return [];
  const tokensUrl = `${webUrlOf(account)}/settings/tokens`;
  const named = await Promise.all(
    hiddenIds
      .slice(0, MAX_NAMED_HIDDEN)
      .map((githubId) => fetchHiddenOrganization(client, githubId, hidden, tokensUrl)),
  );
  const others = hiddenIds.slice(MAX_NAMED_HIDDEN).map((githubId) => ({
    ...{ githubId, login: `organization ${githubId}`, name: null },
    blocked: { ...hidden, link: tokensUrl },
  }));
  return [...named, ...others];
}

async function save(parts: CoreParts, owners: readonly OrganizationFacts[]) {
  const { writer, database } = parts;
  const ids = await writer.write(() =>
    owners.map((owner): OrganizationId => saveOrganization(database, owner)),
  );
  tellAccounts(parts);
  return ids.map((id) => readOrganization(database, id)!);
}
