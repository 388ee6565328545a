import type { ReadableDatabase } from "./connection.ts";
import { prepared } from "./prepared.ts";

/** A number that changes with every commit of another connection (SQLite docs, "PRAGMA data_version"). */
export function dataVersionOf(database: ReadableDatabase): number {
  return prepared<{ data_version: number }>(database, "PRAGMA data_version").get()!.data_version;
}
