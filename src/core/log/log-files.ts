import { closeSync, fstatSync, openSync, readdirSync, readSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { makePrivateFolder } from "../database/private-files.ts";

/*
 * The log's files: `log-000001.jsonl`, `log-000002.jsonl`, … Lines are only ever appended, to the file with the
 * highest number, and a file is never renamed. So several processes can write at once (an append is one write to
 * the end, wherever that is by then), and a line's place, its file and offset, stays its name for good.
 */

/** How much is kept: the oldest files are deleted beyond `maxFiles`. */
export interface LogFileLimits {
  maxFileBytes: number;
  maxFiles: number;
}

export interface LogFile {
  number: number;
  bytes: number;
}

const FILE_NAME = /^log-(\d{6,9})\.jsonl$/;
const LINE_BREAK = "\n".charCodeAt(0);

export const logFilePath = (directory: string, number: number): string =>
  join(directory, `log-${String(number).padStart(6, "0")}.jsonl`);

/** The log's files, oldest first. Files of other names are not the log's. */
export function listLogFiles(directory: string): LogFile[] {
  return readdirSync(directory)
    .flatMap((name) => {
      const number = Number(FILE_NAME.exec(name)?.[1] ?? 0);
      const bytes = statSync(join(directory, name), { throwIfNoEntry: false })?.size;
      return number === 0 || bytes === undefined ? [] : [{ number, bytes }];
    })
    .sort((one, other) => one.number - other.number);
}

/** The end of the log: where new lines go. */
export interface LogAppender {
  /**
   * Appends whole lines to the newest file, or to a new one when they do not fit. Returns how many bytes were
   * written: fewer than all when the disk takes no more. Throws what the file system throws when it takes none.
   */
  append(lines: Buffer): number;
  close(): void;
}

/** Opens the end of the log, creating the folder (readable by this user alone) if need be. */
export function openLogAppender(directory: string, limits: LogFileLimits): LogAppender {
  makePrivateFolder(directory);
  let current = openFile(directory, newestNumber(directory) ?? 1);
  pruneLogFiles(directory, limits.maxFiles);

  /** Moves to a file with room. Another process may have begun it already; an emptied folder is begun anew. */
  function makeRoom(bytesNeeded: number): void {
    const { size, nlink } = fstatSync(current.descriptor);
    const isFull = size > 0 && size + bytesNeeded > limits.maxFileBytes;
    if (!isFull && nlink > 0) return;
    makePrivateFolder(directory);
    const newest = newestNumber(directory) ?? 0;
    const next = openFile(directory, Math.max(newest, current.number + 1));
    closeSync(current.descriptor);
    current = next;
    pruneLogFiles(directory, limits.maxFiles);
  }

  return {
    append(lines) {
      makeRoom(lines.length);
      endTornLine(current);
      let written = 0;
      while (written < lines.length) {
        try {
          written += writeSync(current.descriptor, lines, written);
        } catch (error) {
          if (written === 0) throw error;
          break;
        }
      }
      return written;
    },
    close: () => closeSync(current.descriptor),
  };
}

interface OpenFile {
  number: number;
  descriptor: number;
  /** Whether it ends with half a line of another process. */
  isTorn: boolean;
}

function openFile(directory: string, number: number): OpenFile {
  const descriptor = openSync(logFilePath(directory, number), "a+", 0o600);
  const file = { number, descriptor, isTorn: isTorn(descriptor) };
  try {
    endTornLine(file);
  } catch {
    // A full disk keeps nobody from reading, or from making room: it is ended before the next line.
  }
  return file;
}

/** A process that ended in the middle of a write, and a disk that became full, leave half a line. */
function isTorn(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last[0] !== LINE_BREAK;
}

/** The next line must not be glued to half a one. */
function endTornLine(file: OpenFile): void {
  if (!file.isTorn) return;
  writeSync(file.descriptor, "\n");
  file.isTorn = false;
}

const newestNumber = (directory: string) => listLogFiles(directory).at(-1)?.number;

function pruneLogFiles(directory: string, maxFiles: number): void {
  for (const { number } of listLogFiles(directory).slice(0, -maxFiles)) {
    rmSync(logFilePath(directory, number), { force: true });
  }
}
