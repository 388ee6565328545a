import type { CommandInput, ReconciliationRow } from "./contract.ts";
import type { EpochMs, OrganizationId } from "./ids.ts";
import type { ExportRequest, ExportSummary } from "./export.ts";
import type { Insights, InsightScope, ScopeChoices } from "./insights.ts";
import type { LogFacets, LogPage, LogQuery } from "./log-entry.ts";
import type { SupportBundle, SupportFacts } from "./support.ts";
import type { CheckOutcome, RecoveryReport } from "./recovery.ts";

/** A long query, as it is handed to the reader's thread. */
export type ReaderTask =
  | { kind: "insights"; scope: InsightScope; now: EpochMs }
  | { kind: "scope-choices"; organizationId: OrganizationId }
  | { kind: "export-data"; request: ExportRequest }
  | { kind: "search-log"; query: LogQuery }
  | { kind: "list-log-facets"; chosen: Pick<LogQuery, "runId" | "repositoryId"> }
  | { kind: "reconcile"; organizationId: OrganizationId; liveJobIds: ReadonlySet<number> }
  /** Brings the log's index up to date, so that the next search need not. */
  | { kind: "index-log" }
  /** Puts together what an engineer needs to find a fault. */
  | { kind: "collect-support"; facts: SupportFacts; request: SupportRequest }
  /** Reads the whole database, and tries to write; changes nothing. */
  | { kind: "inspect-database" }
  /** Checks the whole database, and builds indexes anew that disagree with their tables. */
  | { kind: "check-database" }
  /** Replaces a damaged database by what can be saved of it. Nobody else may have it open. */
  | { kind: "recover-database"; cause: string; now: EpochMs }
  /** Only proves that the thread works. */
  | { kind: "ping" };

export type ReaderTaskOf<Kind extends ReaderTask["kind"]> = Extract<ReaderTask, { kind: Kind }>;

export type SupportRequest = CommandInput<"support.collect">;

/** What was looked at of a database that is sound and can be written. */
export interface DatabaseInspection {
  bytes: number;
  checkMs: number;
}

/** What each task is answered with, inside a `Result`. */
export interface ReaderAnswers {
  insights: Insights;
  "scope-choices": ScopeChoices;
  "export-data": ExportSummary;
  "search-log": LogPage;
  "list-log-facets": LogFacets;
  reconcile: ReconciliationRow[];
  "index-log": null;
  "collect-support": SupportBundle;
  "inspect-database": DatabaseInspection;
  "check-database": CheckOutcome;
  "recover-database": RecoveryReport;
  ping: null;
}

export type ReaderAnswer = ReaderAnswers[ReaderTask["kind"]];

/** Where the reader reads; given to its thread once, when it starts. */
export interface ReaderFolders {
  dataDirectory: string;
  logDirectory: string;
}
