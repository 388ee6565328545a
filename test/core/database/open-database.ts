import { FailureError } from "../../../src/shared/failures.ts";
import { LOCK_WAIT_MS, openDatabase } from "../../../src/core/database/connection.ts";

/** Opens the database of the directory that is the first argument, and says what became of it. */
try {
  openDatabase(process.argv[2]!, LOCK_WAIT_MS.main).close();
  process.stdout.write('"opened"\n');
} catch (error) {
  if (!(error instanceof FailureError)) throw error;
  process.stdout.write(`${JSON.stringify(error.failure)}\n`);
}
