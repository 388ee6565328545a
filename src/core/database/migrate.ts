import type Database from "better-sqlite3";
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
