import { z } from "zod";
import type { ReviewFacts } from "../database/pull-request-store.ts";
import { toRowId } from "../database/host-ids.ts";
import type { TextCleaner } from "./clean-text.ts";
import { FailureError } from "../../shared/failures.ts";

/** The author of anything: null for a deleted account, `Bot` and others for authors that are no users. */
export const actorNode = z.object({ login: z.string(), __typename: z.string() }).nullable();

/** Ids are asked for in both forms: the old one is deprecated and 32 bits wide, the new one absent on older hosts. */
export const databaseIds = {
  fullDatabaseId: z.union([z.string(), z.number()]).nullish(),
  databaseId: z.number().nullish(),
};

export const reviewNode = z.object({
  ...databaseIds,
  author: actorNode,
  state: z.string(),
  submittedAt: z.string().nullable(),
});

/** What a query must select of a review for `reviewNode`. */
export const REVIEW_FIELDS = `
  fullDatabaseId
  databaseId
  author { login __typename }
  state
  submittedAt`;

/** GitHub's number of a record. */
export function readDatabaseId(
  ids: { fullDatabaseId?: string | number | null | undefined; databaseId?: number | null | undefined },
  what: string,
): number {
  const id = Number(ids.fullDatabaseId ?? ids.databaseId ?? Number.NaN);
  if (Number.isSafeInteger(id) && id > 0) return id;
  throw new FailureError({ code: "github/bad-response", detail: `${what} has no usable id` });
}

/** A review as stored. */
export function toReviewFacts(
  node: z.output<typeof reviewNode>,
  slot: number,
  cleaner: TextCleaner,
): ReviewFacts {
  return {
    id: toRowId(slot, readDatabaseId(node, "a review")),
    authorLogin: cleaner.cleanOrNull(node.author?.login ?? null),
    authorKind: node.author?.__typename ?? null,
    state: node.state,
    submittedAt: node.submittedAt,
  };
}
