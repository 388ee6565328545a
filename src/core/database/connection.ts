import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { FailureError, type Failure } from "../../shared/failures.ts";
import { findLacking, migrate, SCHEMA_VERSION } from "./migrate.ts";
import { createPrivateFile, prepareDirectory } from "./private-files.ts";

/** "ONRP": marks the file as Onramp's, as SQLite's `application_id` is meant for. */
export const APPLICATION_ID = 0x4f4e5250;

export const DATABASE_FILE = "onramp.db";

/** A connection that may read and write. */
export type WritableDatabase = Database.Database & { readonly mode?: "writable" };
/** A connection opened read-only: SQLite itself refuses its writes. */
export type ReadableDatabase = Database.Database;

/**
 * How long a connection waits for another's write lock, in SQLite, blocking its thread. Main's thread draws the
 * window, so it waits hardly at all and tries again asynchronously (`write-retry.ts`); workers may wait.
 */
export const LOCK_WAIT_MS = { main: 5, worker: 10_000 } as const;

/** Opens or creates the database, brings its schema up to date, and refuses a file it must not touch. */
export function openDatabase(dataDirectory: string, lockWaitMs: number): WritableDatabase {
  prepareDirectory(dataDirectory);
  const path = join(dataDirectory, DATABASE_FILE);
  const isNew = !existsSync(path);
  return withStoreFailures(() => {
    if (isNew) createPrivateFile(path);
    else refuseForeignOrNewer(path);
    const connection = new Database(path, { timeout: LOCK_WAIT_MS.worker });
    try {
      configure(connection);
      if ((connection.pragma("user_version", { simple: true }) as number) < SCHEMA_VERSION) {
        if (!isNew) backUp(connection, path);
        connection.pragma(`application_id = ${APPLICATION_ID}`);
        migrate(connection);
      }
      connection.pragma(`busy_timeout = ${lockWaitMs}`);
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  });
}

/**
 * Keeps checkpoints out of a connection's commits: whichever commit finds the WAL long copies it into the file, with an
 * fsync of its own, and that is nothing for the thread that draws the window. Workers' commits do it; only where none
 * come does this connection do it after all.
 */
export function leaveCheckpointsToOthers(connection: WritableDatabase): void {
  connection.pragma("wal_autocheckpoint = 16000");
}

/** Opens a database that is known to exist with this version's schema, for a worker's writes. */
export function openWorkerDatabase(dataDirectory: string): WritableDatabase {
  return withStoreFailures(() => {
    const connection = new Database(join(dataDirectory, DATABASE_FILE), {
      fileMustExist: true,
      timeout: LOCK_WAIT_MS.worker,
    });
    configure(connection);
    return connection;
  });
}

/** Opens the database for reading only. */
export function openReadableDatabase(dataDirectory: string): ReadableDatabase {
  return withStoreFailures(
    () =>
      new Database(join(dataDirectory, DATABASE_FILE), {
        fileMustExist: true,
        readonly: true,
        timeout: LOCK_WAIT_MS.worker,
      }),
  );
}

function configure(connection: Database.Database): void {
  connection.pragma("journal_mode = WAL");
  // better-sqlite3 is compiled with synchronous=NORMAL for WAL, which may lose the last commits on power loss.
  connection.pragma("synchronous = FULL");
  connection.pragma("foreign_keys = ON");
  // better-sqlite3 is compiled for 16 MB a connection. Rows are written once and in order; a quarter is as fast.
  connection.pragma("cache_size = -4096");
}

/**
 * Throws when the file is another application's or a newer version's, is no database, or lacks a part of its schema,
 * which is damage like any other. Looks through a connection that
 * cannot write: one that can would move a killed process's WAL into the file.
 */
export function refuseForeignOrNewer(path: string): void {
  try {
    look(path, path, { readonly: true });
  } catch (error) {
    const isHalfMade = error instanceof Database.SqliteError && error.code === "SQLITE_READONLY_ROLLBACK";
    if (!isHalfMade) throw error;
    lookBehindJournal(path);
  }
}

/**
 * A process that was killed when it had just created the file leaves a rollback journal. Only a connection that writes
 * can look behind it, by taking back what was half written: first in a copy, and in the file itself if it is ours.
 */
function lookBehindJournal(path: string): void {
  const copies = mkdtempSync(join(tmpdir(), "onramp-look-"));
  try {
    const copy = join(copies, DATABASE_FILE);
    for (const suffix of ["", "-journal"]) copyFileSync(path + suffix, copy + suffix);
    look(copy, path, {});
  } finally {
    rmSync(copies, { recursive: true, force: true });
  }
  look(path, path, {});
}

/** Looks at a file; `shownAs` is what a refusal calls it. */
function look(path: string, shownAs: string, options: Database.Options): void {
  const connection = new Database(path, { ...options, timeout: LOCK_WAIT_MS.worker });
  try {
    const version = connection.pragma("user_version", { simple: true }) as number;
    const applicationId = connection.pragma("application_id", { simple: true }) as number;
    const isUntouched = version === 0 && applicationId === 0 && tableCount(connection) === 0;
    if (isUntouched) return;
    if (applicationId !== APPLICATION_ID) {
      throw new FailureError({ code: "store/foreign-file", detail: shownAs });
    }
    if (version > SCHEMA_VERSION) {
      throw new FailureError({
        code: "store/newer-version",
        detail: `${shownAs} has schema ${version}; this Onramp knows up to ${SCHEMA_VERSION}`,
      });
    }
    const lacking = version === 0 ? null : findLacking(connection, version);
    if (lacking !== null) {
      throw new FailureError({ code: "store/corrupt", detail: `schema ${version} lacks its ${lacking}` });
    }
  } finally {
    connection.close();
  }
}

function tableCount(connection: Database.Database): number {
  return connection.prepare("SELECT count(*) FROM sqlite_schema").pluck().get() as number;
}

/** A copy beside the database before its schema changes; the WAL is emptied into the file first. */
function backUp(connection: Database.Database, path: string): void {
  connection.pragma("wal_checkpoint(TRUNCATE)");
  const version = connection.pragma("user_version", { simple: true }) as number;
  copyFileSync(path, `${path}.before-schema-${version + 1}`);
}

/** Runs a database operation; an error of SQLite's leaves as the failure it means. */
export function withStoreFailures<Value>(operate: () => Value): Value {
  try {
    return operate();
  } catch (error) {
    const failure = storeFailureOf(error);
    throw failure ? new FailureError(failure) : error;
  }
}

/** The failure that an error of SQLite's means, or null when it is not SQLite's. Codes: sqlite.org/rescode.html. */
export function storeFailureOf(error: unknown): Failure | null {
  if (!(error instanceof Database.SqliteError)) return null;
  const detail = `${error.code}: ${error.message}`;
  const primary = error.code.split("_").slice(0, 2).join("_");
  switch (primary) {
    case "SQLITE_BUSY":
    case "SQLITE_LOCKED":
      return { code: "store/busy", detail };
    case "SQLITE_FULL":
      return { code: "store/full", detail };
    case "SQLITE_CORRUPT":
    case "SQLITE_NOTADB":
      return { code: "store/corrupt", detail };
    case "SQLITE_IOERR":
      return { code: "store/io-error", detail };
    case "SQLITE_CANTOPEN":
    case "SQLITE_READONLY":
    case "SQLITE_PERM":
      return { code: "store/not-writable", detail };
    default:
      return { code: "internal/bug", detail };
  }
}
