import { closeSync, openSync, readSync } from "node:fs";
import type { IndexedLogEntry } from "../../shared/log-entry.ts";
import { entryOf } from "./entry-line.ts";
import { placeOf } from "./line-place.ts";
import { logFilePath } from "./log-files.ts";

/** Where the index says that a line lies, and how long it is. */
export interface FoundLine {
  sequence: number;
  bytes: number;
}

/** The entries themselves, from the files. Those of a file that was deleted just now are left out. */
export function readEntries(directory: string, lines: readonly FoundLine[]): IndexedLogEntry[] {
  const byFile = Map.groupBy(lines, ({ sequence }) => placeOf(sequence).file);
  return [...byFile].flatMap(([file, linesOfFile]) =>
    readFileEntries(logFilePath(directory, file), linesOfFile),
  );
}

function readFileEntries(path: string, lines: readonly FoundLine[]): IndexedLogEntry[] {
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
