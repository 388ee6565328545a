import type { Actor, Organization, Owner, PullRequest, Repository, Review } from "../world/model.ts";
import { nodeIdOfActor, parseNodeId } from "../world/node-ids.ts";
import type { World } from "../world/world.ts";
import { paginate, type PageArguments } from "./connections.ts";
import type { GraphContext } from "./context.ts";
import { githubError } from "./errors.ts";
import { guardOwner, guardRepository } from "./guard.ts";
import { inRepositories } from "./repository-resolvers.ts";
import type { Resolvers } from "./resolvers.ts";

const byId = {
  key: (actor: Actor) => actor.databaseId,
  id: (actor: Actor) => actor.databaseId,
  sign: 1,
} as const;

function findOwner(context: GraphContext, login: string, kind: "User" | "Organization"): Owner {
  const owner = context.world.owner(login);
  if (owner === undefined || owner.__typename !== kind) {
    const wanted = kind === "User" ? "a User" : "an Organization";
    throw githubError("NOT_FOUND", `Could not resolve to ${wanted} with the login of '${login}'.`);
  }
  guardOwner(context.blockers, owner);
  return owner;
}

function organizationsOf(world: World, user: Actor): Organization[] {
  return [world.people.organization, world.people.sisterOrganization].filter((organization) =>
    organization.members.includes(user),
  );
}

type FoundNode = Actor | Repository | PullRequest | Review;

/** Looks an object up by its global id. */
function findNode(world: World, id: string): FoundNode {
  const parsed = parseNodeId(id);
  const [first, second] = parsed?.numbers ?? [];
  const found = ((): FoundNode | undefined => {
    if (parsed === undefined || first === undefined) return undefined;
    switch (parsed.kind) {
      case "U":
      case "User":
      case "BOT":
      case "M":
      case "O":
      case "EUA":
        return world.actor(first);
      case "R":
      case "Repository":
        return world.repositoryById(first);
      case "PR":
        return second === undefined ? undefined : world.pullRequestById(second);
      case "PullRequest":
        return world.pullRequestById(first);
      case "PRR": {
        const pullRequest = world.pullRequestById(first);
        return pullRequest === undefined || second === undefined
          ? undefined
          : world.reviewById(pullRequest, second);
      }
      default:
        return undefined;
    }
  })();
  if (found === undefined)
    throw githubError("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`);
  return found;
}

const commonFields: Resolvers[string] = {
  id: (actor: Actor) => nodeIdOfActor(actor),
  avatarUrl: (actor: Actor, args: { size?: number | null }) =>
    `https://avatars.githubusercontent.com/u/${actor.databaseId}?${typeof args.size === "number" ? `s=${args.size}&` : ""}v=4`,
  resourcePath: (actor: Actor) => pathOf(actor),
  url: (actor: Actor, _args, context) => context.webUrl + pathOf(actor),
};

function pathOf(actor: Actor): string {
  return actor.__typename === "Bot" ? `/apps/${actor.login}` : `/${actor.login}`;
}

const ownerFields: Resolvers[string] = {
  repositories: (owner: Owner, args: Record<string, unknown>, context, info) =>
    inRepositories(owner, args, context, info),
  repository: (owner: Owner, args: { name: string; followRenames?: boolean | null }, context) =>
    findRepository(context, owner.login, args.name, args.followRenames !== false),
};

/** Throws GitHub's NOT_FOUND for what is missing, out of sight, or only known by a former name that must not be followed. */
function findRepository(
  context: GraphContext,
  owner: string,
  name: string,
  followRenames: boolean,
): Repository {
  const repository = context.world.repository(owner, name);
  const current =
    repository !== undefined &&
    repository.name.toLowerCase() === name.toLowerCase() &&
    repository.owner.login.toLowerCase() === owner.toLowerCase();
  if (repository !== undefined && context.access.canSee(repository) && (current || followRenames)) {
    guardRepository(context.blockers, repository);
    return repository;
  }
  throw githubError("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${name}'.`);
}

export const accountResolvers: Resolvers = {
  Query: {
    id: () => "MDU6UXVlcnkw",
    relay: () => ({}),
    viewer: (_source, _args, context) => context.world.people.viewer,
    user: (_source, args: { login: string }, context) => findOwner(context, args.login, "User"),
    organization: (_source, args: { login: string }, context) =>
      findOwner(context, args.login, "Organization"),
    repositoryOwner: (_source, args: { login: string }, context) => {
      const owner = context.world.owner(args.login);
      if (owner === undefined) return null;
      guardOwner(context.blockers, owner);
      return owner;
    },
    repository: (_source, args: { owner: string; name: string; followRenames?: boolean | null }, context) =>
      findRepository(context, args.owner, args.name, args.followRenames !== false),
    node: (_source, args: { id: string }, context) => serve(findNode(context.world, args.id), context),
    nodes: (_source, args: { ids: readonly string[] }, context) =>
      args.ids.map((id) => {
        try {
          return serve(findNode(context.world, id), context);
        } catch (error) {
          // As a value, not thrown: one missing id leaves the other nodes of the list in place.
          return error;
        }
      }),
    rateLimit: (_source, _args, context) => context.rateLimit,
  },
  User: {
    ...commonFields,
    ...ownerFields,
    company: () => null,
    email: () => "",
    isEmployee: () => false,
    isHireable: () => false,
    isSiteAdmin: () => false,
    isViewer: (user: Actor, _args, context) => user === context.world.people.viewer,
    viewerIsFollowing: () => false,
    organization: (user: Actor, args: { login: string }, context) =>
      organizationsOf(context.world, user).find(
        (organization) => organization.login.toLowerCase() === args.login.toLowerCase(),
      ) ?? null,
    organizations: (user: Actor, args: PageArguments, context, info) =>
      paginate(organizationsOf(context.world, user), args, info, byId),
  },
  Organization: {
    ...commonFields,
    ...ownerFields,
    email: () => null,
    isVerified: () => true,
    requiresTwoFactorAuthentication: () => null,
    viewerCanAdminister: () => false,
    viewerIsAMember: (organization: Organization, _args, context) =>
      organization.members.includes(context.world.people.viewer),
    membersWithRole: (organization: Organization, args: PageArguments, context, info) => {
      if (
        !context.access.has("read:org") &&
        !context.access.has("admin:org") &&
        !context.access.has("write:org")
      ) {
        throw githubError(
          "INSUFFICIENT_SCOPES",
          missingScopes("membersWithRole", ["read:org"], context.access.scopes),
        );
      }
      const connection = paginate(organization.members, args, info, byId);
      context.nodesReturned += connection.nodes.length;
      return connection;
    },
  },
  OrganizationMemberEdge: {
    role: (edge: { node: Actor }, _args, context) =>
      context.world.people.organization.members.indexOf(edge.node) < 3 ? "ADMIN" : "MEMBER",
    hasTwoFactorEnabled: () => null,
  },
  Bot: commonFields,
  Mannequin: { ...commonFields, claimant: () => null, email: () => null },
  EnterpriseUserAccount: { ...commonFields, user: () => null },
};

function missingScopes(field: string, wanted: readonly string[], granted: readonly string[]): string {
  const quote = (list: readonly string[]): string => `[${list.map((scope) => `'${scope}'`).join(", ")}]`;
  return (
    "Your token has not been granted the required scopes to execute this query. " +
    `The '${field}' field requires one of the following scopes: ${quote(wanted)}, ` +
    `but your token has only been granted the: ${quote(granted)} scopes. ` +
    "Please modify your token's scopes at: https://github.com/settings/tokens."
  );
}

/** Hides what this token cannot see, and notes pull requests that an answer holds. */
function serve(node: FoundNode, context: GraphContext): FoundNode {
  const repository = repositoryOf(node);
  if (repository !== undefined) {
    if (!context.access.canSee(repository))
      throw githubError("NOT_FOUND", "Could not resolve to a node with that global id.");
    guardRepository(context.blockers, repository);
  }
  if (node.__typename === "PullRequest") context.served.push(node);
  return node;
}

function repositoryOf(node: FoundNode): Repository | undefined {
  switch (node.__typename) {
    case "Repository":
      return node;
    case "PullRequest":
      return node.repository;
    case "PullRequestReview":
      return node.pullRequest.repository;
    default:
      return undefined;
  }
}
