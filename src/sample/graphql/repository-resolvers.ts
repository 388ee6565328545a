import type { GraphQLResolveInfo } from "graphql";
import type { Owner, PullRequest, PullRequestOrder, PullRequestState, Repository } from "../world/model.ts";
import { isOrganization } from "../world/model.ts";
import { commitName, nodeIdOfPart, nodeIdOfRepository } from "../world/node-ids.ts";
import { repositoryKey, type RepositoryOrder } from "../world/repository-order.ts";
import { fullNameOf } from "../world/model.ts";
import { orderKey } from "../world/world.ts";
import { paginate, type PageArguments, type Sorting } from "./connections.ts";
import type { GraphContext } from "./context.ts";
import { githubError } from "./errors.ts";
import { guardRepository } from "./guard.ts";
import type { Resolvers } from "./resolvers.ts";

interface RepositoryListArguments extends PageArguments {
  isArchived?: boolean | null;
  isFork?: boolean | null;
  isLocked?: boolean | null;
  privacy?: "PUBLIC" | "PRIVATE" | null;
  visibility?: Repository["visibility"] | null;
  orderBy?: RepositoryOrder | null;
}

/** The `repositories` connection of a user or an organization. */
export function inRepositories(
  owner: Owner,
  args: RepositoryListArguments,
  context: GraphContext,
  info: GraphQLResolveInfo,
): unknown {
  const order = args.orderBy ?? { field: "NAME", direction: "ASC" };
  const wanted = context.world
    .repositoriesInOrder(owner, order)
    .filter((repository) => context.access.canSee(repository) && fits(repository, args));
  const connection = paginate(wanted, args, info, {
    key: (repository) => repositoryKey(repository, order.field),
    id: (repository) => repository.databaseId,
    sign: order.direction === "ASC" ? 1 : -1,
  });
  context.nodesReturned += connection.nodes.length;
  return Object.assign(connection, {
    totalDiskUsage: wanted.reduce((sum, repository) => sum + repository.diskUsage, 0),
  });
}

function fits(repository: Repository, args: RepositoryListArguments): boolean {
  return (
    (args.isArchived == null || repository.isArchived === args.isArchived) &&
    (args.isFork == null || repository.isFork === args.isFork) &&
    args.isLocked !== true &&
    (args.privacy == null || (repository.visibility === "PUBLIC") === (args.privacy === "PUBLIC")) &&
    (args.visibility == null || repository.visibility === args.visibility)
  );
}

interface PullRequestListArguments extends PageArguments {
  states?: readonly PullRequestState[] | null;
  labels?: readonly string[] | null;
  baseRefName?: string | null;
  headRefName?: string | null;
  orderBy?: PullRequestOrder | null;
}

function inPullRequests(
  repository: Repository,
  args: PullRequestListArguments,
  context: GraphContext,
  info: GraphQLResolveInfo,
): unknown {
  guardRepository(context.blockers, repository);
  const order = args.orderBy ?? { field: "CREATED_AT", direction: "ASC" };
  const filtered =
    args.states != null || args.labels != null || args.baseRefName != null || args.headRefName != null;
  const wantsRecords = typeof args.first === "number" || typeof args.last === "number";
  const sorting: Sorting<PullRequest> = {
    key: (pullRequest) => orderKey(pullRequest, order),
    id: (pullRequest) => pullRequest.databaseId,
    sign: order.direction === "ASC" ? 1 : -1,
  };
  const miscount = filtered ? 0 : context.world.miscount(repository);
  if (!repository.hasPullRequests) return paginate<PullRequest>([], args, info, sorting);
  // A count alone needs no pull requests: they would be generated for nothing.
  if (!wantsRecords && !filtered)
    return paginate<PullRequest>(
      [],
      args,
      info,
      sorting,
      context.world.pullRequestCount(repository) + miscount,
    );
  const all = context.world.pullRequestsInOrder(repository, order);
  const wanted = filtered ? all.filter((pullRequest) => matches(pullRequest, args)) : all;
  const connection = paginate(wanted, args, info, sorting, wanted.length + miscount);
  context.nodesReturned += connection.nodes.length;
  context.served.push(...connection.nodes);
  if (connection.nodes.length > 0) context.pagedRepositories.push(repository);
  return connection;
}

function matches(pullRequest: PullRequest, args: PullRequestListArguments): boolean {
  return (
    (args.states == null || args.states.includes(pullRequest.state)) &&
    (args.labels == null || pullRequest.labels.some((label) => args.labels?.includes(label.name))) &&
    (args.baseRefName == null || pullRequest.baseRefName === args.baseRefName) &&
    (args.headRefName == null || pullRequest.headRefName === args.headRefName)
  );
}

const languageColors: Readonly<Record<string, string>> = {
  TypeScript: "#3178c6",
  Go: "#00ADD8",
  Python: "#3572A5",
  Kotlin: "#A97BFF",
  Swift: "#F05138",
  Rust: "#dea584",
  Ruby: "#701516",
  CSS: "#663399",
};

function languageOf(
  repository: Repository,
): { __typename: "Language"; id: string; name: string; color: string | null } | null {
  if (repository.language === null) return null;
  const place = Object.keys(languageColors).indexOf(repository.language);
  return {
    __typename: "Language",
    id: nodeIdOfPart("LA", place + 1),
    name: repository.language,
    color: languageColors[repository.language] ?? null,
  };
}

export const repositoryResolvers: Resolvers = {
  Repository: {
    id: (repository: Repository) => nodeIdOfRepository(repository),
    nameWithOwner: (repository: Repository) => fullNameOf(repository),
    resourcePath: (repository: Repository) => `/${fullNameOf(repository)}`,
    url: (repository: Repository, _args, context) => `${context.webUrl}/${fullNameOf(repository)}`,
    sshUrl: (repository: Repository) => `git@github.com:${fullNameOf(repository)}.git`,
    isPrivate: (repository: Repository) => repository.visibility !== "PUBLIC",
    isInOrganization: (repository: Repository) => isOrganization(repository.owner),
    isLocked: () => false,
    isMirror: () => false,
    lockReason: () => null,
    hasDiscussionsEnabled: () => false,
    hasIssuesEnabled: (repository: Repository) => !repository.isFork,
    hasProjectsEnabled: () => true,
    hasWikiEnabled: () => false,
    viewerCanAdminister: () => false,
    viewerPermission: (repository: Repository) => (repository.isArchived ? "READ" : "WRITE"),
    primaryLanguage: languageOf,
    languages: (repository: Repository, args: PageArguments, _context, info) => {
      const language = languageOf(repository);
      const connection = paginate(language === null ? [] : [language], args, info, {
        key: () => 0,
        id: () => 1,
        sign: 1,
      });
      const edges = connection.edges.map((edge) => ({
        ...edge,
        size: repository.diskUsage * 1024,
      }));
      return {
        nodes: connection.nodes,
        edges,
        pageInfo: connection.pageInfo,
        totalCount: connection.totalCount,
        totalSize: repository.diskUsage * 1024,
      };
    },
    defaultBranchRef: (repository: Repository, _args, context) => {
      if (repository.isEmpty) return null;
      const newest = context.world.pullRequestCount(repository);
      return {
        __typename: "Ref",
        id: nodeIdOfPart("REF", repository.databaseId),
        name: "main",
        prefix: "refs/heads/",
        target: {
          __typename: "Commit",
          id: nodeIdOfPart("C", repository.databaseId, newest),
          oid: repositoryHead(repository),
        },
      };
    },
    pullRequest: (repository: Repository, args: { number: number }, context) => {
      const found = context.world.pullRequest(repository, args.number);
      if (found === undefined)
        throw githubError(
          "NOT_FOUND",
          `Could not resolve to a PullRequest with the number of ${args.number}.`,
        );
      context.served.push(found);
      return found;
    },
    pullRequests: inPullRequests,
  },
};

/** The commit that the default branch points to. */
function repositoryHead(repository: Repository): string {
  const seconds = Math.floor((repository.pushedAt ?? 0) / 1000);
  return commitName({ databaseId: seconds, repository, commitCount: 0 }, "base");
}
