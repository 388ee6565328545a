import { z } from "zod";
import type { IsoTime, PullRequestId } from "../../shared/ids.ts";
import { toRowId } from "../database/host-ids.ts";
import type { PullRequestFacts } from "../database/pull-request-store.ts";
import { createTextCleaner, type TextCleaner } from "./clean-text.ts";
import type { GitHubClient } from "./client.ts";
import { connectionOf, pointsFor, readNextCursor, requireAll, requireField } from "./connections.ts";
import { readAs } from "./read-as.ts";
import {
  actorNode,
  databaseIds,
  readDatabaseId,
  REVIEW_FIELDS,
  reviewNode,
  toReviewFacts,
} from "./review-nodes.ts";

/**
 * Reviews that come with each pull request. Nearly all pull requests have fewer; the others are read to their end by
 * `review-pages.ts`. Nested lists are what makes a page slow, so this is no larger than it is useful.
 */
const REVIEWS_WITH_EACH = 30;

/**
 * Newest first by creation cannot shift while it is read except at its front, oldest first not at all; by update is for
 * what changed since a watermark.
 */
export type PullRequestOrder = "created-desc" | "created-asc" | "updated-desc";

export interface PullRequestPage {
  /** The repository that answered: by another name than it was asked for, if it was renamed. */
  repository: { githubId: number; fullName: string };
  /** GitHub's count of the whole list. */
  totalCount: number;
  /** Null on the last page. */
  nextCursor: string | null;
  pullRequests: PullRequestFacts[];
  /** The newest `updatedAt` of the whole list, as of this very answer; null when the list is empty. */
  newestUpdatedAt: IsoTime | null;
  serverTime: IsoTime;
  /** How long GitHub took to answer. */
  durationMs: number;
  /** NUL characters that were replaced in texts. */
  replacedNul: number;
}

export const PULL_REQUEST_PAGE_QUERY = `
query PullRequestPage($owner: String!, $name: String!, $first: Int!, $after: String, $orderBy: IssueOrder!) {
  repository(owner: $owner, name: $name) {
    databaseId
    nameWithOwner
    pullRequests(first: $first, after: $after, orderBy: $orderBy) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        id
        fullDatabaseId
        databaseId
        number
        title
        state
        isDraft
        author { login __typename }
        createdAt
        updatedAt
        mergedAt
        closedAt
        mergedBy { login }
        additions
        deletions
        changedFiles
        baseRefName
        headRefName
        reviews(first: ${REVIEWS_WITH_EACH}) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes {${REVIEW_FIELDS}
          }
        }
      }
    }
    newest: pullRequests(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { updatedAt }
    }
  }
  rateLimit { cost remaining limit resetAt }
}`;

const STATES = { OPEN: "open", CLOSED: "closed", MERGED: "merged" } as const;

const pullRequestNode = z.object({
  id: z.string(),
  ...databaseIds,
  number: z.number(),
  title: z.string(),
  state: z.enum(["OPEN", "CLOSED", "MERGED"]),
  isDraft: z.boolean(),
  author: actorNode,
  createdAt: z.string(),
  updatedAt: z.string(),
  mergedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  mergedBy: z.object({ login: z.string() }).nullable(),
  additions: z.number(),
  deletions: z.number(),
  changedFiles: z.number(),
  baseRefName: z.string().nullable(),
  headRefName: z.string().nullable(),
  reviews: connectionOf(reviewNode).nullable(),
});

const repositoryField = z.object({
  databaseId: z.number(),
  nameWithOwner: z.string(),
  pullRequests: connectionOf(pullRequestNode),
  newest: z.object({ nodes: z.array(z.object({ updatedAt: z.string() }).nullable()) }),
});

const ORDERS = {
  "created-desc": { field: "CREATED_AT", direction: "DESC" },
  "created-asc": { field: "CREATED_AT", direction: "ASC" },
  "updated-desc": { field: "UPDATED_AT", direction: "DESC" },
} as const satisfies Record<PullRequestOrder, { field: string; direction: string }>;

/**
 * A page of a repository's pull requests, of every state, with their reviews. Throws `github/not-found` when GitHub does
 * not show the repository, and `github/too-costly` when it gave up on any part of the page: such a page is never
 * returned with holes.
 * @param slot the host's place in row ids (`database/host-ids.ts`)
 */
export async function fetchPullRequestPage(
  client: GitHubClient,
  address: { owner: string; name: string },
  page: { first: number; after: string | null; order: PullRequestOrder },
  slot: number,
): Promise<PullRequestPage> {
  const answer = await client.query<Record<string, unknown>>(
    { text: PULL_REQUEST_PAGE_QUERY, name: "PullRequestPage" },
    {
      owner: address.owner,
      name: address.name,
      first: page.first,
      after: page.after,
      orderBy: ORDERS[page.order],
    },
    // The list itself, its newest update, and the reviews of each of its pull requests.
    pointsFor(2 + page.first),
  );
  const what = `pull requests of ${address.owner}/${address.name}`;
  const parsed = parsePullRequestPage(requireField(answer, "repository", what), what, slot);
  return { ...parsed, serverTime: answer.serverTime, durationMs: answer.durationMs };
}

/** Turns the `repository` field of an answer into rows. Pure. */
export function parsePullRequestPage(
  field: unknown,
  what: string,
  slot: number,
): Omit<PullRequestPage, "serverTime" | "durationMs"> {
  const { databaseId, nameWithOwner, pullRequests: page, newest } = readAs(repositoryField, field, what);
  const cleaner = createTextCleaner();
  const pullRequests = requireAll(page.nodes, what).map((node) => toFacts(node, slot, cleaner));
  return {
    repository: { githubId: databaseId, fullName: cleaner.clean(nameWithOwner) },
    totalCount: page.totalCount,
    nextCursor: readNextCursor(page.pageInfo),
    pullRequests,
    newestUpdatedAt: requireAll(newest.nodes, what)[0]?.updatedAt ?? null,
    replacedNul: cleaner.replaced(),
  };
}

function toFacts(
  node: z.output<typeof pullRequestNode>,
  slot: number,
  cleaner: TextCleaner,
): PullRequestFacts {
  const what = `pull request #${node.number}`;
  // The schema lets the list of reviews itself be null: that is a hole too.
  const [reviews] = requireAll([node.reviews], `reviews of ${what}`);
  return {
    id: toRowId(slot, readDatabaseId(node, what)) as PullRequestId,
    nodeId: node.id,
    number: node.number,
    title: cleaner.clean(node.title),
    state: STATES[node.state],
    isDraft: node.isDraft,
    authorLogin: cleaner.cleanOrNull(node.author?.login ?? null),
    authorKind: node.author?.__typename ?? null,
    createdAt: node.createdAt,
    updatedAt: node.updatedAt,
    mergedAt: node.mergedAt,
    closedAt: node.closedAt,
    mergedByLogin: cleaner.cleanOrNull(node.mergedBy?.login ?? null),
    additions: node.additions,
    deletions: node.deletions,
    changedFiles: node.changedFiles,
    baseRef: cleaner.cleanOrNull(node.baseRefName),
    headRef: cleaner.cleanOrNull(node.headRefName),
    reviewCount: reviews!.totalCount,
    reviewsCursor: readNextCursor(reviews!.pageInfo),
    reviews: requireAll(reviews!.nodes, `reviews of ${what}`).map((review) =>
      toReviewFacts(review, slot, cleaner),
    ),
  };
}
