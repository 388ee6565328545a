import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { listLogFiles, logFilePath } from "../core/log/log-files.ts";
import { sequenceOf } from "../core/log/line-place.ts";
import type { EpochMs } from "../shared/ids.ts";
import type { LogEntry } from "../shared/log-entry.ts";
import type { UnexpectedEnd } from "../shared/models.ts";

/*
 * `running.json` lies in the data directory while the application runs. Whoever holds the instance lock and finds one
 * knows that its writer did not quit: it crashed, was killed, or the computer went off.
 */

const FILE_NAME = "running.json";

const runFile = z.object({ pid: z.number().int(), startedAt: z.number().int() });

/** Says that the application runs, and finds out how it ended the last time. The caller holds the instance lock. */
export function beginRunFile(dataDirectory: string, now: EpochMs): UnexpectedEnd | null {
  const path = join(dataDirectory, FILE_NAME);
  const found = readLeftFile(path, dataDirectory);
  writeFileSync(path, JSON.stringify({ pid: process.pid, startedAt: now }), { mode: 0o600 });
  return found;
}

/** Says that the application ends as it should. */
export function endRunFile(dataDirectory: string): void {
  rmSync(join(dataDirectory, FILE_NAME), { force: true });
}

/** What the log says of an unexpected end: it stands between the last entries before it and the first ones after. */
export function unexpectedEndEntry({ startedAt, lastSeenAt }: UnexpectedEnd, now: EpochMs): LogEntry {
  return {
    at: now,
    level: "warn",
    event: "app.ended-unexpectedly",
    message:
      "Onramp did not end as it should the last time: it crashed, was ended from outside, or the computer went off.",
    data: { startedAt, lastSeenAt },
  };
}

function readLeftFile(path: string, dataDirectory: string): UnexpectedEnd | null {
  try {
    const writtenAt = statSync(path).mtimeMs;
    const { startedAt } = runFile.parse(JSON.parse(readFileSync(path, "utf8")));
    const log = endOfLog(join(dataDirectory, "logs"));
    const lastSeenAt = Math.round(Math.max(writtenAt, log?.writtenAt ?? 0));
    return { startedAt, lastSeenAt, logEnd: log?.place ?? null };
  } catch {
    // There is none; or it was cut off while it was written, at the very start.
    return null;
  }
}

/** The log is written all the time: where it ends, and when that was, is how far the application came. */
function endOfLog(directory: string): { place: number; writtenAt: EpochMs } | null {
  const newest = existsSync(directory) ? listLogFiles(directory).at(-1) : undefined;
  if (!newest) return null;
  const { mtimeMs, size } = statSync(logFilePath(directory, newest.number));
  return { place: sequenceOf({ file: newest.number, offset: size }), writtenAt: mtimeMs };
}
