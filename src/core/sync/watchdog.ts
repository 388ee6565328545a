import type { EpochMs } from "../../shared/ids.ts";
import type { StallCause } from "../../shared/models.ts";

/** What main knows of a slice at work. */
export interface SliceActivity {
  /** When it last made progress: a request answered or its answer grown, a page committed. */
  progressAt: EpochMs;
  /** When its thread last said anything. */
  heardAt: EpochMs;
  /** A declared wait: the governor has not granted it a request yet. */
  awaitsPermit: boolean;
  requestSince: EpochMs | null;
  commitSince: EpochMs | null;
}

export interface WatchdogSettings {
  /** Silence without a declared reason for this long is a stall. */
  stallAfterMs: number;
  /** A stall that lasts this much longer is ended: the request is aborted. */
  abortAfterMs: number;
  /** A slice that does not end then loses its thread; one whose thread does not answer loses it after this alone. */
  terminateAfterMs: number;
}

export const WATCHDOG_SETTINGS: WatchdogSettings = {
  stallAfterMs: 30_000,
  abortAfterMs: 10_000,
  terminateAfterMs: 5_000,
};

/** A thread that has said nothing for this long, although it is asked every second, does not answer. */
const ANSWER_WITHIN_MS = 5_000;

export type WatchdogVerdict =
  | { kind: "well" }
  | { kind: "stalled"; cause: StallCause; since: EpochMs; remedy: "wait" | "abort" | "terminate" };

/** Judges progress, not liveness: a thread that answers but gets nowhere is stalled too. */
export function watch(activity: SliceActivity, settings: WatchdogSettings, now: EpochMs): WatchdogVerdict {
  if (activity.awaitsPermit) return { kind: "well" };
  const silentMs = now - activity.progressAt;
  if (silentMs < settings.stallAfterMs) return { kind: "well" };
  const remedy = remedyFor(activity, silentMs - settings.stallAfterMs, settings, now);
  return { kind: "stalled", cause: diagnose(activity, now), since: activity.progressAt, remedy };
}

function remedyFor(
  { heardAt, commitSince }: SliceActivity,
  overdueMs: number,
  { stallAfterMs, abortAfterMs, terminateAfterMs }: WatchdogSettings,
  now: EpochMs,
): "wait" | "abort" | "terminate" {
  // A thread that has been deaf all the while hears no abort, and holds up every other slice on it.
  const isDeaf = commitSince === null && now - heardAt >= stallAfterMs;
  if (isDeaf && overdueMs >= terminateAfterMs) return "terminate";
  if (overdueMs < abortAfterMs) return "wait";
  return overdueMs < abortAfterMs + terminateAfterMs ? "abort" : "terminate";
}

function diagnose(activity: SliceActivity, now: EpochMs): StallCause {
  const isAnswering = now - activity.heardAt < ANSWER_WITHIN_MS;
  if (!isAnswering) return activity.commitSince !== null ? "database-locked" : "worker-not-answering";
  return activity.requestSince !== null ? "request-hung" : "unknown";
}
