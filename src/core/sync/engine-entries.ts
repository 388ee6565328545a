import type { EpochMs } from "../../shared/ids.ts";
import type { LogEntry } from "../../shared/log-entry.ts";
import type { LeasedJob } from "../jobs/job-queue.ts";

/* What the supervisor has to say in the log. Pure. */

/** The time of day has moved by this much without so much time passing. */
export function timeJumpedEntry(jumpedMs: number, at: EpochMs): LogEntry {
  const minutes = Math.max(1, Math.round(Math.abs(jumpedMs) / 60_000));
  const message =
    jumpedMs > 0
      ? `This computer was asleep for about ${minutes} min, or its clock was put forward by as much.`
      : `This computer's clock was turned back by about ${minutes} min.`;
  return { at, level: "info", event: "machine.time-jumped", message, data: { jumpedMs } };
}

/** A job has made no progress for so long, without a known reason. */
export function stalledEntry(job: LeasedJob, cause: string, silentMs: number, at: EpochMs): LogEntry {
  return {
    at,
    level: "warn",
    event: "job.stalled",
    message: `The ${job.kind} job has made no progress for ${Math.round(silentMs / 1000)} s: ${cause}.`,
    runId: job.runId,
    jobId: job.lease.jobId,
    data: { cause, silentMs },
  };
}
