import type { LogEntry, LogLevel } from "../../shared/log-entry.ts";
import { FailureError } from "../../shared/failures.ts";
import { folderFailureOf } from "../database/private-files.ts";
import type { Clock } from "../ports.ts";
import { lineOf } from "./entry-line.ts";
import { rankOf } from "./level-rank.ts";
import { openLogAppender, type LogAppender } from "./log-files.ts";
import type { Redactor } from "./redact.ts";

/** The writing end of the local debug log. */
export interface Log {
  /**
   * Takes an entry: redacts it at once, and writes it within `WRITE_DELAY_MS`, in the order of the calls. A
   * warning or an error is in the file when this returns, with all that came before it. Never throws. When the
   * disk takes no more, entries wait in memory; beyond a bound the new ones are dropped, counted, and the log
   * says so as soon as it can be written again.
   */
  write(entry: LogEntry): void;
  /** Writes what waits. Already done when this returns its promise, so it also serves in an exit handler. */
  flush(): Promise<void>;
  /** Flushes, and ends the log: entries that come later are dropped. */
  close(): Promise<void>;
}

export interface LogOptions {
  /** The log's own folder: `logs` in the data directory. */
  directory: string;
  clock: Clock;
  /** Shared with whoever learns of secrets. */
  redactor: Redactor;
  /** Entries below it are not kept. Default `debug`: all are. */
  minimumLevel?: LogLevel;
  /** Default 8 MiB, about 30,000 entries. */
  maxFileBytes?: number;
  /** Default 6. The index is about twice as large as the files, so the folder stays below 150 MB. */
  maxFiles?: number;
  /** Called after entries have reached the file: the index can take them in, a live tail can look. */
  onWritten?: () => void;
}

/**
 * The longest that an entry below `warn` waits in memory. It is what `kill -9` can cost. There is no fsync: a
 * power cut can cost what the operating system had not yet written, some seconds; the log is a witness, not the
 * truth, and an fsync would hold the window's thread for tens of milliseconds on a slow disk.
 */
const WRITE_DELAY_MS = 200;
/** Enough lines for one write, whatever the time. */
const FULL_BATCH_BYTES = 64 * 1024;
/** What may wait in memory while the disk is full. */
const MAX_WAITING_BYTES = 1024 * 1024;

const DEFAULT_MAX_FILE_BYTES = 8 * 1024 * 1024;
const DEFAULT_MAX_FILES = 6;

/**
 * Opens the log for writing. Only files are written here, since this runs on the thread that draws the window;
 * the index follows them in a reader's thread (`search-log.ts`). Throws a `FailureError` with
 * `store/not-writable` when the folder cannot be written, `store/full` when there is no room to make it.
 */
export function openLog(options: LogOptions): Log {
  const { clock, redactor, minimumLevel = "debug" } = options;
  const appender = openAppender(options);
  /** Redacted lines in order. The first can be the rest of a line that the disk took only half of. */
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let dropped = 0;
  let cancelWrite: (() => void) | null = null;
  let isClosed = false;

  function keep(entry: LogEntry): void {
    const line = Buffer.from(`${lineOf(entry, redactor.redact)}\n`);
    waiting.push(line);
    waitingBytes += line.length;
  }

  function writeWaiting(): void {
    cancelWrite?.();
    cancelWrite = null;
    if (waitingBytes === 0) return;
    const lines = Buffer.concat(waiting);
    const written = tryToAppend(appender, lines);
    const rest = lines.subarray(written);
    waiting = rest.length === 0 ? [] : [rest];
    waitingBytes = rest.length;
    if (written > 0) options.onWritten?.();
    if (waitingBytes > 0) writeSoon();
    else if (dropped > 0) reportDropped();
  }

  function writeSoon(): void {
    cancelWrite ??= clock.after(WRITE_DELAY_MS, writeWaiting);
  }

  function reportDropped(): void {
    const message = `${dropped} entries were lost while the log could not be written`;
    keep({ at: clock.now(), level: "warn", event: "log.dropped", message, data: { entries: dropped } });
    dropped = 0;
    writeWaiting();
  }

  return {
    write(entry) {
      if (isClosed || rankOf(entry.level) < rankOf(minimumLevel)) return;
      if (waitingBytes > MAX_WAITING_BYTES) dropped += 1;
      else keep(entry);
      if (rankOf(entry.level) >= rankOf("warn") || waitingBytes >= FULL_BATCH_BYTES) writeWaiting();
      else writeSoon();
    },
    flush() {
      writeWaiting();
      return Promise.resolve();
    },
    close() {
      if (isClosed) return Promise.resolve();
      isClosed = true;
      writeWaiting();
      cancelWrite?.();
      appender.close();
      return Promise.resolve();
    },
  };
}

function openAppender(options: LogOptions): LogAppender {
  try {
    const { directory, maxFileBytes = DEFAULT_MAX_FILE_BYTES, maxFiles = DEFAULT_MAX_FILES } = options;
    return openLogAppender(directory, { maxFileBytes, maxFiles });
  } catch (error) {
    throw new FailureError(folderFailureOf(error, options.directory));
  }
}

/** How much reached the file. None is no loss: what was not written waits, and what cannot wait is counted. */
function tryToAppend(appender: LogAppender, lines: Buffer): number {
  try {
    return appender.append(lines);
  } catch {
    return 0;
  }
}
