import type { ReconciliationRow } from "../../shared/contract.ts";
import type { Failure } from "../../shared/failures.ts";
import type { ExportRequest, ExportSummary } from "../../shared/export.ts";
import type { EpochMs, OrganizationId } from "../../shared/ids.ts";
import type { Insights, InsightScope, ScopeChoices } from "../../shared/insights.ts";
import type { LogFacets, LogPage, LogQuery } from "../../shared/log-entry.ts";
import type {
  DatabaseInspection,
  ReaderAnswer,
  ReaderAnswers,
  ReaderFolders,
  ReaderTask,
  ReaderTaskOf,
  SupportRequest,
} from "../../shared/reader-tasks.ts";
import type { CheckOutcome, RecoveryReport } from "../../shared/recovery.ts";
import type { SupportBundle, SupportFacts } from "../../shared/support.ts";
import { failed, type Result } from "../../shared/result.ts";
import { createTaskAnswerer } from "./answer-tasks.ts";
import { crashOf, startReaderThread, type ReaderThread } from "./reader-thread.ts";

/** A query whose thread dies is tried once more: the second death is the query's own doing. */
const MAX_ATTEMPTS = 2;

const CLOSED: Failure = { code: "usage/not-allowed-now", detail: "Onramp is closing" };

/** Long queries, off the main thread. No call rejects; what goes wrong comes back as a failure. */
export interface Reader {
  /** Starts the thread, which otherwise the first call does: soon it will be needed. */
  warmUp(): void;
  computeInsights(scope: InsightScope, now: EpochMs): Promise<Result<Insights>>;
  listScopeChoices(organizationId: OrganizationId): Promise<Result<ScopeChoices>>;
  /** Writes an organization's data as files; may take a while, so not where others wait. */
  exportData(request: ExportRequest): Promise<Result<ExportSummary>>;
  searchLog(query: LogQuery): Promise<Result<LogPage>>;
  /** By what the log can be narrowed. */
  listLogFacets(chosen: Pick<LogQuery, "runId" | "repositoryId">): Promise<Result<LogFacets>>;
  /** Brings the log's index up to date. */
  indexLog(): Promise<Result<null>>;
  reconcile(
    organizationId: OrganizationId,
    liveJobIds: ReadonlySet<number>,
  ): Promise<Result<ReconciliationRow[]>>;
  /** Puts together what an engineer needs to find a fault. */
  collectSupport(facts: SupportFacts, request: SupportRequest): Promise<Result<SupportBundle>>;
  /** Reads the whole database and tries to write, changing nothing; what is wrong with it is the failure. */
  inspectDatabase(): Promise<Result<DatabaseInspection>>;
  /** Checks the whole database, and repairs what a repair can mend. */
  checkDatabase(): Promise<Result<CheckOutcome>>;
  /** Recovers a damaged database that nobody has open. */
  recoverDatabase(cause: string, now: EpochMs): Promise<Result<RecoveryReport>>;
  /** Ends the thread. Calls that it has not answered, and later ones, get a failure. */
  close(): Promise<void>;
}

export interface ReaderOptions extends ReaderFolders {
  /** The thread's script: a source in a checkout, a bundled file in the app. */
  workerFile: URL;
  /** Hears of a thread that crashed, and of one that cannot be started; for the log. */
  onTrouble?: (failure: Failure) => void;
}

/**
 * Runs long queries in one thread of their own, in the order of the calls. The thread starts with the first call, or
 * with `warmUp`. One that dies is replaced, and its query tried once more. Where no thread can be started at all, the
 * queries run in the calling thread: slow answers are better than none. Close the reader before the database file is
 * replaced.
 */
export function createReader({ workerFile, onTrouble, ...folders }: ReaderOptions): Reader {
  let thread: Promise<ReaderThread | null> | null = null;
  let isClosed = false;
  const inProcess = createTaskAnswerer(folders);

  async function startThread(): Promise<ReaderThread | null> {
    if (isClosed) return null;
    const started = await startReaderThread(workerFile, folders, (failure) => {
      thread = null;
      onTrouble?.(failure);
    });
    if (started.ok) return started.value;
    onTrouble?.(started.failure);
    // Kept, so that not every query waits for another thread that will not come.
    thread = Promise.resolve(null);
    return null;
  }

  async function ask<Kind extends ReaderTask["kind"]>(
    task: ReaderTaskOf<Kind>,
  ): Promise<Result<ReaderAnswers[Kind]>> {
    // Which answer belongs to which task is lost between threads; `ReaderAnswers` is the agreement.
    return (await answer(task)) as Result<ReaderAnswers[Kind]>;
  }

  async function answer(task: ReaderTask, attempt = 1): Promise<Result<ReaderAnswer>> {
    const running = await (thread ??= startThread());
    if (isClosed) return failed(CLOSED);
    if (running === null) return inProcess.answer(task);
    try {
      return await running.run(task);
    } catch (error) {
      if (isClosed) return failed(CLOSED);
      const failure = crashOf("reader thread", error);
      onTrouble?.(failure);
      return attempt < MAX_ATTEMPTS ? answer(task, attempt + 1) : failed(failure);
    }
  }

  return {
    warmUp: () => void (thread ??= startThread()),
    computeInsights: (scope, now) => ask({ kind: "insights", scope, now }),
    listScopeChoices: (organizationId) => ask({ kind: "scope-choices", organizationId }),
    exportData: (request) => ask({ kind: "export-data", request }),
    indexLog: () => ask({ kind: "index-log" }),
    listLogFacets: (chosen) => ask({ kind: "list-log-facets", chosen }),
    searchLog: (query) => ask({ kind: "search-log", query }),
    reconcile: (organizationId, liveJobIds) => ask({ kind: "reconcile", organizationId, liveJobIds }),
    collectSupport: (facts, request) => ask({ kind: "collect-support", facts, request }),
    inspectDatabase: () => ask({ kind: "inspect-database" }),
    checkDatabase: () => ask({ kind: "check-database" }),
    recoverDatabase: (cause, now) => ask({ kind: "recover-database", cause, now }),
    async close() {
      isClosed = true;
      inProcess.close();
      await (await thread)?.stop();
    },
  };
}
