import { closeSync, fsyncSync, openSync } from "node:fs";
import Database from "better-sqlite3";
import type { EpochMs } from "../../../shared/ids.ts";
import { FailureError } from "../../../shared/failures.ts";
import type { RecoveryReport } from "../../../shared/recovery.ts";
import { APPLICATION_ID, withStoreFailures } from "../connection.ts";
import { migrate } from "../migrate.ts";
import { createPrivateFile } from "../private-files.ts";
import { checkDatabase } from "./check-database.ts";
import { forgetUnproven } from "./forget-unproven.ts";
import { mendSchema } from "./mend-schema.ts";
import { nameSetAside, openWorkplace, putInPlace } from "./recovery-files.ts";
import { reopenRuns } from "./reopen-runs.ts";
import { cutTornPage } from "./torn-page.ts";
import { salvage, type SalvagedTable } from "./salvage.ts";

/**
 * Replaces a damaged database by a new one that holds what could be read of it. The damaged one is set aside with its
 * WAL, unchanged. Nothing that is not proven to be whole is called verified any more, and what is missing is read again
 * by the next sync. The caller sees to it that no connection to the database is open, in any process.
 *
 * Throws the store's failure when the disk is in the way; then everything is as it was.
 */
export function recoverDatabase(dataDirectory: string, cause: string, now: EpochMs): RecoveryReport {
  return withStoreFailures(() => {
    const { damagedCopy, fresh: path } = openWorkplace(dataDirectory);
    const setAside = nameSetAside(dataDirectory, new Date(now));
    createPrivateFile(path);
    const fresh = new Database(path);
    let report: RecoveryReport;
    try {
      fresh.pragma(`application_id = ${APPLICATION_ID}`);
      fresh.pragma("foreign_keys = ON");
      migrate(fresh);
      report = fill(fresh, damagedCopy, { at: now, cause, setAside });
      const findings = checkDatabase(fresh);
      if (findings.kind !== "sound")
        throw new FailureError({ code: "store/io-error", detail: "the copy is not sound" });
    } finally {
      fresh.close();
    }
    syncFile(path);
    putInPlace(dataDirectory, report);
    return report;
  });
}

function fill(
  fresh: Database.Database,
  damagedCopy: string,
  about: { at: EpochMs; cause: string; setAside: string },
): RecoveryReport {
  const tables = readTables(fresh, damagedCopy);
  return fresh
    .transaction((): RecoveryReport => {
      const areRowsWhole = tables.every(({ hasAllColumns }) => hasAllColumns);
      const unproven = forgetUnproven(fresh, areRowsWhole, about.at);
      const incomplete = tables.filter(({ isWhole }) => !isWhole).map(({ name }) => name);
      if (unproven.length + incomplete.length > 0) reopenRuns(fresh, about.at);
      const savedOf = (name: string): number => tables.find((table) => table.name === name)?.saved ?? 0;
      return {
        kind: "recovered",
        ...about,
        saved: {
          accounts: savedOf("accounts"),
          repositories: savedOf("repositories"),
          pullRequests: savedOf("pull_requests"),
          reviews: savedOf("reviews"),
        },
        incompleteTables: incomplete,
        repositoriesToRead: unproven.length,
      };
    })
    .immediate();
}

function readTables(fresh: Database.Database, damagedCopy: string): SalvagedTable[] {
  cutTornPage(damagedCopy);
  mendSchema(damagedCopy);
  const damaged = new Database(damagedCopy);
  try {
    // A page of which a part is nonsense is left out as a whole.
    damaged.pragma("cell_size_check = ON");
    return salvage(damaged, fresh);
  } finally {
    damaged.close();
  }
}

function syncFile(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
