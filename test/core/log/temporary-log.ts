import { mkdtempSync, rmSync } from "node:fs";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { LogEntry } from "../../../src/shared/log-entry.ts";
import { listLogFiles, logFilePath } from "../../../src/core/log/log-files.ts";
import { openLog, type Log, type LogOptions } from "../../../src/core/log/log.ts";
import { closeLogIndex } from "../../../src/core/log/log-index.ts";
import { createRedactor } from "../../../src/core/log/redact.ts";
import { FakeClock } from "../../support/fake-clock.ts";

/** A folder of its own for one test. */
export function temporaryLogFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), "onramp-log-"));
  const directory = join(parent, "logs");
  onTestFinished(() => {
    closeLogIndex(directory);
    rmSync(parent, { recursive: true, force: true });
  });
  return directory;
}

/** A log with a clock that stands still, closed after the test. */
export function temporaryLog(options: Partial<LogOptions> = {}): {
  log: Log;
  directory: string;
  clock: FakeClock;
} {
  const directory = options.directory ?? temporaryLogFolder();
  const clock = new FakeClock();
  const log = openLog({ clock, redactor: createRedactor(), ...options, directory });
  onTestFinished(() => log.close());
  return { log, directory, clock };
}

let written = 0;

/** An entry of no importance, save for what is given. */
export function entry(facts: Partial<LogEntry> = {}): LogEntry {
  written += 1;
  return { at: written, level: "info", event: "test.happened", message: `entry ${written}`, ...facts };
}

/** All that is in the log's files, oldest first. */
export function textOfFiles(directory: string): string {
  return listLogFiles(directory)
    .map(({ number }) => readFileSync(logFilePath(directory, number), "utf8"))
    .join("");
}

/** The messages in the log's files, oldest first. */
export function messagesInFiles(directory: string): string[] {
  return textOfFiles(directory)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => (JSON.parse(line) as LogEntry).message);
}
