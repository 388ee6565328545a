import type { OrganizationId } from "../../shared/ids.ts";
import { ok } from "../../shared/result.ts";
import { readOrganization, saveOrganization, type OrganizationFacts } from "../database/account-store.ts";
import { fetchOrganizations, fetchOwner } from "../github/owners.ts";
import { tellAccounts } from "./account-commands.ts";
import type { CoreParts, Handlers } from "./parts.ts";

export const organizationCommands: Handlers<"organizations.list" | "organizations.find"> = {
  "organizations.list": async (parts, { accountId }) => {
    const found = await parts.accounts.clientOf(accountId);
    if (!found.ok) return found;
    const { account, client } = found.value;
    const { organizations, hidden, hiddenIds } = await fetchOrganizations(client);
    const common = { accountId, host: account.host, blocked: null };
    const owners: OrganizationFacts[] = [
      { ...common, kind: "user", githubId: account.githubId, login: account.login, name: account.name },
      ...organizations.map((it) => ({ ...common, kind: "organization" as const, ...it })),
      // GitHub tells only their numbers, and that it left them out; leaving them out too would be a silent loss.
      ...hiddenIds.map((githubId) => ({
        ...common,
        kind: "organization" as const,
        githubId,
        login: `organization ${githubId}`,
        name: null,
        blocked: hidden,
      })),
    ];
    return ok(await save(parts, owners));
  },

  "organizations.find": async (parts, { accountId, login }) => {
    const found = await parts.accounts.clientOf(accountId);
    if (!found.ok) return found;
    const { account, client } = found.value;
    const owner = await fetchOwner(client, login);
    const [organization] = await save(parts, [{ ...owner, accountId, host: account.host, blocked: null }]);
    return ok(organization!);
  },
};

async function save(parts: CoreParts, owners: readonly OrganizationFacts[]) {
  const { writer, database } = parts;
  const ids = await writer.write(() =>
    owners.map((owner): OrganizationId => saveOrganization(database, owner)),
  );
  tellAccounts(parts);
  return ids.map((id) => readOrganization(database, id)!);
}
