import { statSync } from "node:fs";
import Database from "better-sqlite3";
import { FailureError } from "../../shared/failures.ts";
import { storeFailureOf } from "./connection.ts";
import { createPrivateFile } from "./private-files.ts";

/** A lock on a file, between threads and between processes. */
export interface FileLock {
  release(): void;
}

/** Kept here, because a connection that nobody refers to is closed when memory is tidied up, and its lock ends. */
const held = new Set<Database.Database>();

/** `shared` is had by many at once, `exclusive` by one, while nobody has it shared. */
const TAKE = { shared: "BEGIN; SELECT count(*) FROM sqlite_schema", exclusive: "BEGIN EXCLUSIVE" } as const;

/**
 * Takes a lock, or gives null when others are in the way for longer than `waitMs`. It is a transaction on a database of
 * its own, which stays empty: the operating system ends it with the process, however the process ends, so no stale lock
 * is ever left behind. Throws the store's failure when the file cannot be had at all.
 */
export function lockFile(path: string, mode: keyof typeof TAKE, waitMs: number): FileLock | null {
  createPrivateFile(path);
  const file = fileAt(path);
  const database = new Database(path, { timeout: waitMs });
  try {
    // To lock an empty database is to begin a first page: on a full disk its journal would find no room.
    database.pragma("journal_mode = MEMORY");
    database.exec(TAKE[mode]);
  } catch (error) {
    database.close();
    const failure = storeFailureOf(error);
    if (failure?.code === "store/busy") return null;
    throw failure ? new FailureError(failure) : error;
  }
  if (fileAt(path) !== file) {
    // Whoever forgets everything removes it, too: to hold what is gone would keep nobody out.
    database.close();
    return lockFile(path, mode, waitMs);
  }
  held.add(database);
  return {
    release() {
      held.delete(database);
      database.close();
    },
  };
}

/** Tells a file from a later one of the same name; null when there is none. */
function fileAt(path: string): bigint | null {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
}
