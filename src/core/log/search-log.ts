import type Database from "better-sqlite3";
import type { LogPage, LogQuery } from "../../shared/log-entry.ts";
import { prepared } from "../database/prepared.ts";
import { followLogFiles } from "./follow-files.ts";
import { sequenceOf } from "./line-place.ts";
import { withLogIndex } from "./log-index.ts";
import { chooseSource, conditionsOf, indexedBy, type CandidateSource } from "./plan-search.ts";
import { readEntries, type FoundLine } from "./read-entries.ts";
import { wordsOf } from "./search-text.ts";

const DEFAULT_LIMIT = 200;
const MAX_LIMIT = 1000;
/** After so long an answer goes out with what was found, and says where to go on. */
const PATIENCE_MS = 25;

/**
 * Finds entries of the log in this folder, up to the last one written, for a thread that may take its time: after
 * very much was logged, the index has to be brought up to date first (40 ms per 1,000 entries).
 *
 * Free text is split at spaces, and each word, or run of words in double quotes, must occur somewhere in event,
 * message, code or data, whatever the case. Without `after` the page holds the newest entries; with it, the oldest
 * ones after that place, so that a live tail misses none. Text that no index can find, being very short or very
 * common, is looked for during `patienceMs`; the page says where to go on. Throws a `FailureError` with a `store/…`
 * code when the index can neither be read nor built.
 */
export function searchLog(directory: string, query: LogQuery, patienceMs = PATIENCE_MS): LogPage {
  return withLogIndex(directory, (index) => {
    followLogFiles(index, directory);
    // One moment for all looks: another thread may be taking in entries.
    return index.transaction(() => readPage(index, directory, query, patienceMs))();
  });
}

/** Brings the index up to date, so that the next search need not. For a quiet moment after much was written. */
export function indexLog(directory: string): void {
  withLogIndex(directory, (index) => followLogFiles(index, directory));
}

function readPage(index: Database.Database, directory: string, query: LogQuery, patienceMs: number): LogPage {
  const limit = Math.min(query.limit ?? DEFAULT_LIMIT, MAX_LIMIT);
  const isTail = query.after !== undefined;
  // One more than asked for tells whether there are more.
  const { lines, stoppedAt } = findLines(index, query, limit + 1, patienceMs);
  const shown = lines.slice(0, limit);
  const last = shown.at(-1)?.sequence;
  const goOnFrom = lines.length > limit && last !== undefined ? last : stoppedAt;
  if (!isTail) shown.reverse();
  return {
    entries: readEntries(directory, shown),
    olderBefore: isTail ? null : goOnFrom,
    newerAfter: isTail && goOnFrom !== null ? goOnFrom : newestSequence(index),
  };
}

interface Found {
  lines: FoundLine[];
  /** The bound to go on from when time ran out; null when everything was looked at, or enough was found. */
  stoppedAt: number | null;
}

/** Finds the first entries in the direction of the query, within the time. */
function findLines(index: Database.Database, query: LogQuery, most: number, patienceMs: number): Found {
  const words = wordsOf(query.search ?? "");
  const conditions = conditionsOf(query);
  const source = chooseSource(index, conditions, words);
  const where = [
    ...conditions,
    ...words.map((word) => ({ sql: "instr(entries.text, ?) > 0", values: [word] })),
  ];
  const isTail = query.after !== undefined;
  const find = (range: Range, limit: number): FoundLine[] => {
    const all = [...rangeConditions(range, source), ...where];
    const sql = `SELECT entries.sequence, entries.bytes FROM ${candidates(source)}
      WHERE ${all.map((condition) => condition.sql).join(" AND ")}
      ORDER BY ${sequenceIn(source)} ${isTail ? "ASC" : "DESC"} LIMIT ?`;
    return prepared<FoundLine>(index, sql).all(...all.flatMap(({ values }) => values), limit);
  };
  if (source.kind !== "many") return { lines: find(EVERYTHING, most), stoppedAt: null };

  const startedAt = performance.now();
  const lines: FoundLine[] = [];
  const ranges = rangesOf(index, query);
  for (const [place, range] of ranges.entries()) {
    lines.push(...find(range, most - lines.length));
    const isOver = performance.now() - startedAt >= patienceMs;
    if (lines.length >= most || place === ranges.length - 1) break;
    if (isOver) return { lines, stoppedAt: isTail ? range.end - 1 : range.start };
  }
  return { lines, stoppedAt: null };
}

/** Sequences from `start` on, up to and without `end`. */
interface Range {
  start: number;
  end: number;
}

const EVERYTHING: Range = { start: 0, end: Number.MAX_SAFE_INTEGER };

/** The log file by file, those between the query's bounds, in its direction. Looking at one takes some 8 ms. */
function rangesOf(index: Database.Database, { before, after }: LogQuery): Range[] {
  const numbers = prepared<{ number: number }>(index, "SELECT number FROM files ORDER BY number").all();
  const ranges: Range[] = [];
  for (const [place, { number }] of numbers.entries()) {
    const next = numbers[place + 1];
    const start = sequenceOf({ file: number, offset: 0 });
    const end = next ? sequenceOf({ file: next.number, offset: 0 }) : EVERYTHING.end;
    if (end - 1 > (after ?? -1) && start < (before ?? EVERYTHING.end)) ranges.push({ start, end });
  }
  return after === undefined ? ranges.toReversed() : ranges;
}

const rangeConditions = ({ start, end }: Range, source: CandidateSource) => [
  { sql: `${sequenceIn(source)} >= ? AND ${sequenceIn(source)} < ?`, values: [start, end] },
  ...(source.kind === "trigrams" ? [{ sql: "entry_trigrams MATCH ?", values: [source.match] }] : []),
];

const sequenceIn = (source: CandidateSource) =>
  source.kind === "trigrams" ? "entry_trigrams.rowid" : "entries.sequence";

function candidates(source: CandidateSource): string {
  switch (source.kind) {
    case "few":
    case "many":
      return `entries ${indexedBy(source.index)}`;
    case "trigrams":
      // A cross join is SQLite's way of saying which table comes first.
      return "entry_trigrams CROSS JOIN entries ON entries.sequence = entry_trigrams.rowid";
  }
}

function newestSequence(index: Database.Database): number {
  return (
    prepared<{ newest: number | null }>(index, "SELECT max(sequence) AS newest FROM entries").get()!.newest ??
    -1
  );
}
