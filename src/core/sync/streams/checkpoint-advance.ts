import type { IsoTime } from "../../../shared/ids.ts";
import type { Checkpoint } from "../../database/checkpoint-store.ts";
import { FRESH_CHECKPOINT } from "../../database/checkpoint-store.ts";

/** What a page of pull requests says about where the list stands. */
export interface PageFacts {
  serverTime: IsoTime;
  /** The newest update in the whole list; null when nothing is in it. */
  newestUpdatedAt: IsoTime | null;
  nextCursor: string | null;
  /** The update times of the page's rows, in its order. */
  updatedAts: readonly IsoTime[];
  /** Whether a row of the page had been seen in this very sweep already. */
  meetsSeenRows: boolean;
}

/** Where a stream stands after a page. */
export interface Advance {
  checkpoint: Checkpoint;
  /**
   * - `more`: pages remain.
   * - `read`: the list was read to its end over several answers; it may have changed between them.
   * - `read-in-one-answer`: nothing can have changed between answers, so this answer's count verifies it.
   */
  end: "more" | "read" | "read-in-one-answer";
}

/**
 * The checkpoint after a committed page. Newest-first by creation cannot shift while it is read: what is opened later
 * appears before the first page, and is caught up with by its update time.
 */
export function advance(checkpoint: Checkpoint, page: PageFacts): Advance {
  const sweepStartedAt = checkpoint.sweepStartedAt ?? heldUntil(page);
  const isWholeSweep = checkpoint.sweepStartedAt === null;
  const moved: Checkpoint = {
    ...checkpoint,
    cursor: page.nextCursor,
    sweepStartedAt,
    pages: checkpoint.pages + 1,
  };
  if (!isLastPage(checkpoint, page)) return { checkpoint: moved, end: "more" };
  return {
    checkpoint: { ...moved, phase: "read", cursor: null, watermark: sweepStartedAt, sweepStartedAt: null },
    end: isWholeSweep ? "read-in-one-answer" : "read",
  };
}

/**
 * Before when a sweep that begins with this answer holds every change, by the dates of the changes themselves: clocks are
 * set back, and the one that dates GitHub's answers need not be the one that dates its changes.
 */
function heldUntil({ serverTime, newestUpdatedAt }: PageFacts): IsoTime {
  if (newestUpdatedAt === null) return serverTime;
  const newestMs = Date.parse(newestUpdatedAt);
  // Until it is over, another change may come that is dated alike.
  const isSecondOver = newestMs + 1_000 <= Date.parse(serverTime);
  return isSecondOver ? new Date(newestMs + 1_000).toISOString().replace(".000Z", "Z") : newestUpdatedAt;
}

function isLastPage(checkpoint: Checkpoint, page: PageFacts): boolean {
  if (page.nextCursor === null) return true;
  switch (checkpoint.phase) {
    case "catch-up": {
      const oldest = page.updatedAts.at(-1);
      // Equal times are read again: GitHub's times are whole seconds, and the watermark's second was still running.
      return oldest !== undefined && checkpoint.watermark !== null && oldest < checkpoint.watermark;
    }
    case "backfill-from-oldest":
      return page.meetsSeenRows;
    case "backfill":
    case "read":
      return false;
  }
}

/** The checkpoint for reading the whole list once more, remembering what was learnt. */
export function startSweep(checkpoint: Checkpoint): Checkpoint {
  return {
    ...FRESH_CHECKPOINT,
    pageSize: checkpoint.pageSize,
    sweep: checkpoint.sweep + 1,
    looks: checkpoint.looks,
  };
}

/** The checkpoint for reading what was updated since its watermark. */
export function startCatchUp(checkpoint: Checkpoint): Checkpoint {
  return { ...checkpoint, phase: "catch-up", cursor: null };
}
