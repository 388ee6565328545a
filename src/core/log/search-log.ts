import { closeSync, openSync, readSync } from "node:fs";
import type Database from "better-sqlite3";
import { rankOf } from "./level-rank.ts";
import type { IndexedLogEntry, LogPage, LogQuery } from "../../shared/log-entry.ts";
import { prepared } from "../database/prepared.ts";
import { entryOf, showControls } from "./entry-line.ts";
import { followLogFiles } from "./follow-files.ts";
import { placeOf } from "./line-place.ts";
import { logFilePath } from "./log-files.ts";
import { withLogIndex } from "./log-index.ts";

const DEFAULT_LIMIT = 200;
const MAX_LIMIT = 1000;

/**
 * Finds entries of the log in this folder, up to the last one written, for a thread that may take its time: after
 * very much was logged, the index has to be brought up to date first (30 ms per 1,000 entries).
 *
 * Free text is split at spaces, and each word, or run of words in double quotes, must occur somewhere in event,
 * message, code or data, whatever the case. Without `after` the page holds the newest entries; with it, the oldest
 * ones after that place, so that a live tail misses none. Throws a `FailureError` with a `store/…` code when the
 * index can neither be read nor built.
 */
export function searchLog(directory: string, query: LogQuery): LogPage {
  return withLogIndex(directory, (index) => {
    followLogFiles(index, directory);
    return readPage(index, directory, query);
  });
}

/** Brings the index up to date, so that the next search need not. For a quiet moment after much was written. */
export function indexLog(directory: string): void {
  withLogIndex(directory, (index) => followLogFiles(index, directory));
}

interface FoundLine {
  sequence: number;
  bytes: number;
}

function readPage(index: Database.Database, directory: string, query: LogQuery): LogPage {
  const limit = Math.min(query.limit ?? DEFAULT_LIMIT, MAX_LIMIT);
  const isTail = query.after !== undefined;
  const { sql, values } = statementFor(query);
  const found = prepared<FoundLine>(index, sql).all(...values, limit + 1);
  const lines = found.slice(0, limit);
  if (!isTail) lines.reverse();
  return {
    entries: readEntries(directory, lines),
    hasOlder: !isTail && found.length > limit,
  };
}

/** A trigram is three characters; the index knows nothing shorter. */
const TRIGRAM_CHARACTERS = 3;

/** The query as SQL. Its last parameter is the limit. */
function statementFor(query: LogQuery): { sql: string; values: (string | number)[] } {
  const words = wordsOf(query.search ?? "");
  const trigrams = words.flatMap(trigramsOf);
  // With one of these few entries are left, and looking at each is quicker than finding the text among all.
  const isNarrow = [query.jobId, query.repositoryId, query.code].some((condition) => condition !== undefined);
  const usesTrigrams = trigrams.length > 0 && !isNarrow;
  const sequence = usesTrigrams ? "entry_trigrams.rowid" : "entries.sequence";

  const conditions: string[] = [];
  const values: (string | number)[] = [];
  const require = (condition: string, value: string | number) => {
    conditions.push(condition);
    values.push(value);
  };
  if (usesTrigrams) require("entry_trigrams MATCH ?", trigrams.map(quoteForFts).join(" AND "));
  if (query.before !== undefined) require(`${sequence} < ?`, query.before);
  if (query.after !== undefined) require(`${sequence} > ?`, query.after);
  if (query.runId !== undefined) require("entries.run_id = ?", query.runId);
  if (query.jobId !== undefined) require("entries.job_id = ?", query.jobId);
  if (query.repositoryId !== undefined) require("entries.repository_id = ?", query.repositoryId);
  if (query.code !== undefined) require("entries.code = ?", query.code);
  // Written out, not bound: SQLite uses a partial index only when it sees the same condition.
  if (query.level && query.level !== "debug") conditions.push(`entries.level >= ${rankOf(query.level)}`);
  for (const word of words) require("instr(entries.text, ?) > 0", word);

  // A cross join is SQLite's way of saying which table comes first.
  const from = usesTrigrams
    ? "entry_trigrams CROSS JOIN entries ON entries.sequence = entry_trigrams.rowid"
    : "entries";
  const where = conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "";
  const direction = query.after === undefined ? "DESC" : "ASC";
  return {
    sql: `SELECT entries.sequence, entries.bytes FROM ${from} ${where} ORDER BY ${sequence} ${direction} LIMIT ?`,
    values,
  };
}

/** The words to find, in the form in which the index holds text. */
function wordsOf(search: string): string[] {
  const words = search.matchAll(/"([^"]+)"|(\S+)/g);
  return Array.from(words, ([, quoted, word]) => showControls(quoted ?? word ?? "").toLowerCase());
}

function trigramsOf(word: string): string[] {
  const characters = Array.from(word);
  const count = Math.max(0, characters.length - TRIGRAM_CHARACTERS + 1);
  return Array.from({ length: count }, (_, start) =>
    characters.slice(start, start + TRIGRAM_CHARACTERS).join(""),
  );
}

/** A string of FTS5's query language, in which nothing else has a meaning. */
const quoteForFts = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** The entries themselves, from the files. Those of a file that was deleted just now are left out. */
function readEntries(directory: string, lines: FoundLine[]): IndexedLogEntry[] {
  const byFile = Map.groupBy(lines, ({ sequence }) => placeOf(sequence).file);
  return [...byFile].flatMap(([file, linesOfFile]) =>
    readFileEntries(logFilePath(directory, file), linesOfFile),
  );
}

function readFileEntries(path: string, lines: FoundLine[]): IndexedLogEntry[] {
  const descriptor = openIfPresent(path);
  if (descriptor === null) return [];
  try {
    return lines.flatMap(({ sequence, bytes }) => {
      const buffer = Buffer.allocUnsafe(bytes);
      const read = readSync(descriptor, buffer, 0, bytes, placeOf(sequence).offset);
      const entry = entryOf(buffer.toString("utf8", 0, read));
      return entry ? [{ ...entry, sequence }] : [];
    });
  } finally {
    closeSync(descriptor);
  }
}

function openIfPresent(path: string): number | null {
  try {
    return openSync(path, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
