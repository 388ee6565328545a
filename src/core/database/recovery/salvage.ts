import Database from "better-sqlite3";
import { storeFailureOf } from "../connection.ts";
import { FailureError } from "../../../shared/failures.ts";
import { readAround, type TableShape } from "./read-around.ts";

/** What became of one table. */
export interface SalvagedTable {
  name: string;
  saved: number;
  /** Neither damage was met while it was read, nor a row that the schema refuses, and no column was missing. */
  isWhole: boolean;
  /** False when the damaged table has not all columns: each row that was saved lacks something. */
  hasAllColumns: boolean;
}

/** Tables that hold nothing but copies of GitHub's answers, to be asked for again. */
const NOT_WORTH_SAVING = new Set(["http_cache"]);

/**
 * Copies what can be read of a damaged database into a fresh one with the present schema, in one transaction, parents
 * before children. The schema's own rules (types, checks, keys, foreign keys) tell rows from what only looks like rows.
 */
export function salvage(damaged: Database.Database, fresh: Database.Database): SalvagedTable[] {
  return fresh
    .transaction(() => listTables(fresh).map((table) => salvageTable(damaged, fresh, table)))
    .immediate();
}

function salvageTable(
  damaged: Database.Database,
  fresh: Database.Database,
  target: TableShape,
): SalvagedTable {
  const { name } = target;
  if (NOT_WORTH_SAVING.has(name)) return { name, saved: 0, isWhole: true, hasAllColumns: true };
  const found = columnsOf(damaged, name);
  const columns = target.columns.filter((column) => found.has(column));
  if (columns.length === 0) return { name, saved: 0, isWhole: false, hasAllColumns: true };
  const hasAllColumns = columns.length === target.columns.length;
  const save = fresh.prepare(
    `INSERT INTO "${name}" (${columns.map((column) => `"${column}"`).join(", ")})
     VALUES (${columns.map(() => "?").join(", ")})`,
  );
  const rows = readAround(damaged, { ...target, columns });
  let saved = 0;
  let refused = 0;
  for (let next = rows.next(); ; next = rows.next()) {
    if (next.done) {
      return { name, saved, isWhole: next.value && refused === 0 && hasAllColumns, hasAllColumns };
    }
    if (isAccepted(save, next.value)) saved += 1;
    else refused += 1;
  }
}

/** Stores a row unless the schema refuses it. */
function isAccepted(save: Database.Statement<unknown[]>, row: readonly unknown[]): boolean {
  try {
    save.run(...row);
    return true;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_CONSTRAINT")) return false;
    const failure = storeFailureOf(error);
    throw failure ? new FailureError(failure) : error;
  }
}

/** The tables in the order in which they were made: what a table refers to comes before it. */
function listTables(fresh: Database.Database): TableShape[] {
  const names = fresh
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY rowid",
    )
    .pluck()
    .all();
  const isWithoutRowid = fresh
    .prepare<[string], number>("SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?")
    .pluck();
  return names.map((name) => {
    const columns = fresh
      .prepare<[string], { name: string; pk: number }>("SELECT name, pk FROM pragma_table_info(?)")
      .all(name);
    const key = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk);
    return {
      name,
      columns: columns.map((column) => column.name),
      key: isWithoutRowid.get(name) === 1 ? key.map((column) => column.name) : null,
    };
  });
}

/** The columns that the damaged database has; none when its schema cannot be read. */
function columnsOf(damaged: Database.Database, table: string): Set<string> {
  try {
    const names = damaged.prepare<[string], string>("SELECT name FROM pragma_table_info(?)").pluck();
    return new Set(names.all(table));
  } catch {
    return new Set();
  }
}
