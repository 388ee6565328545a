import type { GraphQLResolveInfo } from "graphql";
import { associationOf, bodyOf, decideReviews, reviewBodyOf } from "../world/details.ts";
import type { Actor, PullRequest, Review, ReviewState } from "../world/model.ts";
import { isOrganization } from "../world/model.ts";
import { commitName, nodeIdOfPart, nodeIdOfPullRequest, nodeIdOfReview } from "../world/node-ids.ts";
import { paginate, type PageArguments } from "./connections.ts";
import type { GraphContext } from "./context.ts";
import {
  conversationFields,
  conversationResolvers,
  createComment,
  createCommit,
  list,
  listOf,
  pathOf,
  smallId,
} from "./conversation-resolvers.ts";
import type { Resolvers } from "./resolvers.ts";

function pathOfReview(review: Review): string {
  return `${pathOf(review.pullRequest)}#pullrequestreview-${review.databaseId}`;
}

interface ReviewArguments extends PageArguments {
  states?: readonly (ReviewState | "PENDING")[] | null;
  author?: string | null;
}

const reviewSorting = {
  key: (review: Review) => review.submittedAt,
  id: (review: Review) => review.databaseId,
  sign: 1,
} as const;

function inReviews(
  pullRequest: PullRequest,
  args: ReviewArguments,
  context: GraphContext,
  info: GraphQLResolveInfo,
): unknown {
  const filtered = args.states != null || args.author != null;
  const reviews = filtered
    ? pullRequest.reviews.filter(
        (review) =>
          (args.states == null || args.states.includes(review.state)) &&
          (args.author == null || review.author?.login === args.author),
      )
    : pullRequest.reviews;
  const connection = paginate(reviews, args, info, reviewSorting);
  context.nodesReturned += connection.nodes.length;
  return connection;
}

function inLatestReviews(
  pullRequest: PullRequest,
  args: PageArguments,
  _context: GraphContext,
  info: GraphQLResolveInfo,
): unknown {
  const latest = new Map<Actor, Review>();
  for (const review of pullRequest.reviews) if (review.author !== null) latest.set(review.author, review);
  const reviews = [...latest.values()].sort(
    (left, right) => left.submittedAt - right.submittedAt || left.databaseId - right.databaseId,
  );
  return paginate(reviews, args, info, reviewSorting);
}

export const pullRequestResolvers: Resolvers = {
  PullRequest: {
    id: nodeIdOfPullRequest,
    databaseId: smallId,
    fullDatabaseId: (pullRequest: PullRequest) => pullRequest.databaseId,
    body: bodyOf,
    bodyText: bodyOf,
    titleHTML: (pullRequest: PullRequest) =>
      pullRequest.title.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
    authorAssociation: (pullRequest: PullRequest, _args, context) =>
      associationOf(pullRequest.author, pullRequest.repository, context.world.people.outsiders),
    baseRefOid: (pullRequest: PullRequest) => commitName(pullRequest, "base"),
    headRefOid: (pullRequest: PullRequest) => commitName(pullRequest, "head"),
    baseRepository: (pullRequest: PullRequest) => pullRequest.repository,
    // The sample holds no personal forks, so the head of one is answered as GitHub answers a deleted fork.
    headRepository: (pullRequest: PullRequest) =>
      pullRequest.head === "same-repository" ? pullRequest.repository : null,
    headRepositoryOwner: (pullRequest: PullRequest) => {
      if (pullRequest.head === "same-repository") return pullRequest.repository.owner;
      return pullRequest.author?.__typename === "User" ||
        (pullRequest.author !== null && isOrganization(pullRequest.author))
        ? pullRequest.author
        : null;
    },
    isCrossRepository: (pullRequest: PullRequest) => pullRequest.head !== "same-repository",
    closed: (pullRequest: PullRequest) => pullRequest.state !== "OPEN",
    merged: (pullRequest: PullRequest) => pullRequest.state === "MERGED",
    mergeable: (pullRequest: PullRequest) => (pullRequest.state === "OPEN" ? "MERGEABLE" : "UNKNOWN"),
    mergeCommit: (pullRequest: PullRequest) =>
      pullRequest.state === "MERGED"
        ? {
            ...createCommit(pullRequest, pullRequest.commitCount),
            oid: commitName(pullRequest, "merge"),
          }
        : null,
    isInMergeQueue: () => false,
    maintainerCanModify: (pullRequest: PullRequest) => pullRequest.head === "fork",
    lastEditedAt: () => null,
    publishedAt: (pullRequest: PullRequest) => pullRequest.createdAt,
    viewerDidAuthor: (pullRequest: PullRequest, _args, context) =>
      pullRequest.author === context.world.people.viewer,
    totalCommentsCount: (pullRequest: PullRequest) => pullRequest.commentCount + pullRequest.threadCount,
    resourcePath: pathOf,
    permalink: (pullRequest: PullRequest, _args, context) => context.webUrl + pathOf(pullRequest),
    url: (pullRequest: PullRequest, _args, context) => context.webUrl + pathOf(pullRequest),
    reviewDecision: decideReviews,
    reviews: inReviews,
    latestReviews: inLatestReviews,
    assignees: (_pullRequest: PullRequest, args: PageArguments, context, info) =>
      list([], args, context, info),
    participants: (pullRequest: PullRequest, args: PageArguments, context, info) => {
      const voices = new Set([pullRequest.author, ...pullRequest.reviews.map((review) => review.author)]);
      return list(
        [...voices].filter((actor) => actor?.__typename === "User"),
        args,
        context,
        info,
      );
    },
    labels: (pullRequest: PullRequest, args: PageArguments, context, info) =>
      list(pullRequest.labels, args, context, info),
    reviewRequests: (pullRequest: PullRequest, args: PageArguments, context, info) =>
      list(
        pullRequest.requestedReviewers.map((requestedReviewer, place) => ({
          __typename: "ReviewRequest",
          id: nodeIdOfPart("RR", pullRequest.databaseId, place),
          databaseId: place + 1,
          asCodeOwner: false,
          pullRequest,
          requestedReviewer,
        })),
        args,
        context,
        info,
      ),
    ...conversationFields,
  },
  PullRequestReview: {
    id: nodeIdOfReview,
    databaseId: smallId,
    fullDatabaseId: (review: Review) => review.databaseId,
    authorAssociation: (review: Review, _args, context) =>
      associationOf(review.author, review.pullRequest.repository, context.world.people.outsiders),
    body: (review: Review) => reviewBodyOf(review.databaseId),
    bodyText: (review: Review) => reviewBodyOf(review.databaseId),
    commit: (review: Review) => createCommit(review.pullRequest, 0),
    createdAt: (review: Review) => review.submittedAt,
    publishedAt: (review: Review) => review.submittedAt,
    updatedAt: (review: Review) => review.submittedAt,
    repository: (review: Review) => review.pullRequest.repository,
    resourcePath: pathOfReview,
    url: (review: Review, _args, context) => context.webUrl + pathOfReview(review),
    viewerDidAuthor: (review: Review, _args, context) => review.author === context.world.people.viewer,
    comments: (review: Review, args: PageArguments, context, info) =>
      listOf(
        review.commentCount,
        (place) => createComment("PullRequestReviewComment", review.pullRequest, place),
        args,
        context,
        info,
      ),
  },
  ...conversationResolvers,
  Label: {
    id: (label: { name: string }) => nodeIdOfPart("LA", label.name.length, label.name.charCodeAt(0)),
    isDefault: (label: { name: string }) => label.name === "bug",
    url: (label: { name: string }, _args, context) =>
      `${context.webUrl}/labels/${encodeURIComponent(label.name)}`,
  },
};
