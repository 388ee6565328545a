import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { RecoveryReport } from "../../../shared/recovery.ts";
import { DATABASE_FILE } from "../connection.ts";
import { makePrivateFolder } from "../private-files.ts";

/*
 * A recovery can be killed at any instant, too. Everything is prepared in `recovery.part`; when it is whole, the folder
 * is renamed to `recovery.ready`, and from then on it will be finished, now or at the next start:
 *
 *   onramp.db, its WAL    → damaged-<time>/       set aside, never changed
 *   recovery.ready/…db    → onramp.db
 */

const PART = "recovery.part";
const READY = "recovery.ready";
const REPORT_FILE = "recovery.json";
/**
 * SQLite's files of one database. The WAL holds commits that are not yet in the file, and a rollback journal what the
 * file held before; the WAL's index is rebuilt.
 */
const PARTS = ["", "-wal", "-journal", "-shm"] as const;
const INDEX = "-shm";

/** Where a recovery does its work. */
export interface Workplace {
  /** A copy of the damaged database with its WAL, to be mended and read. */
  damagedCopy: string;
  /** Where the new database is built. */
  fresh: string;
}

/** Makes an empty workplace with a copy of the damaged database. */
export function openWorkplace(dataDirectory: string): Workplace {
  const part = join(dataDirectory, PART);
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { mode: 0o700 });
  const damagedCopy = join(part, "damaged.db");
  for (const suffix of PARTS) {
    const file = join(dataDirectory, DATABASE_FILE + suffix);
    if (suffix !== INDEX && existsSync(file))
      copyFileSync(file, damagedCopy + suffix, constants.COPYFILE_FICLONE);
  }
  return { damagedCopy, fresh: join(part, DATABASE_FILE) };
}

/** Declares the new database whole, and puts it into place. */
export function putInPlace(dataDirectory: string, report: RecoveryReport): void {
  writeFileSync(join(dataDirectory, PART, REPORT_FILE), JSON.stringify(report), { flush: true, mode: 0o600 });
  renameSync(join(dataDirectory, PART), join(dataDirectory, READY));
  finishRecovery(dataDirectory);
}

/** Whether a recovery was whole when its process ended, and only has to be put into place. */
export function isRecoveryReady(dataDirectory: string): boolean {
  return existsSync(join(dataDirectory, READY));
}

/** Finishes a recovery that was whole when its process ended. Returns its report, or null when there was none. */
export function finishRecovery(dataDirectory: string): RecoveryReport | null {
  if (!isRecoveryReady(dataDirectory)) return null;
  const ready = join(dataDirectory, READY);
  const report = JSON.parse(readFileSync(join(ready, REPORT_FILE), "utf8")) as RecoveryReport;
  const fresh = join(ready, DATABASE_FILE);
  if (report.kind === "recovered" && existsSync(fresh)) {
    makePrivateFolder(report.setAside);
    for (const suffix of PARTS) {
      const file = join(dataDirectory, DATABASE_FILE + suffix);
      if (existsSync(file)) renameSync(file, join(report.setAside, DATABASE_FILE + suffix));
    }
    renameSync(fresh, join(dataDirectory, DATABASE_FILE));
  }
  rmSync(ready, { recursive: true, force: true });
  return report;
}

/** The folder for a damaged database, named with the time; one that does not exist yet. */
export function nameSetAside(dataDirectory: string, at: Date): string {
  // Without colons: Windows allows none in names.
  const name = join(dataDirectory, `damaged-${at.toISOString().slice(0, 19).replaceAll(":", "-")}Z`);
  let free = name;
  for (let number = 2; existsSync(free); number += 1) free = `${name}-${number}`;
  return free;
}
