import { join } from "node:path";
import { FailureError } from "../../shared/failures.ts";
import { lockFile, type FileLock } from "./file-lock.ts";

/** A recovery by another process is waited for this long; it blocks the thread, which has nothing else to do yet. */
const RECOVERY_WAIT_MS = 5_000;

/**
 * Says that this process has the database open, for as long as the lock is held: a damaged one is not replaced under
 * others' feet, where they would go on writing into the file that was set aside. Throws `store/held` while another
 * process replaces it.
 */
export function lockOpenDatabase(dataDirectory: string): FileLock {
  return lock(dataDirectory, "shared", RECOVERY_WAIT_MS, "another process recovers the database");
}

/** The right to replace the database. Throws `store/held` while another process has it open. */
export function lockForReplacing(dataDirectory: string): FileLock {
  return lock(dataDirectory, "exclusive", 0, "another process has the database open");
}

function lock(
  dataDirectory: string,
  mode: "shared" | "exclusive",
  waitMs: number,
  whoHolds: string,
): FileLock {
  const taken = lockFile(join(dataDirectory, "database.lock"), mode, waitMs);
  if (taken === null) throw new FailureError({ code: "store/held", detail: whoHolds });
  return taken;
}
