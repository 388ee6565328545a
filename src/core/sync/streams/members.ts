import type { RunId } from "../../../shared/ids.ts";
import { NO_FOLLOW_UP } from "../../../shared/slices.ts";
import { FRESH_CHECKPOINT, readCheckpoint, saveCheckpoint } from "../../database/checkpoint-store.ts";
import { finishMembers, saveMembers } from "../../database/member-store.ts";
import { fetchMemberPage } from "../../github/members.ts";
import { commit, type RunStream } from "./stream.ts";

/** Reads every member of an organization; those that the list no longer holds have left. */
export const readMembers: RunStream = async (context) => {
  const { slice, database, organization, client, clock } = context;
  const seenInRun = slice.runId ?? (0 as RunId);
  let checkpoint = readCheckpoint(database, "members", organization.id) ?? FRESH_CHECKPOINT;
  for (let pages = 0; pages < slice.maxPages; pages += 1) {
    const page = Number(checkpoint.cursor ?? 1);
    const answer = await fetchMemberPage(client, organization.login, page);
    const isLast = !answer.hasNext;
    checkpoint = { ...checkpoint, cursor: isLast ? null : String(page + 1), pages: checkpoint.pages + 1 };
    const members = commit(context, () => {
      const seen = saveMembers(database, organization.id, seenInRun, answer.members);
      saveCheckpoint(database, "members", organization.id, checkpoint, slice.lease, clock.now());
      return isLast ? finishMembers(database, organization.id, seenInRun, answer.serverTime) : seen;
    });
    context.report({ kind: "members-stored", members });
    if (isLast) return { kind: "done", follow: NO_FOLLOW_UP };
  }
  return { kind: "yield" };
};
