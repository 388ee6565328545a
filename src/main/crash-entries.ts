import { describeFailure, type Failure } from "../shared/failures.ts";
import type { EpochMs } from "../shared/ids.ts";
import type { LogEntry } from "../shared/log-entry.ts";

/** What the log says of the fault that ends the application: its last entry before the unexpected end. */
export function appCrashEntry(failure: Failure, thrown: unknown, now: EpochMs): LogEntry {
  const { title, sentence } = describeFailure(failure);
  return {
    at: now,
    level: "error",
    event: "app.crashed",
    message: `${title}. ${sentence}`,
    code: failure.code,
    data: {
      detail: failure.detail ?? null,
      stack: thrown instanceof Error ? (thrown.stack ?? null) : null,
    },
  };
}

/**
 * What the log says of a page that died, before it is loaded again. `reason` and `exitCode` as Electron has them (`render-process-gone`): crashed,
 * out of memory, killed from outside.
 */
export function windowCrashEntry(reason: string, exitCode: number, now: EpochMs): LogEntry {
  return {
    at: now,
    level: "error",
    event: "window.crashed",
    message: `The window's page died: ${reason}`,
    data: { reason, exitCode },
  };
}
