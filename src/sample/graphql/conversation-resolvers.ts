import type { GraphQLResolveInfo } from "graphql";
import { associationOf, pathOfFile, reviewBodyOf } from "../world/details.ts";
import type { Actor, EpochMs, PullRequest } from "../world/model.ts";
import { commitName, nodeIdOfPart } from "../world/node-ids.ts";
import { fullNameOf } from "../world/model.ts";
import { paginate, type Connection, type PageArguments } from "./connections.ts";
import type { GraphContext } from "./context.ts";
import type { Resolvers } from "./resolvers.ts";

/** What hangs on a pull request beside its reviews: comments, threads, commits, files. */

const largestInt = 0x7fff_ffff;

/** The deprecated 32-bit id: absent once the real one no longer fits. */
export function smallId(source: { databaseId: number }): number | null {
  return source.databaseId > largestInt ? null : source.databaseId;
}

export function pathOf(pullRequest: PullRequest): string {
  return `/${fullNameOf(pullRequest.repository)}/pull/${pullRequest.number}`;
}

/** A nested list whose items stay in their place: sorted by that place. */
export function list<Item>(
  items: readonly Item[],
  args: PageArguments,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Connection<Item> {
  const places = new Map(items.map((item, place) => [item, place]));
  const placeOf = (item: Item): number => places.get(item) ?? 0;
  const connection = paginate(items, args, info, { key: placeOf, id: placeOf, sign: 1 });
  context.nodesReturned += connection.nodes.length;
  return connection;
}

/** A list of which only the count matters here: its items are made for the page that is asked for. */
export function listOf<Item extends object>(
  count: number,
  make: (place: number) => Item,
  args: PageArguments,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Connection<Item> {
  const wantsRecords = typeof args.first === "number" || typeof args.last === "number";
  if (!wantsRecords) return paginate<Item>([], args, info, { key: () => 0, id: () => 0, sign: 1 }, count);
  return list(
    Array.from({ length: count }, (_, place) => make(place)),
    args,
    context,
    info,
  );
}

interface Comment {
  readonly __typename: "IssueComment" | "PullRequestReviewComment";
  readonly databaseId: number;
  readonly author: Actor | null;
  readonly body: string;
  readonly createdAt: EpochMs;
  readonly pullRequest: PullRequest;
  readonly path: string;
}

export function createComment(kind: Comment["__typename"], pullRequest: PullRequest, place: number): Comment {
  const voices = [pullRequest.author, ...pullRequest.reviews.map((review) => review.author)];
  return {
    __typename: kind,
    databaseId: pullRequest.databaseId * 2 + place,
    author: voices[place % voices.length] ?? null,
    body: reviewBodyOf(pullRequest.databaseId + place),
    createdAt: Math.min(pullRequest.createdAt + (place + 1) * 60_000, pullRequest.updatedAt),
    pullRequest,
    path: pathOfFile(pullRequest, place),
  };
}

export function createCommit(pullRequest: PullRequest, place: number): Record<string, unknown> {
  const oid = commitName(pullRequest, place);
  return {
    __typename: "Commit",
    id: nodeIdOfPart("C", pullRequest.databaseId, place),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    message: `${pullRequest.title}\n\nPart ${place + 1}`,
    messageHeadline: pullRequest.title,
    authoredDate: pullRequest.createdAt,
    committedDate: pullRequest.createdAt,
    additions: pullRequest.additions,
    deletions: pullRequest.deletions,
    author: {
      name: pullRequest.author?.name ?? pullRequest.author?.login ?? null,
      email: null,
      date: pullRequest.createdAt,
      user: null,
    },
    url: `https://github.com/${fullNameOf(pullRequest.repository)}/commit/${oid}`,
  };
}

const commentFields: Resolvers[string] = {
  id: (comment: Comment) =>
    nodeIdOfPart(
      comment.__typename === "IssueComment" ? "IC" : "PRRC",
      comment.pullRequest.databaseId,
      comment.databaseId,
    ),
  databaseId: smallId,
  fullDatabaseId: (comment: Comment) => comment.databaseId,
  authorAssociation: (comment: Comment, _args, context) =>
    associationOf(comment.author, comment.pullRequest.repository, context.world.people.outsiders),
  publishedAt: (comment: Comment) => comment.createdAt,
  updatedAt: (comment: Comment) => comment.createdAt,
  url: (comment: Comment, _args, context) =>
    `${context.webUrl}${pathOf(comment.pullRequest)}#issuecomment-${comment.databaseId}`,
};

/** The fields of a pull request that lead to its conversation, commits and files. */
export const conversationFields: Resolvers[string] = {
  comments: (pullRequest: PullRequest, args: PageArguments, context, info) =>
    listOf(
      pullRequest.commentCount,
      (place) => createComment("IssueComment", pullRequest, place),
      args,
      context,
      info,
    ),
  reviewThreads: (pullRequest: PullRequest, args: PageArguments, context, info) =>
    listOf(
      pullRequest.threadCount,
      (place) => ({
        __typename: "PullRequestReviewThread",
        id: nodeIdOfPart("PRRT", pullRequest.databaseId, place),
        isCollapsed: place % 2 === 0,
        isOutdated: place % 3 === 0,
        isResolved: place % 2 === 0,
        path: pathOfFile(pullRequest, place),
        pullRequest,
        resolvedBy: null,
      }),
      args,
      context,
      info,
    ),
  commits: (pullRequest: PullRequest, args: PageArguments, context, info) =>
    listOf(
      pullRequest.commitCount,
      (place) => ({
        __typename: "PullRequestCommit",
        id: nodeIdOfPart("PURC", pullRequest.databaseId, place),
        commit: createCommit(pullRequest, place),
        pullRequest,
        url: `${context.webUrl}${pathOf(pullRequest)}/commits/${commitName(pullRequest, place)}`,
      }),
      args,
      context,
      info,
    ),
  files: (pullRequest: PullRequest, args: PageArguments, context, info) =>
    listOf(
      pullRequest.changedFiles,
      (place) => ({
        path: pathOfFile(pullRequest, place),
        changeType: "MODIFIED",
        additions: Math.floor(pullRequest.additions / pullRequest.changedFiles),
        deletions: Math.floor(pullRequest.deletions / pullRequest.changedFiles),
      }),
      args,
      context,
      info,
    ),
};

export const conversationResolvers: Resolvers = {
  PullRequestReviewThread: {
    comments: (thread: { pullRequest: PullRequest }, args: PageArguments, context, info) =>
      listOf(
        1,
        (place) => createComment("PullRequestReviewComment", thread.pullRequest, place),
        args,
        context,
        info,
      ),
  },
  PullRequestReviewComment: commentFields,
  IssueComment: {
    ...commentFields,
    repository: (comment: Comment) => comment.pullRequest.repository,
  },
};
