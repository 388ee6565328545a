import { closeSync, openSync, statSync, writeSync } from "node:fs";
import Database from "better-sqlite3";
import { migrate } from "../migrate.ts";
import { PAGE_BYTES } from "./torn-page.ts";

const HEADER_BYTES = 100;

/** Offsets in the header of a database file (sqlite.org/fileformat2.html, section 1.3). */
const AT = {
  writeVersion: 18,
  readVersion: 19,
  pageCount: 28,
  freelistTrunk: 32,
  freelistCount: 36,
} as const;
const WAL_VERSION = 2;

/**
 * Makes a copy of a damaged database readable whose header or schema is lost: without them, SQLite finds nothing. What
 * stood there is known, because a database is made by the same steps in the same order: a fresh one has the same pages.
 * First only the header is replaced, then all pages of the schema.
 */
export function mendSchema(copy: string): void {
  // An empty file would become a database by being opened.
  if (statSync(copy).size === 0 || readsSchema(copy)) return;
  const pages = makeSchemaPages();
  const header = pages.get(1)!.subarray(0, HEADER_BYTES);
  for (const replacement of [new Map([[1, header]]), pages]) {
    writePages(copy, replacement);
    if (readsSchema(copy)) return;
  }
}

/** The pages of a fresh database that hold its schema, by number from 1. */
function makeSchemaPages(): Map<number, Buffer> {
  const fresh = new Database(":memory:");
  migrate(fresh);
  const image = fresh.serialize();
  const numbers = fresh
    .prepare<[], number>("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'")
    .pluck()
    .all();
  fresh.close();
  const pages = new Map(
    numbers.map((number) => [number, image.subarray((number - 1) * PAGE_BYTES, number * PAGE_BYTES)]),
  );
  const first = pages.get(1)!;
  first[AT.writeVersion] = WAL_VERSION;
  first[AT.readVersion] = WAL_VERSION;
  // The copy is only read: pages that nobody uses are not looked for.
  first.writeUInt32BE(0, AT.freelistTrunk);
  first.writeUInt32BE(0, AT.freelistCount);
  return pages;
}

function writePages(path: string, pages: ReadonlyMap<number, Buffer>): void {
  const pageCount = Math.ceil(statSync(path).size / PAGE_BYTES);
  const file = openSync(path, "r+");
  try {
    for (const [number, page] of pages) {
      if (number === 1) page.writeUInt32BE(pageCount, AT.pageCount);
      writeSync(file, page, 0, page.length, (number - 1) * PAGE_BYTES);
    }
  } finally {
    closeSync(file);
  }
}

function readsSchema(path: string): boolean {
  const database = new Database(path);
  try {
    const tables = "SELECT count(*) FROM sqlite_schema WHERE type = 'table'";
    return (database.prepare<[], number>(tables).pluck().get() ?? 0) > 0;
  } catch {
    return false;
  } finally {
    database.close();
  }
}
