import type { EpochMs } from "./ids.ts";
import type { FailureCode } from "./failures.ts";

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One fact in the local debug log. Redacted before it is written; holds no credential. */
export interface LogEntry {
  at: EpochMs;
  level: LogLevel;
  /** What happened, as a stable dotted name: `job.started`, `request.answered`, `run.ended`. */
  event: string;
  /** The same in words. */
  message: string;
  runId?: number;
  jobId?: number;
  organizationId?: number;
  repositoryId?: number;
  code?: FailureCode;
  /** Further facts: method, path, status, durationMs, requestId, counts. */
  data?: Record<string, string | number | boolean | null>;
}

/** What a log search asks for. All conditions must hold. */
export interface LogQuery {
  /** This level and above. */
  level?: LogLevel;
  /** Free text, matched anywhere in event, message and data. */
  search?: string;
  runId?: number;
  jobId?: number;
  repositoryId?: number;
  code?: FailureCode;
  /** Only entries before this one (for older pages). */
  before?: number;
  /** Only entries after this one (for a live tail). */
  after?: number;
  limit?: number;
}

/** An entry with its place in the index, which grows with time. */
export interface IndexedLogEntry extends LogEntry {
  sequence: number;
}

/** Newest last. */
export interface LogPage {
  entries: IndexedLogEntry[];
  /**
   * `before` of the query that goes on with older entries; null when the log's beginning was reached. More may match
   * although the page is not full: what takes long to find is looked for piece by piece.
   */
  olderBefore: number | null;
  /** `after` of the query that goes on with newer entries, whether any matched so far or not. */
  newerAfter: number;
}

/** By what the log can be narrowed, with names where they are known. */
export interface LogFacets {
  /** The newest first. */
  runs: { id: number; organization: string | null; startedAt: EpochMs | null }[];
  repositories: { id: number; fullName: string | null }[];
  codes: FailureCode[];
  /** Of the chosen run and repository, the newest first; not all where they are very many. */
  jobs: { id: number; kind: string | null; subject: string | null }[];
}
