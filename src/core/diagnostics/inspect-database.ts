import { statSync } from "node:fs";
import { join } from "node:path";
import { FailureError } from "../../shared/failures.ts";
import type { DatabaseInspection } from "../../shared/reader-tasks.ts";
import {
  DATABASE_FILE,
  openReadableDatabase,
  openWorkerDatabase,
  withStoreFailures,
} from "../database/connection.ts";
import { checkDatabase } from "../database/recovery/check-database.ts";

/** The engine's own commits hold the lock for some milliseconds each. */
const LOCK_PATIENCE_MS = 3_000;

/**
 * Reads every page of the database, and takes the right to write for an instant. Throws a `FailureError`:
 * `store/corrupt` with what is damaged, `store/busy` when another program keeps the lock, and what else is in the way.
 */
export function inspectDatabase(dataDirectory: string): DatabaseInspection {
  const startedAt = performance.now();
  readEveryPage(dataDirectory);
  tryToWrite(dataDirectory);
  const path = join(dataDirectory, DATABASE_FILE);
  const bytes = ["", "-wal"].reduce((sum, suffix) => sum + bytesOf(path + suffix), 0);
  return { bytes, checkMs: Math.round(performance.now() - startedAt) };
}

function readEveryPage(dataDirectory: string): void {
  const database = openReadableDatabase(dataDirectory);
  try {
    const findings = checkDatabase(database);
    switch (findings.kind) {
      case "sound":
        return;
      case "indexes-differ":
        throw new FailureError({
          code: "store/corrupt",
          detail: `indexes disagree with their tables: ${findings.indexes.join(", ")}`,
        });
      case "damaged":
        throw new FailureError({ code: "store/corrupt", detail: findings.cause });
    }
  } finally {
    database.close();
  }
}

function tryToWrite(dataDirectory: string): void {
  const database = openWorkerDatabase(dataDirectory);
  try {
    database.pragma(`busy_timeout = ${LOCK_PATIENCE_MS}`);
    withStoreFailures(() => database.exec("BEGIN IMMEDIATE; ROLLBACK"));
  } finally {
    database.close();
  }
}

function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
