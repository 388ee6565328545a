import type Database from "better-sqlite3";
import { storeFailureOf } from "../connection.ts";

/** A table as its rows can be asked for. */
export interface TableShape {
  name: string;
  columns: readonly string[];
  /** The columns of its key, in order; null for a table whose rows are kept by rowid. */
  key: readonly string[] | null;
}

type Row = readonly unknown[];
interface Range {
  low: number;
  high: number;
}

const ALL_ROWIDS: Range = { low: 0, high: Number.MAX_SAFE_INTEGER };
/** Places looked at, evenly spread, between two damaged places. */
const EVEN_PROBES = 64;
/** A table with more holes than this is read no further: what is missing is fetched again. */
const MOST_HOLES = 10_000;

/**
 * Reads the rows of a damaged table that can be read: upwards until SQLite meets damage, downwards from the other end,
 * and then from places in between. Returns whether no damage was met. SQLite itself reads a table that way up to the
 * first damaged page only; better-sqlite3 has neither its recovery interface nor `sqlite_dbpage`.
 */
export function* readAround(database: Database.Database, table: TableShape): Generator<Row, boolean> {
  if (table.key !== null) return yield* readFromBothEnds(database, table, table.key);
  const read = rangeReader(database, table);
  const ranges = [ALL_ROWIDS];
  let holes = 0;
  for (let range = ranges.pop(); range && holes < MOST_HOLES; range = ranges.pop()) {
    const up = yield* read(range, "ASC");
    if (!up.isBroken) continue;
    holes += 1;
    const rest = { low: up.last === null ? range.low : up.last + 1, high: range.high };
    const down = yield* read(rest, "DESC");
    const hole = { low: rest.low, high: down.last === null ? rest.high : down.last - 1 };
    const readable = findReadable(database, table, hole);
    if (readable === null) continue;
    ranges.push({ low: hole.low, high: readable - 1 }, { low: readable, high: hole.high });
  }
  return holes === 0;
}

/** How a reading of a range ended, and the last rowid it gave. */
interface RangeEnd {
  last: number | null;
  isBroken: boolean;
}

function rangeReader(database: Database.Database, { name, columns }: TableShape) {
  return function* (range: Range, direction: "ASC" | "DESC"): Generator<Row, RangeEnd> {
    const sql = `SELECT rowid, ${columns.map(quote).join(", ")} FROM ${quote(name)}
      WHERE rowid BETWEEN ? AND ? ORDER BY rowid ${direction}`;
    let last: number | null = null;
    const isWhole = yield* readUntilDamage(database, sql, [range.low, range.high], ([rowid, ...row]) => {
      last = rowid as number;
      return row;
    });
    return { last, isBroken: !isWhole };
  };
}

/** Rows without a rowid have no place that could be guessed, so there is nothing between the two ends. */
function* readFromBothEnds(
  database: Database.Database,
  { name, columns }: TableShape,
  key: readonly string[],
): Generator<Row, boolean> {
  const select = `SELECT ${columns.map(quote).join(", ")} FROM ${quote(name)} ORDER BY`;
  const order = (direction: string): string =>
    key.map((column) => `${quote(column)} ${direction}`).join(", ");
  const asIs = (row: Row): Row => row;
  if (yield* readUntilDamage(database, `${select} ${order("ASC")}`, [], asIs)) return true;
  yield* readUntilDamage(database, `${select} ${order("DESC")}`, [], asIs);
  return false;
}

/** Gives rows until there are no more (true) or SQLite meets damage (false). */
function* readUntilDamage(
  database: Database.Database,
  sql: string,
  values: readonly number[],
  take: (row: Row) => Row,
): Generator<Row, boolean> {
  try {
    for (const row of database
      .prepare<unknown[], Row>(sql)
      .raw()
      .iterate(...values))
      yield take(row);
    return true;
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}

/** A rowid of the range from which SQLite can read on, or null when all places that were tried are damaged. */
function findReadable(database: Database.Database, { name }: TableShape, hole: Range): number | null {
  const sql = `SELECT rowid FROM ${quote(name)} WHERE rowid BETWEEN ? AND ? ORDER BY rowid LIMIT 1`;
  for (const place of placesIn(hole)) {
    try {
      const rowid = database.prepare<[number, number], number>(sql).pluck().get(place, hole.high);
      if (rowid !== undefined) return rowid;
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
  }
  return null;
}

/** Evenly spread, and ever closer to the low end: where ids begin is not known, and they lie close together. */
function placesIn({ low, high }: Range): Set<number> {
  const places = new Set<number>();
  for (let probe = 1; probe <= EVEN_PROBES; probe += 1) {
    places.add(low + Math.floor(((high - low) * probe) / (EVEN_PROBES + 1)));
  }
  for (let distance = high - low; distance >= 1; distance = Math.floor(distance / 2))
    places.add(low + distance);
  return places;
}

function isDamage(error: unknown): boolean {
  return storeFailureOf(error)?.code === "store/corrupt";
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
