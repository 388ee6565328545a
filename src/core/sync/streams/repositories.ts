import type { Failure } from "../../../shared/failures.ts";
import { NO_FOLLOW_UP } from "../../../shared/slices.ts";
import { saveListState } from "../../database/account-store.ts";
import {
  FRESH_CHECKPOINT,
  readCheckpoint,
  saveCheckpoint,
  type Checkpoint,
} from "../../database/checkpoint-store.ts";
import { readCachedAnswer, saveCachedAnswer, type CachedAnswer } from "../../database/http-cache-store.ts";
import { saveRepositories, type RepositoryFacts } from "../../database/repository-store.ts";
import { fetchRepositoryPage } from "../../github/repositories.ts";
import { startSweep } from "./checkpoint-advance.ts";
import { ListReading } from "./list-reading.ts";
import { commit, type RunStream, type StreamContext } from "./stream.ts";

/** Pages asked for at once, after the first has said how many there are. */
const PAGES_AT_ONCE = 4;

interface ListPage {
  repositories: RepositoryFacts[];
  lastPage: number;
  hidden: Failure | null;
}

/**
 * Reads the list of an organization's repositories, page by page, oldest first, so that new ones come at its end; and
 * again, should it have shifted meanwhile because one was deleted.
 */
export const readRepositories: RunStream = async (context) => {
  const { slice, database, organization } = context;
  const stored = readCheckpoint(database, "repositories", organization.id) ?? FRESH_CHECKPOINT;
  let checkpoint = stored.phase === "read" ? startSweep(stored) : stored;
  let hidden: Failure | null = null;
  // Unknown until an answer of this slice has told it: then one page is asked for.
  let lastPage = 0;
  const reading = new ListReading();
  for (let pages = 0; pages < slice.maxPages; pages += PAGES_AT_ONCE) {
    const first = Number(checkpoint.cursor ?? 1);
    const last = Math.min(first + PAGES_AT_ONCE - 1, lastPage);
    const numbers = Array.from({ length: Math.max(1, last - first + 1) }, (_, index) => first + index);
    const answers = await Promise.all(numbers.map((number) => fetchPage(context, number)));
    for (const [index, fetched] of answers.entries()) {
      const number = numbers[index]!;
      lastPage = fetched.page.lastPage;
      const isLast = number >= lastPage;
      hidden ??= fetched.page.hidden;
      const ids = fetched.page.repositories.map(({ id }) => id);
      reading.note(number, ids, fetched.isUnchanged);
      const isEnd = isLast && reading.isEnough(number);
      // Of a reading that only makes sure, there is nothing to tell.
      const isNews = isEnd || !reading.isKnown(number);
      checkpoint = { ...checkpoint, cursor: isLast ? null : String(number + 1), pages: checkpoint.pages + 1 };
      if (isNews) checkpoint = storePage(context, checkpoint, number, fetched, isEnd ? { hidden } : null);
      if (isEnd) {
        reading.logUnlessSteady(context, "repositories");
        return { kind: "done", follow: NO_FOLLOW_UP };
      }
      if (isLast) {
        reading.startAgain();
        break;
      }
    }
  }
  return { kind: "yield" };
};

/** A page of the list, and what to keep of it to ask for it conditionally next time. */
interface FetchedPage {
  page: ListPage;
  /** GitHub says that it is as it was when it was kept. */
  isUnchanged: boolean;
  keep: { path: string; answer: CachedAnswer } | null;
}

/** A page of the list, from GitHub or, when GitHub says that it has not changed, from the answer kept last time. */
async function fetchPage(context: StreamContext, number: number): Promise<FetchedPage> {
  const { database, client, organization } = context;
  const path = `${organization.id}/repositories?page=${number}`;
  const cached = readCachedAnswer(database, organization.accountId, path);
  const answer = await fetchRepositoryPage(client, organization, number, cached?.etag);
  if (answer.kind === "not-modified")
    return { page: JSON.parse(cached!.body) as ListPage, isUnchanged: true, keep: null };
  const { repositories, lastPage, hidden, etag } = answer;
  const page: ListPage = { repositories, lastPage, hidden };
  // A page that leaves something out must be asked for again: what it hides is no part of its etag.
  const isKept = etag !== null && hidden === null;
  return {
    page,
    isUnchanged: false,
    keep: isKept ? { path, answer: { etag, body: JSON.stringify(page) } } : null,
  };
}

function storePage(
  context: StreamContext,
  checkpoint: Checkpoint,
  number: number,
  { page, keep }: FetchedPage,
  end: { hidden: Failure | null } | null,
): Checkpoint {
  const { slice, database, organization, clock } = context;
  const moved: Checkpoint = { ...checkpoint, phase: end ? "read" : "backfill" };
  commit(context, () => {
    saveRepositories(database, page.repositories, checkpoint.sweep);
    if (keep) saveCachedAnswer(database, organization.accountId, keep.path, keep.answer);
    saveCheckpoint(database, "repositories", organization.id, moved, slice.lease, clock.now());
    if (end) saveListState(database, organization.id, { listedAt: clock.now(), hidden: end.hidden });
  });
  context.report({
    kind: "repositories-listed",
    repositoryIds: page.repositories.map(({ id }) => id),
    pagesLoaded: number,
    pagesTotal: page.lastPage,
    hidden: page.hidden,
  });
  return moved;
}
