import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import {
  APPLICATION_ID,
  DATABASE_FILE,
  LOCK_WAIT_MS,
  openDatabase,
} from "../../../src/core/database/connection.ts";
import { migrate, MIGRATIONS, SCHEMA_VERSION } from "../../../src/core/database/migrate.ts";
import type { Migration } from "../../../src/core/database/migrations/migration.ts";
import { TestProcess } from "../../support/child-process.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const tablesOf = (database: Database.Database): unknown[] =>
  database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all();

const versionOf = (database: Database.Database): unknown => database.pragma("user_version", { simple: true });

const NEXT_STEPS: Migration[] = [
  { version: 1, name: "first", sql: "CREATE TABLE one (id INTEGER)" },
  { version: 2, name: "second", sql: "CREATE TABLE two (id INTEGER); DROP TABLE one" },
];

describe("a migration", () => {
  test("takes only the steps that the database has not taken", () => {
    const database = new Database(":memory:");
    migrate(database, NEXT_STEPS.slice(0, 1));
    database.exec("ALTER TABLE one RENAME TO renamed; CREATE TABLE one (id INTEGER)");
    migrate(database, NEXT_STEPS);
    expect(tablesOf(database)).toEqual(["renamed", "two"]);
    expect(versionOf(database)).toBe(2);
  });

  test("that fails halfway leaves the old schema whole", () => {
    const database = new Database(":memory:");
    migrate(database, NEXT_STEPS.slice(0, 1));
    const broken = { version: 2, name: "broken", sql: "CREATE TABLE two (id INTEGER); DROP TABLE missing" };
    expect(() => migrate(database, [...NEXT_STEPS.slice(0, 1), broken])).toThrow("missing");
    expect(tablesOf(database)).toEqual(["one"]);
    expect(versionOf(database)).toBe(1);
  });

  test("that is killed halfway leaves the old schema whole, and is taken at the next start (P3)", async () => {
    const directory = temporaryDirectory();
    const path = join(directory, DATABASE_FILE);
    const before = new Database(path);
    before.pragma("journal_mode = WAL");
    migrate(before, NEXT_STEPS.slice(0, 1));
    before.close();
    const child = new TestProcess(new URL("killed-migration.ts", import.meta.url), path);
    expect(await child.ended()).toBe("SIGKILL");
    const after = new Database(path);
    expect(after.pragma("integrity_check", { simple: true })).toBe("ok");
    expect(tablesOf(after)).toEqual(["one"]);
    expect(versionOf(after)).toBe(1);
    migrate(after, NEXT_STEPS);
    expect(tablesOf(after)).toEqual(["two"]);
    after.close();
  });

  test("of a stored database leaves a copy of the old one beside it (P3)", () => {
    const directory = temporaryDirectory();
    const path = join(directory, DATABASE_FILE);
    const old = new Database(path);
    old.exec(`PRAGMA journal_mode = WAL; PRAGMA application_id = ${APPLICATION_ID};
      CREATE TABLE kept (name TEXT); INSERT INTO kept VALUES ('before')`);
    old.close();
    const migrated = openDatabase(directory, LOCK_WAIT_MS.main);
    expect(versionOf(migrated)).toBe(SCHEMA_VERSION);
    migrated.close();
    const backup = new Database(`${path}.before-schema-1`, { readonly: true });
    expect(versionOf(backup)).toBe(0);
    expect(tablesOf(backup)).toEqual(["kept"]);
    expect(backup.prepare("SELECT name FROM kept").pluck().all()).toEqual(["before"]);
    backup.close();
  });
});

test("the steps are numbered one after another, so that none is skipped or taken twice", () => {
  expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
});
