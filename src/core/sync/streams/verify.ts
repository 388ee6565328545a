import type { IsoTime, RepositoryId } from "../../../shared/ids.ts";
import { FailureError, retryPolicyOf } from "../../../shared/failures.ts";
import type { JobPayload } from "../../../shared/jobs/job-kinds.ts";
import { NO_FOLLOW_UP, type FollowUp, type SliceOutcome } from "../../../shared/slices.ts";
import {
  FRESH_CHECKPOINT,
  readCheckpoint,
  saveCheckpoint,
  type Checkpoint,
} from "../../database/checkpoint-store.ts";
import { toRowId } from "../../database/host-ids.ts";
import {
  readRepositoryAddress,
  renameRepository,
  saveGitHubCount,
  type RepositoryAddress,
} from "../../database/repository-store.ts";
import { fetchCounts, type RepositoryCount } from "../../github/counts.ts";
import { startCatchUp, startSweep } from "./checkpoint-advance.ts";
import { countInHalves } from "./count-in-halves.ts";
import { settle, settleDisabled, settleRefused } from "./settle.ts";
import { commit, type StreamContext } from "./stream.ts";

/** What GitHub's counts say is to be done with a repository. */
export type Verdict =
  /** Its list was never read to the end. */
  | "read"
  /** Something changed since the last reading. */
  | "catch-up"
  /** Nothing changed; the counts are to be compared. */
  | "compare";

/**
 * Whether rows and GitHub's count can be compared, or must be read first. An update in the very second of the
 * watermark may have come after the answer that set it, so it counts as a change.
 */
export function judge(
  checkpoint: Checkpoint | null,
  count: Pick<RepositoryCount, "totalCount" | "newestUpdatedAt">,
): Verdict {
  if (!checkpoint || checkpoint.phase !== "read") {
    // Nothing there, nothing stored: no list needs to be read to see that they agree.
    const isUntouched = !checkpoint || checkpoint.pages === 0;
    return isUntouched && count.totalCount === 0 ? "compare" : "read";
  }
  const { watermark } = checkpoint;
  if (watermark === null) return "read";
  return count.newestUpdatedAt !== null && count.newestUpdatedAt >= watermark ? "catch-up" : "compare";
}

/** Compares GitHub's counts with the stored rows, for many repositories in one query, and says what must be read. */
export async function verify(context: StreamContext, payload: JobPayload<"verify">): Promise<SliceOutcome> {
  const addresses = addressesOf(context, payload.repositoryIds);
  const follow: FollowUp = { read: [], readReviews: [], settled: [] };
  const counted = await countInHalves(context, addresses);
  commit(context, () => {
    for (const { address, count, asOf } of counted) {
      if (count.ok && toRowId(context.organization.slot, count.value.githubId) === address.id) {
        noteCount(context, address, count.value, asOf);
        conclude(context, address, count.value, asOf, follow);
        continue;
      }
      // A name that leads to another repository now: ours is gone.
      const failure = count.ok
        ? { code: "github/not-found" as const, detail: address.fullName }
        : count.failure;
      if (retryPolicyOf(failure) !== "gap") throw new FailureError(failure);
      settleRefused(context, address.id, failure);
      follow.settled.push(address.id);
    }
  });
  return { kind: "done", follow };
}

function conclude(
  context: StreamContext,
  { id, hasPullRequests }: RepositoryAddress,
  count: RepositoryCount,
  serverTime: IsoTime,
  follow: FollowUp,
): void {
  const { database, clock, slice } = context;
  // What the list said may be long ago: only with a count is it a verified zero.
  if (hasPullRequests === false && count.totalCount === 0) {
    settleDisabled(context, id, serverTime);
    follow.settled.push(id);
    return;
  }
  const checkpoint = readCheckpoint(database, "pull_requests", id);
  const verdict = judge(checkpoint, count);
  switch (verdict) {
    case "read":
      // Not one page could be read, so there is no moment from which to catch up.
      if (checkpoint?.phase === "read") {
        saveCheckpoint(database, "pull_requests", id, startSweep(checkpoint), null, clock.now());
      }
      follow.read.push(id);
      return;
    case "catch-up": {
      const again = startCatchUp(checkpoint ?? FRESH_CHECKPOINT);
      saveCheckpoint(database, "pull_requests", id, again, slice.lease, clock.now());
      follow.read.push(id);
      return;
    }
    case "compare":
      switch (settle(context, id, count.totalCount, serverTime)) {
        case "settled":
          follow.settled.push(id);
          return;
        case "owes-reviews":
          follow.readReviews.push(id);
          return;
        case "sweep-again":
          follow.read.push(id);
          return;
      }
  }
}

/** Counts repositories on GitHub for a plan, without judging them. A refusal is told in the report. */
export async function countRepositories(
  context: StreamContext,
  payload: JobPayload<"verify">,
): Promise<SliceOutcome> {
  const addresses = addressesOf(context, payload.repositoryIds).filter((it) => it.hasPullRequests !== false);
  if (addresses.length === 0) return { kind: "done", follow: NO_FOLLOW_UP };
  const { counts, serverTime } = await fetchCounts(context.client, addresses);
  commit(context, () => {
    for (const [index, address] of addresses.entries()) {
      const count = counts[index]!;
      if (count.ok) noteCount(context, address, count.value, serverTime);
    }
  });
  for (const [index, { id: repositoryId }] of addresses.entries()) {
    const count = counts[index]!;
    context.report(
      count.ok
        ? { kind: "repository-counted", repositoryId, ...pick(count.value) }
        : { kind: "repository-refused", repositoryId, failure: count.failure },
    );
  }
  return { kind: "done", follow: NO_FOLLOW_UP };
}

const pick = ({ totalCount, newestUpdatedAt }: RepositoryCount) => ({
  githubCount: totalCount,
  newestUpdatedAt,
});

function addressesOf(context: StreamContext, ids: readonly number[]): RepositoryAddress[] {
  return ids.flatMap((id) => readRepositoryAddress(context.database, id as RepositoryId) ?? []);
}

function noteCount(
  context: StreamContext,
  address: RepositoryAddress,
  count: RepositoryCount,
  serverTime: IsoTime,
): void {
  saveGitHubCount(context.database, address.id, count.totalCount, serverTime);
  renameRepository(context.database, address.id, count.fullName);
}
