import { FailureError } from "../../shared/failures.ts";
import { withStoreFailures, type WritableDatabase } from "./connection.ts";
import { prepared } from "./prepared.ts";

/**
 * Commits a worker's page: rows, cursor and ledger together or not at all. When the job's lease was taken back
 * meanwhile, the fence differs, nothing is written, and `job/superseded` is thrown.
 *
 * The transaction begins IMMEDIATE: a deferred one that turns from reading to writing can fail at once with
 * SQLITE_BUSY, whatever the timeout (sqlite.org/lang_transaction.html).
 */
export function commitFenced<Value>(
  database: WritableDatabase,
  lease: { jobId: number; fence: number } | null,
  write: () => Value,
): Value {
  return withStoreFailures(() =>
    database
      .transaction(() => {
        if (lease && !holdsLease(database, lease)) {
          throw new FailureError({ code: "job/superseded", detail: `job ${lease.jobId}` });
        }
        return write();
      })
      .immediate(),
  );
}

function holdsLease(database: WritableDatabase, lease: { jobId: number; fence: number }): boolean {
  return (
    prepared(database, "SELECT 1 FROM jobs WHERE id = ? AND fence = ? AND state = 'leased'").get(
      lease.jobId,
      lease.fence,
    ) !== undefined
  );
}
