import type { RunId } from "../../../shared/ids.ts";
import { NO_FOLLOW_UP } from "../../../shared/slices.ts";
import { FRESH_CHECKPOINT, readCheckpoint, saveCheckpoint } from "../../database/checkpoint-store.ts";
import { readCachedAnswer, saveCachedAnswer, type CachedAnswer } from "../../database/http-cache-store.ts";
import { finishMembers, forgetSeen, saveMembers } from "../../database/member-store.ts";
import { fetchMemberPage, type MemberPage } from "../../github/members.ts";
import { ListReading } from "./list-reading.ts";
import { commit, type RunStream, type StreamContext } from "./stream.ts";

/**
 * Reads every member of an organization; those that the list no longer holds have left. Should it have shifted while it
 * was read, because somebody left, it is read again.
 */
export const readMembers: RunStream = async (context) => {
  const { slice, database, organization, clock } = context;
  const seenInRun = slice.runId ?? (0 as RunId);
  const reading = new ListReading();
  let checkpoint = readCheckpoint(database, "members", organization.id) ?? FRESH_CHECKPOINT;
  for (let pages = 0; pages < slice.maxPages; pages += 1) {
    const number = Number(checkpoint.cursor ?? 1);
    const { page, isUnchanged, serverTime, keep } = await fetchPage(context, number);
    const isLast = !page.hasNext;
    const ids = page.members.map(({ id }) => id);
    reading.note(number, ids, isUnchanged);
    const isEnd = isLast && reading.isEnough(number);
    checkpoint = {
      ...checkpoint,
      cursor: isLast ? null : String(number + 1),
      pages: checkpoint.pages + 1,
    };
    const members = commit(context, () => {
      if (number === 1) forgetSeen(database, organization.id);
      const seen = saveMembers(database, organization.id, seenInRun, page.members);
      if (keep) saveCachedAnswer(database, organization.accountId, keep.path, keep.answer);
      saveCheckpoint(database, "members", organization.id, checkpoint, slice.lease, clock.now());
      return isEnd ? finishMembers(database, organization.id, seenInRun, serverTime) : seen;
    });
    context.report({ kind: "members-stored", members });
    if (isEnd) {
      reading.logUnlessSteady(context, "members");
      return { kind: "done", follow: NO_FOLLOW_UP };
    }
    if (isLast) reading.startAgain();
  }
  return { kind: "yield" };
};

/** What is kept of a page to ask for it conditionally next time. */
type ListPage = Pick<MemberPage, "members" | "hasNext">;

interface FetchedPage {
  page: ListPage;
  /** GitHub says that it is as it was when it was kept. */
  isUnchanged: boolean;
  serverTime: MemberPage["serverTime"];
  keep: { path: string; answer: CachedAnswer } | null;
}

async function fetchPage(
  { database, client, organization }: StreamContext,
  number: number,
): Promise<FetchedPage> {
  const path = `${organization.id}/members?page=${number}`;
  const cached = readCachedAnswer(database, organization.accountId, path);
  const answer = await fetchMemberPage(client, organization.login, number, cached?.etag);
  const { serverTime } = answer;
  if (answer.kind === "not-modified")
    return { page: JSON.parse(cached!.body) as ListPage, isUnchanged: true, serverTime, keep: null };
  const { members, hasNext, etag } = answer;
  const page: ListPage = { members, hasNext };
  const keep = etag === null ? null : { path, answer: { etag, body: JSON.stringify(page) } };
  return { page, isUnchanged: false, serverTime, keep };
}
