import type { RepositoryId } from "../../../shared/ids.ts";
import { FailureError, type Failure } from "../../../shared/failures.ts";
import { NO_FOLLOW_UP } from "../../../shared/slices.ts";
import { FRESH_CHECKPOINT, readCheckpoint, saveCheckpoint } from "../../database/checkpoint-store.ts";
import {
  addStoredCounts,
  endOwedReviews,
  listOwedReviews,
  saveReviewPage,
  type OwedReviews,
} from "../../database/pull-request-store.ts";
import { fetchReviewPages, type ReviewPage } from "../../github/review-pages.ts";
import { commit, type RunStream, type StreamContext } from "./stream.ts";

/** Lists read side by side in one query; each is read to its end page by page. */
const LISTS_PER_QUERY = 10;

/**
 * Reads every review list of one repository that was longer than the page it came with. The counts are compared
 * afterwards by a verify job, because the pull requests themselves may have moved on meanwhile.
 */
export const readReviews: RunStream = async (context) => {
  const { slice, database } = context;
  const repositoryId = slice.subjectId as RepositoryId;
  let listsPerQuery = LISTS_PER_QUERY;
  for (let pages = 0; pages < slice.maxPages; pages += 1) {
    const owed = listOwedReviews(database, repositoryId, listsPerQuery);
    if (owed.length === 0) return { kind: "done", follow: NO_FOLLOW_UP };
    try {
      const pagesRead = await fetchReviewPages(context.client, owed);
      storePages(context, repositoryId, owed, pagesRead);
    } catch (error) {
      const isTooCostly = error instanceof FailureError && error.failure.code === "github/too-costly";
      if (!isTooCostly || listsPerQuery === 1) throw error;
      listsPerQuery = 1;
    }
  }
  return { kind: "yield" };
};

type ReadPage = { ok: true; value: ReviewPage } | { ok: false; failure: Failure };

function storePages(
  context: StreamContext,
  repositoryId: RepositoryId,
  owed: readonly OwedReviews[],
  pages: readonly ReadPage[],
): void {
  const { database, slice, clock } = context;
  const reviews = commit(context, () => {
    let stored = 0;
    for (const [index, item] of owed.entries()) {
      const page = pages[index]!;
      if (page.ok) {
        const { reviews, nextCursor, totalCount } = page.value;
        stored += saveReviewPage(database, item, reviews, nextCursor, totalCount);
      } else if (page.failure.code === "github/not-found") {
        // The pull request is gone, or hidden; verification names what is missing.
        endOwedReviews(database, item.id);
      } else throw new FailureError(page.failure);
    }
    addStoredCounts(database, repositoryId, { pullRequests: 0, reviews: stored });
    const checkpoint = readCheckpoint(database, "reviews", repositoryId) ?? FRESH_CHECKPOINT;
    const moved = { ...checkpoint, pages: checkpoint.pages + 1 };
    saveCheckpoint(database, "reviews", repositoryId, moved, slice.lease, clock.now());
    return stored;
  });
  context.report({ kind: "rows-stored", repositoryId, pullRequests: 0, reviews, githubCount: null });
}
