import type { CheckOutcome } from "../../../shared/recovery.ts";
import { openReadableDatabase, openWorkerDatabase } from "../connection.ts";
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
  const database = openReadableDatabase(dataDirectory);
  try {
    return checkDatabase(database);
  } finally {
    database.close();
  }
}
