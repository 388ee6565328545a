import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { failed, ok, type Result } from "../../shared/result.ts";
import { FailureError } from "../../shared/failures.ts";
import { storeFailureOf } from "../database/connection.ts";

/** The right to run jobs in a data directory; one process has it at a time. */
export interface EngineLock {
  release(): void;
}

/** Kept here, because a connection that nobody refers to is closed when memory is tidied up, and its lock ends. */
const held = new Set<Database.Database>();

/**
 * Takes the engine lock of a data directory, or says who holds it. The lock is a transaction on a database of its own:
 * the operating system ends it with the process, however the process ends, so no stale lock is ever left behind.
 */
export function takeEngineLock(dataDirectory: string, startedAt: Date): Result<EngineLock> {
  const holderFile = join(dataDirectory, "engine-holder.txt");
  const database = new Database(join(dataDirectory, "engine.lock"), { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    const failure = storeFailureOf(error);
    if (failure?.code !== "store/busy") throw failure ? new FailureError(failure) : error;
    return failed({ code: "store/held", detail: readHolder(holderFile) });
  }
  writeFileSync(holderFile, `process ${process.pid}, since ${startedAt.toISOString()}`);
  held.add(database);
  return ok({
    release() {
      held.delete(database);
      database.close();
    },
  });
}

function readHolder(file: string): string {
  try {
    return readFileSync(file, "utf8").split("\n", 1)[0]!.slice(0, 200);
  } catch {
    return "an unknown process";
  }
}
