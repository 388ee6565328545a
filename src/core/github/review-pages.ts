import { z } from "zod";
import type { Result } from "../../shared/result.ts";
import { slotOf } from "../database/host-ids.ts";
import type { OwedReviews, ReviewFacts } from "../database/pull-request-store.ts";
import { readItem, writeEach } from "./batch.ts";
import { createTextCleaner } from "./clean-text.ts";
import type { GitHubClient } from "./client.ts";
import { connectionOf, pointsFor, readNextCursor, requireAll, requireField } from "./connections.ts";
import { readAs } from "./read-as.ts";
import { REVIEW_FIELDS, reviewNode, toReviewFacts } from "./review-nodes.ts";

/** A further page of one pull request's reviews. */
export interface ReviewPage {
  reviews: ReviewFacts[];
  /** Null at the end of the list. */
  nextCursor: string | null;
  /** GitHub's count of the whole list. */
  totalCount: number;
}

const pullRequestField = z.object({ reviews: connectionOf(reviewNode) });

/** The query for the next pages of `count` pull requests at once. */
export function writeReviewPagesQuery(count: number): string {
  return `
query ReviewPages(${writeEach(count, (place) => `$id${place}: ID!, $after${place}: String`, ", ")}) {
  ${writeEach(count, (place) => `p${place}: node(id: $id${place}) { ...page${place} }`, "\n  ")}
  rateLimit { cost remaining limit resetAt }
}
${writeEach(count, writePageFragment, "\n")}`;
}

function writePageFragment(place: number): string {
  return `fragment page${place} on PullRequest {
  reviews(first: 100, after: $after${place}) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {${REVIEW_FIELDS}
    }
  }
}`;
}

/**
 * The next pages of up to 10 pull requests' reviews, in one query: within one list pages follow one another, so several
 * lists are read side by side. There is one result for each owed list, in the same order.
 */
export async function fetchReviewPages(
  client: GitHubClient,
  owed: readonly OwedReviews[],
): Promise<Result<ReviewPage>[]> {
  const variables = Object.fromEntries(
    owed.flatMap(({ nodeId, cursor }, place) => [
      [`id${place}`, nodeId],
      // An empty cursor is the start of the list.
      [`after${place}`, cursor === "" ? null : cursor],
    ]),
  );
  const answer = await client.query<Record<string, unknown>>(
    { text: writeReviewPagesQuery(owed.length), name: "ReviewPages" },
    variables,
    pointsFor(owed.length),
  );
  return owed.map((item, place) =>
    readItem(() => parseReviewPage(requireField(answer, `p${place}`, `pull request ${item.nodeId}`), item)),
  );
}

function parseReviewPage(field: unknown, { id, nodeId }: OwedReviews): ReviewPage {
  const what = `reviews of pull request ${nodeId}`;
  const { reviews } = readAs(pullRequestField, field, what);
  const cleaner = createTextCleaner();
  return {
    reviews: requireAll(reviews.nodes, what).map((node) => toReviewFacts(node, slotOf(id), cleaner)),
    nextCursor: readNextCursor(reviews.pageInfo),
    totalCount: reviews.totalCount,
  };
}
