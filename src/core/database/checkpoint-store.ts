import type { EpochMs, IsoTime } from "../../shared/ids.ts";
import type { Stream } from "../../shared/models.ts";
import type { ReadableDatabase, WritableDatabase } from "./connection.ts";
import { prepared } from "./prepared.ts";

/**
 * How far a stream of one repository or organization has come.
 * - `backfill`: reading the whole list by creation, newest first; `cursor` is the last page's end.
 * - `backfill-from-oldest`: a part of the list cannot be read from its new end, so it is read from the old one.
 * - `catch-up`: reading what was updated since `watermark`, newest update first.
 * - `read`: nothing is known to be missing; what remains is to verify.
 */
export interface Checkpoint {
  phase: "backfill" | "backfill-from-oldest" | "catch-up" | "read";
  cursor: string | null;
  /** Rows a page, as learnt from GitHub's answers for this repository; null before the first page. */
  pageSize: number | null;
  /** Grows with each sweep over the whole list; rows remember the sweep that saw them last. */
  sweep: number;
  /** Every change before this server time was in the list when the sweep under way began. */
  sweepStartedAt: IsoTime | null;
  /** Every change before this server time is stored. */
  watermark: IsoTime | null;
  /** Full sweeps made because counts differed, since counts last agreed. */
  looks: number;
  pages: number;
}

export const FRESH_CHECKPOINT: Checkpoint = {
  phase: "backfill",
  cursor: null,
  pageSize: null,
  sweep: 1,
  sweepStartedAt: null,
  watermark: null,
  looks: 0,
  pages: 0,
};

const COLUMNS = `phase, cursor, page_size AS pageSize, sweep, sweep_started_at AS sweepStartedAt,
  watermark, looks, pages`;

/** The checkpoint, or null when the stream was never begun. */
export function readCheckpoint(
  database: ReadableDatabase,
  stream: Stream,
  subjectId: number,
): Checkpoint | null {
  return (
    prepared<Checkpoint>(
      database,
      `SELECT ${COLUMNS} FROM checkpoints WHERE stream = ? AND subject_id = ?`,
    ).get(stream, subjectId) ?? null
  );
}

/**
 * Stores the checkpoint, signed with the lease under which a page was read; null for a change that is no progress. That
 * leaves the signature that is there: it does not undo the page before it.
 */
export function saveCheckpoint(
  database: WritableDatabase,
  stream: Stream,
  subjectId: number,
  checkpoint: Checkpoint,
  lease: { jobId: number; fence: number } | null,
  now: EpochMs,
): void {
  prepared(
    database,
    `INSERT INTO checkpoints (stream, subject_id, phase, cursor, page_size, sweep, sweep_started_at, watermark, looks,
       pages, job_id, fence, changed_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (stream, subject_id) DO UPDATE SET phase = excluded.phase, cursor = excluded.cursor,
       page_size = excluded.page_size, sweep = excluded.sweep, sweep_started_at = excluded.sweep_started_at,
       watermark = excluded.watermark, looks = excluded.looks, pages = excluded.pages,
       job_id = coalesce(excluded.job_id, job_id), fence = coalesce(excluded.fence, fence),
       changed_at_ms = excluded.changed_at_ms`,
  ).run(
    stream,
    subjectId,
    checkpoint.phase,
    checkpoint.cursor,
    checkpoint.pageSize,
    checkpoint.sweep,
    checkpoint.sweepStartedAt,
    checkpoint.watermark,
    checkpoint.looks,
    checkpoint.pages,
    lease?.jobId ?? null,
    lease?.fence ?? null,
    now,
  );
}

/** Whether a page was committed under this very lease: then the attempt made progress and is given back. */
export function committedUnderLease(database: ReadableDatabase, jobId: number, fence: number): boolean {
  return (
    prepared(database, "SELECT 1 FROM checkpoints WHERE job_id = ? AND fence = ? LIMIT 1").get(
      jobId,
      fence,
    ) !== undefined
  );
}

/** A person asks for another look: what differed before is fetched again once more. */
export function forgetLooks(database: WritableDatabase, subjectId: number): void {
  prepared(database, "UPDATE checkpoints SET looks = 0 WHERE subject_id = ? AND looks > 0").run(subjectId);
}
