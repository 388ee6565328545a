import { closeSync, openSync, readSync } from "node:fs";
import type Database from "better-sqlite3";
import type { LogEntry } from "../../shared/log-entry.ts";
import { prepared } from "../database/prepared.ts";
import { entryOf } from "./entry-line.ts";
import { rankOf } from "./level-rank.ts";
import { sequenceOf } from "./line-place.ts";
import { listLogFiles, logFilePath, type LogFile } from "./log-files.ts";

/** What one transaction takes from a file; more than the longest line (`entry-line.ts`). */
const CHUNK_BYTES = 1024 * 1024;
const LINE_BREAK = "\n".charCodeAt(0);

/**
 * Brings the index up to the end of the files: takes in their new lines, and drops the entries of files that are
 * gone. Costs one look at the folder when there is nothing new. Stopped at any instant, it goes on from there:
 * entries and the offset they reach to are committed together.
 */
export function followLogFiles(index: Database.Database, directory: string): void {
  // Read before the files are looked at: they only grow, so none can seem shorter than what is indexed of it.
  const indexed = indexedFiles(index);
  const files = listLogFiles(directory);
  for (const number of indexed.keys()) {
    if (!files.some((file) => file.number === number)) forget(index, number);
  }
  for (const file of files) followFile(index, directory, file, indexed.get(file.number) ?? 0);
}

function followFile(index: Database.Database, directory: string, file: LogFile, indexedBytes: number): void {
  if (file.bytes === indexedBytes) return;
  // Put in the place of another file, or its end was lost in a power cut.
  if (file.bytes < indexedBytes) forget(index, file.number);
  const descriptor = openSync(logFilePath(directory, file.number), "r");
  try {
    while (index.transaction(() => takeChunk(index, file.number, descriptor)).immediate() > 0);
  } finally {
    closeSync(descriptor);
  }
}

/** Takes in the next whole lines; returns how many bytes they are. */
function takeChunk(index: Database.Database, file: number, descriptor: number): number {
  // Asked within the transaction: another thread may have come further.
  const start = indexedFiles(index).get(file) ?? 0;
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  const chunk = buffer.subarray(0, readSync(descriptor, buffer, 0, CHUNK_BYTES, start));
  const taken = chunk.length === CHUNK_BYTES ? endOfLines(chunk) || CHUNK_BYTES : endOfLines(chunk);
  for (let offset = 0; offset < taken;) {
    const lineEnd = chunk.indexOf(LINE_BREAK, offset);
    const end = lineEnd === -1 ? taken : lineEnd;
    const entry = entryOf(chunk.toString("utf8", offset, end));
    if (entry) insert(index, sequenceOf({ file, offset: start + offset }), end - offset, entry);
    offset = end + 1;
  }
  if (taken > 0) setIndexedBytes(index, file, start + taken);
  return taken;
}

/** Where the last whole line ends. What follows is still being written. */
const endOfLines = (chunk: Buffer) => chunk.lastIndexOf(LINE_BREAK) + 1;

function insert(index: Database.Database, sequence: number, bytes: number, entry: LogEntry): void {
  const text = searchTextOf(entry);
  prepared(index, "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)").run(
    sequence,
    bytes,
    rankOf(entry.level),
    entry.runId ?? null,
    entry.jobId ?? null,
    entry.repositoryId ?? null,
    entry.code ?? null,
    text,
  );
  prepared(index, "INSERT INTO entry_trigrams (rowid, text) VALUES (?, ?)").run(sequence, text);
}

/** What free text is matched against; data as `name=value`. */
function searchTextOf({ event, message, code, data }: LogEntry): string {
  const facts = Object.entries(data ?? {}).map(([name, value]) => `${name}=${value}`);
  return [event, message, ...(code ? [code] : []), ...facts].join(" ").toLowerCase();
}

/** How far each known file is indexed, in bytes, by its number. */
function indexedFiles(index: Database.Database): Map<number, number> {
  const rows = prepared<{ number: number; indexed_bytes: number }>(
    index,
    "SELECT number, indexed_bytes FROM files",
  ).all();
  return new Map(rows.map((row) => [row.number, row.indexed_bytes]));
}

function setIndexedBytes(index: Database.Database, file: number, bytes: number): void {
  prepared(index, "INSERT OR REPLACE INTO files (number, indexed_bytes) VALUES (?, ?)").run(file, bytes);
}

function forget(index: Database.Database, file: number): void {
  const range = [sequenceOf({ file, offset: 0 }), sequenceOf({ file: file + 1, offset: 0 }) - 1];
  index
    .transaction(() => {
      prepared(index, "DELETE FROM entry_trigrams WHERE rowid BETWEEN ? AND ?").run(...range);
      prepared(index, "DELETE FROM entries WHERE sequence BETWEEN ? AND ?").run(...range);
      prepared(index, "DELETE FROM files WHERE number = ?").run(file);
    })
    .immediate();
}
