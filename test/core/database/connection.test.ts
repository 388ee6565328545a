import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { FailureError, type Failure } from "../../../src/shared/failures.ts";
import {
  APPLICATION_ID,
  DATABASE_FILE,
  LOCK_WAIT_MS,
  openDatabase,
  openReadableDatabase,
  openWorkerDatabase,
} from "../../../src/core/database/connection.ts";
import { SCHEMA_VERSION } from "../../../src/core/database/migrate.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const open = (directory: string) => openDatabase(directory, LOCK_WAIT_MS.main);
const fileOf = (directory: string): string => join(directory, DATABASE_FILE);

/** The failure with which a database is refused. */
function refusalOf(directory: string): Failure {
  try {
    open(directory).close();
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
    throw error;
  }
  throw new Error("the database was opened");
}

/** A database file made by hand. */
function makeFile(directory: string, sql: string): void {
  const database = new Database(fileOf(directory));
  database.exec(sql);
  database.close();
}

describe("a database", () => {
  test("is created with its directory, and opens again with what was stored", () => {
    const directory = join(temporaryDirectory(), "new", "folder");
    const created = open(directory);
    created.exec("INSERT INTO hosts VALUES (0, 'github.com', 'https://api.github.com')");
    created.close();
    const reopened = open(directory);
    expect(reopened.prepare("SELECT host FROM hosts").pluck().all()).toEqual(["github.com"]);
    reopened.close();
  });

  test("is marked as Onramp's, with the version of its schema", () => {
    const directory = temporaryDirectory();
    const database = open(directory);
    expect(database.pragma("application_id", { simple: true })).toBe(APPLICATION_ID);
    expect(database.pragma("user_version", { simple: true })).toBe(SCHEMA_VERSION);
    database.close();
  });

  test("forces every commit to the disk, on every connection that writes", () => {
    const directory = temporaryDirectory();
    const connections = [open(directory), openWorkerDatabase(directory)];
    for (const connection of connections) {
      expect(connection.pragma("journal_mode", { simple: true })).toBe("wal");
      expect(connection.pragma("synchronous", { simple: true })).toBe(2);
      expect(connection.pragma("foreign_keys", { simple: true })).toBe(1);
      connection.close();
    }
  });

  test("makes the window's thread wait hardly at all for a lock", () => {
    const directory = temporaryDirectory();
    const database = open(directory);
    expect(database.pragma("busy_timeout", { simple: true })).toBe(LOCK_WAIT_MS.main);
    database.close();
  });

  test("opened for reading refuses every write", () => {
    const directory = temporaryDirectory();
    open(directory).close();
    const reader = openReadableDatabase(directory);
    expect(() => reader.exec("DELETE FROM jobs")).toThrow("readonly");
    reader.close();
  });

  test("opened again and again gets no backup: its schema does not change", () => {
    const directory = temporaryDirectory();
    open(directory).close();
    open(directory).close();
    expect(readdirSync(directory)).toEqual([DATABASE_FILE]);
  });
});

describe("a file that must not be touched", () => {
  test("one from a newer Onramp is refused and stays as it was (P19)", () => {
    const directory = temporaryDirectory();
    open(directory).close();
    makeFile(directory, `PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    const before = readFileSync(fileOf(directory));
    expect(refusalOf(directory)).toMatchObject({
      code: "store/newer-version",
      detail: expect.stringContaining(`schema ${SCHEMA_VERSION + 1}`),
    });
    expect(readFileSync(fileOf(directory)).equals(before)).toBe(true);
  });

  test("one from a newer Onramp that was killed stays as it was, with what it had not yet moved into the file", () => {
    const made = temporaryDirectory();
    const newer = open(made);
    newer.pragma(`user_version = ${SCHEMA_VERSION + 1}`);
    // A copy taken while the database is open is what a killed process leaves behind.
    const directory = temporaryDirectory();
    const names = [DATABASE_FILE, `${DATABASE_FILE}-wal`];
    for (const name of names) copyFileSync(join(made, name), join(directory, name));
    newer.close();
    const before = names.map((name) => readFileSync(join(directory, name), "base64"));
    expect(refusalOf(directory).code).toBe("store/newer-version");
    expect(names.map((name) => readFileSync(join(directory, name), "base64"))).toEqual(before);
  });

  test("one of another application is refused and stays as it was", () => {
    const directory = temporaryDirectory();
    makeFile(directory, "PRAGMA application_id = 1234; CREATE TABLE recipes (name TEXT)");
    const before = readFileSync(fileOf(directory));
    expect(refusalOf(directory)).toEqual({ code: "store/foreign-file", detail: fileOf(directory) });
    expect(readFileSync(fileOf(directory)).equals(before)).toBe(true);
  });

  test("one of an application that marks nothing is refused too", () => {
    const directory = temporaryDirectory();
    makeFile(directory, "CREATE TABLE recipes (name TEXT)");
    expect(refusalOf(directory).code).toBe("store/foreign-file");
  });

  test("one that is no database at all is refused and stays as it was", () => {
    const directory = temporaryDirectory();
    const text = "Dear diary, ".repeat(1_000);
    writeFileSync(fileOf(directory), text);
    expect(refusalOf(directory).code).toBe("store/corrupt");
    expect(readFileSync(fileOf(directory), "utf8")).toBe(text);
  });
});

test("an empty file, as a crash at the very beginning leaves it, becomes a database", () => {
  const directory = temporaryDirectory();
  writeFileSync(fileOf(directory), "");
  const database = open(directory);
  expect(database.pragma("user_version", { simple: true })).toBe(SCHEMA_VERSION);
  database.close();
});

describe("a process that was killed when it had half written a new file", () => {
  /** The files as they lie there: a rollback journal beside what was written so far. */
  function leaveHalfWritten(directory: string, before: string): void {
    const made = temporaryDirectory();
    makeFile(made, before);
    const database = new Database(fileOf(made));
    database.pragma("cache_size = 1");
    database.exec("BEGIN; CREATE TABLE half (bytes BLOB)");
    for (let row = 0; row < 50; row += 1) database.exec("INSERT INTO half VALUES (zeroblob(3000))");
    for (const suffix of ["", "-journal"]) {
      copyFileSync(fileOf(made) + suffix, fileOf(directory) + suffix);
    }
    database.close();
  }

  test("does not keep the next one from starting (P3)", () => {
    const directory = temporaryDirectory();
    leaveHalfWritten(directory, "PRAGMA user_version = 0; VACUUM");
    const database = open(directory);
    expect(database.pragma("user_version", { simple: true })).toBe(SCHEMA_VERSION);
    expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
    expect(database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'half'").get()).toBeUndefined();
    database.close();
  });

  test("of another application leaves it as it is", () => {
    const directory = temporaryDirectory();
    leaveHalfWritten(directory, "CREATE TABLE recipes (name TEXT)");
    const before = readFileSync(fileOf(directory));
    expect(refusalOf(directory)).toEqual({ code: "store/foreign-file", detail: fileOf(directory) });
    expect(readFileSync(fileOf(directory)).equals(before)).toBe(true);
    expect(existsSync(`${fileOf(directory)}-journal`)).toBe(true);
  });
});

describe("a data directory that cannot be used", () => {
  test("is named, with the reason, when it is a file", () => {
    const directory = join(temporaryDirectory(), "file");
    writeFileSync(directory, "");
    expect(refusalOf(directory)).toEqual({ code: "store/not-writable", detail: `${directory} (EEXIST)` });
  });

  test("is named when this user may not write there, and nothing is written elsewhere (P18)", () => {
    const parent = temporaryDirectory();
    const directory = join(parent, "locked");
    mkdirSync(directory);
    chmodSync(parent, 0o755);
    chmodSync(directory, 0o555);
    // Root may write anywhere, so somebody else must try.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
    const script = fileURLToPath(new URL("open-database.ts", import.meta.url));
    const answer = execFileSync(process.execPath, [script, directory], { encoding: "utf8", ...nobody });
    expect(JSON.parse(answer)).toEqual({ code: "store/not-writable", detail: `${directory} (EACCES)` });
    expect(readdirSync(directory)).toEqual([]);
  });
});
