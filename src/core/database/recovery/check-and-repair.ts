import { join } from "node:path";
import type { CheckOutcome } from "../../../shared/recovery.ts";
import { DATABASE_FILE, openReadableDatabase, openWorkerDatabase } from "../connection.ts";
import { endsInTornPage } from "./torn-page.ts";
import { checkDatabase, repairIndexes, type Findings } from "./check-database.ts";

/**
 * Checks the whole database, and builds indexes anew that disagree with their tables: that loses nothing, and others
 * may work with the database meanwhile. Throws the store's failure when the disk, or another's lock, is in the way.
 */
export function checkAndRepair(dataDirectory: string): CheckOutcome {
  const findings = look(dataDirectory);
  if (findings.kind !== "indexes-differ") return findings;
  const database = openWorkerDatabase(dataDirectory);
  try {
    const after = repairIndexes(database, findings.indexes);
    switch (after.kind) {
      case "sound":
        return { kind: "repaired", indexes: findings.indexes };
      case "damaged":
        return after;
      case "indexes-differ":
        return { kind: "damaged", cause: `cannot be repaired: ${after.indexes.join(", ")}` };
    }
  } finally {
    database.close();
  }
}

function look(dataDirectory: string): Findings {
  if (endsInTornPage(join(dataDirectory, DATABASE_FILE)))
    return { kind: "damaged", cause: "the file ends in the middle of a page" };
  const database = openReadableDatabase(dataDirectory);
  try {
    return checkDatabase(database);
  } finally {
    database.close();
  }
}
