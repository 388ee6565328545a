import type { ReconciliationRow } from "./contract.ts";
import type { EpochMs, OrganizationId } from "./ids.ts";
import type { Insights, InsightScope } from "./insights.ts";
import type { LogPage, LogQuery } from "./log-entry.ts";

/** A long query, as it is handed to the reader's thread. */
export type ReaderTask =
  | { kind: "insights"; scope: InsightScope; now: EpochMs }
  | { kind: "search-log"; query: LogQuery }
  | { kind: "reconcile"; organizationId: OrganizationId; liveJobIds: ReadonlySet<number> }
  /** Brings the log's index up to date, so that the next search need not. */
  | { kind: "index-log" }
  /** Only proves that the thread works. */
  | { kind: "ping" };

export type ReaderTaskOf<Kind extends ReaderTask["kind"]> = Extract<ReaderTask, { kind: Kind }>;

/** What each task is answered with, inside a `Result`. */
export interface ReaderAnswers {
  insights: Insights;
  "search-log": LogPage;
  reconcile: ReconciliationRow[];
  "index-log": null;
  ping: null;
}

export type ReaderAnswer = ReaderAnswers[ReaderTask["kind"]];

/** Where the reader reads; given to its thread once, when it starts. */
export interface ReaderFolders {
  dataDirectory: string;
  logDirectory: string;
}
