import { failureOf } from "../../shared/failures.ts";
import type { ReaderAnswer, ReaderFolders, ReaderTask } from "../../shared/reader-tasks.ts";
import { assertNever, failed, ok, type Result } from "../../shared/result.ts";
import { openReadableDatabase, storeFailureOf, type ReadableDatabase } from "../database/connection.ts";
import { checkAndRepair } from "../database/recovery/check-and-repair.ts";
import { recoverDatabase } from "../database/recovery/recover-database.ts";
import { inspectDatabase } from "../diagnostics/inspect-database.ts";
import { reconcile } from "../diagnostics/reconcile.ts";
import { exportData } from "../export/export-data.ts";
import { KeptInsights } from "../insights/kept-insights.ts";
import { listScopeChoices } from "../insights/scope-choices.ts";
import { listLogFacets } from "../log/log-facets.ts";
import { closeLogIndex } from "../log/log-index.ts";
import { collectSupport } from "../support/collect-support.ts";
import { indexLog, searchLog } from "../log/search-log.ts";

/** Answers tasks one after the other, in whatever thread it lives. */
export interface TaskAnswerer {
  /** Never throws: what goes wrong is the answer. */
  answer(task: ReaderTask): Result<ReaderAnswer>;
  close(): void;
}

/**
 * Keeps its connections from the first query on. After an error they are closed and the next query opens new ones,
 * because a file may have been repaired or replaced meanwhile.
 */
export function createTaskAnswerer({ dataDirectory, logDirectory }: ReaderFolders): TaskAnswerer {
  let database: ReadableDatabase | null = null;
  let insights = new KeptInsights();

  function close(): void {
    database?.close();
    database = null;
    insights = new KeptInsights();
    closeLogIndex(logDirectory);
  }

  function perform(task: ReaderTask): ReaderAnswer {
    switch (task.kind) {
      case "insights":
        return insights.compute(openDatabase(), task.scope, task.now);
      case "export-data":
        return exportData(openDatabase(), task.request);
      case "scope-choices":
        return listScopeChoices(openDatabase(), task.organizationId);
      case "reconcile":
        return reconcile(openDatabase(), task.organizationId, task.liveJobIds);
      case "search-log":
        return searchLog(logDirectory, task.query);
      case "list-log-facets":
        return listLogFacets(logDirectory, openDatabase(), task.chosen);
      case "index-log":
        indexLog(logDirectory);
        return null;
      case "collect-support":
        return collectSupport(
          { database: openDatabase(), dataDirectory, logDirectory },
          task.facts,
          task.request,
        );
      case "inspect-database":
        return inspectDatabase(dataDirectory);
      case "check-database":
        return checkAndRepair(dataDirectory);
      case "recover-database":
        close();
        return recoverDatabase(dataDirectory, task.cause, task.now);
      case "ping":
        return null;
      default:
        return assertNever(task);
    }
  }

  function openDatabase(): ReadableDatabase {
    return (database ??= openReadableDatabase(dataDirectory));
  }

  return {
    answer(task) {
      try {
        return ok(perform(task));
      } catch (error) {
        close();
        return failed(storeFailureOf(error) ?? failureOf(error));
      }
    },
    close,
  };
}
