import type { FailureCode } from "../../../shared/failures.ts";
import type { EpochMs, JobId, RepositoryId, RunId } from "../../../shared/ids.ts";
import type { LogLevel } from "../../../shared/log-entry.ts";

/** A moment in the log. */
export interface LogPlace {
  sequence: number;
  at: EpochMs;
}

/** What of the log is looked at. */
export interface LogScope {
  /** The name is what the person reads. */
  repository?: { id: RepositoryId; name: string };
  runId?: RunId;
  jobId?: JobId;
  code?: FailureCode;
  level?: LogLevel;
  /** The place in the log to look at first, with what is around it; without it the newest entries. */
  around?: LogPlace;
  /** A job as the steps that it took, instead of its entries. */
  view?: "timeline";
}

/** The scope with one part changed; `undefined` takes it away. A timeline is of one job. */
export function changeScope(
  scope: LogScope,
  change: { [Part in keyof LogScope]?: LogScope[Part] | undefined },
): LogScope {
  const changed = { ...scope, ...change };
  if (changed.jobId === undefined) delete changed.view;
  const parts = Object.entries(changed).filter(([, value]) => value !== undefined);
  return Object.fromEntries(parts) as LogScope;
}
