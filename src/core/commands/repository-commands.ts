import type { ChosenRepositories } from "../../shared/contract.ts";
import type { OrganizationId, RepositoryId } from "../../shared/ids.ts";
import { FailureError } from "../../shared/failures.ts";
import type { Organization } from "../../shared/models.ts";
import { failed, ok } from "../../shared/result.ts";
import { readOrganization, readOrganizationAddress } from "../database/account-store.ts";
import { readCheckpoint } from "../database/checkpoint-store.ts";
import { listRepositories, saveRepositories } from "../database/repository-store.ts";
import { fetchRepository } from "../github/repositories.ts";
import { askAs } from "./organization-commands.ts";
import type { CoreParts, Handlers } from "./parts.ts";

export const repositoryCommands: Handlers<"repositories.load"> = {
  "repositories.load": async ({ database, lists }, { organizationId }) => {
    const organization = readOrganization(database, organizationId);
    if (!organization) return failed(unknownOrganization);
    if (organization.blocked) return failed(organization.blocked);
    lists.load(organizationId);
    return ok(lists.view(organizationId));
  },
};

const unknownOrganization = { code: "usage/bad-input", detail: "There is no such organization." } as const;

export function requireOrganization({ database }: CoreParts, id: OrganizationId): Organization {
  const organization = readOrganization(database, id);
  if (!organization) throw new FailureError(unknownOrganization);
  if (organization.blocked) throw new FailureError(organization.blocked);
  return organization;
}

/**
 * The ids of the chosen repositories; for `all`, those that are known so far. Names that are not known yet are looked
 * up on GitHub; one that GitHub does not show is the person's mistake, so nothing is begun.
 */
export async function resolveChoice(
  parts: CoreParts,
  organization: Organization,
  choice: ChosenRepositories,
): Promise<RepositoryId[]> {
  const known = listRepositories(parts.database, organization.id);
  switch (choice.kind) {
    case "all":
      return known.map(({ id }) => id);
    case "ids": {
      const ids = new Set(known.map(({ id }) => id));
      const stranger = choice.ids.find((id) => !ids.has(id));
      if (stranger === undefined) return choice.ids;
      throw new FailureError({ code: "usage/bad-input", detail: `No repository has the id ${stranger}.` });
    }
    case "names": {
      const byName = new Map(known.map(({ id, fullName }) => [fullName.toLowerCase(), id]));
      const ids: RepositoryId[] = [];
      for (const name of choice.names) {
        const fullName = name.includes("/") ? name : `${organization.login}/${name}`;
        ids.push(byName.get(fullName.toLowerCase()) ?? (await lookUp(parts, organization, fullName)));
      }
      return [...new Set(ids)];
    }
  }
}

async function lookUp(parts: CoreParts, organization: Organization, fullName: string): Promise<RepositoryId> {
  const { database, writer } = parts;
  const address = readOrganizationAddress(database, organization.id)!;
  const found = await askAs(parts, organization.accountId, ({ client }) =>
    fetchRepository(client, address, fullName),
  );
  if (!found.ok) throw new FailureError(found.failure);
  const { repository } = found.value;
  const listSweep = readCheckpoint(database, "repositories", organization.id)?.sweep ?? 0;
  await writer.write(() => saveRepositories(database, [repository], listSweep));
  return repository.id;
}
