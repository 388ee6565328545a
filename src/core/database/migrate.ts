import Database from "better-sqlite3";
import { firstSchema } from "./migrations/0001-first-schema.ts";
import type { Migration } from "./migrations/migration.ts";

/** In order; the last one's version is what this Onramp writes. */
export const MIGRATIONS: readonly Migration[] = [firstSchema];

export const SCHEMA_VERSION = MIGRATIONS.at(-1)!.version;

/**
 * Brings a database to this version's schema, all steps in one transaction: after a crash the file holds the old
 * schema or the new one, never a mix. The caller has checked that the file is not newer, and made a backup.
 */
export function migrate(connection: Database.Database, steps: readonly Migration[] = MIGRATIONS): void {
  connection
    .transaction(() => {
      const from = connection.pragma("user_version", { simple: true }) as number;
      for (const step of steps) if (step.version > from) connection.exec(step.sql);
      connection.pragma(`user_version = ${steps.at(-1)!.version}`);
    })
    .immediate();
}

/** A table, index, view or trigger, with the statement that made it. */
interface SchemaObject {
  type: string;
  name: string;
  sql: string;
}

/**
 * Names what a database of a version lacks of that version's schema, such as `table settings`; null when it has all of
 * it. A version's steps never change once it is released, but a file can come from a build before that, or have been
 * edited. What somebody added, such as a view of their own, is no matter.
 */
export function findLacking(connection: Database.Database, version: number): string | null {
  const find = connection
    .prepare<[string, string, string], 1>(
      "SELECT 1 FROM sqlite_schema WHERE type = ? AND name = ? AND sql = ?",
    )
    .pluck();
  const lacking = schemaOf(version).find(({ type, name, sql }) => find.get(type, name, sql) === undefined);
  return lacking ? `${lacking.type} ${lacking.name}` : null;
}

const schemas = new Map<number, SchemaObject[]>();

/** What the steps up to a version make. */
function schemaOf(version: number): SchemaObject[] {
  let schema = schemas.get(version);
  if (!schema) schemas.set(version, (schema = makeSchema(version)));
  return schema;
}

function makeSchema(version: number): SchemaObject[] {
  const database = new Database(":memory:");
  const steps = MIGRATIONS.filter((step) => step.version <= version);
  migrate(database, steps);
  // Indexes that SQLite makes for itself have no statement.
  const made = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL";
  const schema = database.prepare<[], SchemaObject>(made).all();
  database.close();
  return schema;
}
