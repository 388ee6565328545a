import { GraphQLError } from "graphql";
import { isOrganization, type Owner, type Repository } from "../world/model.ts";
import { fullNameOf } from "../world/model.ts";

/** Something that the token may not reach now: the field is null with this error, all other fields are answered. */
export interface Blocker {
  /** Lower-case `owner/name`; undefined: whole organizations. */
  readonly repository: string | undefined;
  /** Lower-case login; undefined: every one. */
  readonly organization: string | undefined;
  readonly type: string;
  readonly message: string;
  readonly extensions: Record<string, unknown>;
}

function raise(blocker: Blocker): never {
  throw new GraphQLError(blocker.message, {
    extensions: { ...blocker.extensions, githubType: blocker.type },
  });
}

function coversOwner(blocker: Blocker, owner: Owner): boolean {
  if (blocker.repository !== undefined || !isOrganization(owner)) return false;
  return blocker.organization === undefined || blocker.organization === owner.login.toLowerCase();
}

/** Throws what blocks this repository, itself or with its organization. */
export function guardRepository(blockers: readonly Blocker[], repository: Repository): void {
  for (const blocker of blockers) {
    const named = blocker.repository === fullNameOf(repository).toLowerCase();
    if (named || coversOwner(blocker, repository.owner)) raise(blocker);
  }
}

/** Throws what blocks this organization. */
export function guardOwner(blockers: readonly Blocker[], owner: Owner): void {
  const blocker = blockers.find((candidate) => coversOwner(candidate, owner));
  if (blocker !== undefined) raise(blocker);
}
