import { renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { storeFailureOf, withStoreFailures } from "../database/connection.ts";
import { createPrivateFile, makePrivateFolder } from "../database/private-files.ts";

/*
 * `log.db` finds entries; the files hold them. It is derived from the files alone, by reading them onward from
 * where it stopped, so any thread or process can bring it up to date, a missing one is simply far behind, and an
 * entry has the same sequence in every index that was ever built.
 */

const INDEX_FILE = "log.db";
/** Of the tables below; an index of another version is set aside and built anew. */
const INDEX_VERSION = 1;

/*
 * `text` is what free text searches: event, message, code and data in lower case. `entry_trigrams` finds candidates
 * for it by their three-character pieces; with `detail=none` it knows that a piece occurs, not where, at under half
 * the size, so a search still looks at `text`. The partial indexes make rare levels quick among many entries.
 */
const TABLES = `
  CREATE TABLE files (number INTEGER PRIMARY KEY, indexed_bytes INTEGER NOT NULL) STRICT;
  CREATE TABLE entries (
    sequence INTEGER PRIMARY KEY,
    bytes INTEGER NOT NULL,
    level INTEGER NOT NULL,
    run_id INTEGER,
    job_id INTEGER,
    repository_id INTEGER,
    code TEXT,
    text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX entries_by_run ON entries (run_id) WHERE run_id IS NOT NULL;
  CREATE INDEX entries_by_job ON entries (job_id) WHERE job_id IS NOT NULL;
  CREATE INDEX entries_by_repository ON entries (repository_id) WHERE repository_id IS NOT NULL;
  CREATE INDEX entries_by_code ON entries (code) WHERE code IS NOT NULL;
  CREATE INDEX entries_from_info ON entries (sequence) WHERE level >= 1;
  CREATE INDEX entries_from_warn ON entries (sequence) WHERE level >= 2;
  CREATE INDEX entries_from_error ON entries (sequence) WHERE level >= 3;
  CREATE VIRTUAL TABLE entry_trigrams USING fts5(
    text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1'
  );
  PRAGMA user_version = ${INDEX_VERSION};
`;

/** How long a thread waits for another one that brings the index up to date. */
const LOCK_WAIT_MS = 10_000;

interface OpenIndex {
  database: Database.Database;
  /** Tells whether the file at the path is still the one that is open. */
  inode: bigint;
}

/** This thread's connections, by folder. They stay open until the thread ends. */
const openIndexes = new Map<string, OpenIndex>();

/**
 * Uses the folder's index, building it when there is none. A damaged one is set aside as `log.db.damaged` and
 * built anew, once. Throws a `FailureError` with a `store/…` code when that does not help.
 */
export function withLogIndex<Value>(directory: string, use: (index: Database.Database) => Value): Value {
  return withStoreFailures(() => {
    try {
      return use(connect(directory));
    } catch (error) {
      if (!isDamage(error)) throw error;
      setAside(directory);
      return use(connect(directory));
    }
  });
}

/** Closes this thread's connection to the folder's index, so that the folder can be moved or deleted. */
export function closeLogIndex(directory: string): void {
  openIndexes.get(directory)?.database.close();
  openIndexes.delete(directory);
}

class UnknownIndexError extends Error {}

const isDamage = (error: unknown): boolean =>
  error instanceof UnknownIndexError || storeFailureOf(error)?.code === "store/corrupt";

function connect(directory: string): Database.Database {
  const path = join(directory, INDEX_FILE);
  const open = openIndexes.get(directory);
  if (open && inodeOf(path) === open.inode) return open.database;
  closeLogIndex(directory);
  makePrivateFolder(directory);
  createPrivateFile(path);
  const database = new Database(path, { timeout: LOCK_WAIT_MS });
  openIndexes.set(directory, { database, inode: inodeOf(path)! });
  database.pragma("journal_mode = WAL");
  // Derived data: after a power cut it is rebuilt if need be, which is cheaper than an fsync at each checkpoint.
  database.pragma("synchronous = OFF");
  database.transaction(() => createTables(database)).immediate();
  return database;
}

function createTables(database: Database.Database): void {
  const version = database.pragma("user_version", { simple: true });
  if (version === INDEX_VERSION) return;
  const tables = database.prepare("SELECT count(*) FROM sqlite_schema").pluck().get();
  if (version !== 0 || tables !== 0) throw new UnknownIndexError(`log.db has version ${String(version)}`);
  database.exec(TABLES);
}

/**
 * Moves the index out of the way, unless another thread has just done so. Its connection notices by the inode.
 */
function setAside(directory: string): void {
  const path = join(directory, INDEX_FILE);
  const damaged = openIndexes.get(directory)?.inode;
  closeLogIndex(directory);
  if (damaged !== undefined && inodeOf(path) !== damaged) return;
  for (const suffix of ["", "-wal", "-shm"]) {
    rmSync(`${path}.damaged${suffix}`, { force: true });
    if (inodeOf(path + suffix) !== undefined) renameSync(path + suffix, `${path}.damaged${suffix}`);
  }
}

const inodeOf = (path: string): bigint | undefined =>
  statSync(path, { bigint: true, throwIfNoEntry: false })?.ino;
