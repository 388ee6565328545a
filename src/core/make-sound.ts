import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { FailureError, failureOf } from "../shared/failures.ts";
import type { CheckOutcome, RecoveryReport } from "../shared/recovery.ts";
import type { Result } from "../shared/result.ts";
import type { Clock } from "./ports.ts";
import type { Reader } from "./reader/reader.ts";
import { takeEngineLock } from "./sync/engine-lock.ts";
import { DATABASE_FILE, refuseForeignOrNewer, withStoreFailures } from "./database/connection.ts";
import { lockForReplacing } from "./database/database-lock.ts";
import { prepareDirectory } from "./database/private-files.ts";
import { checkAndRepair } from "./database/recovery/check-and-repair.ts";
import { finishRecovery, isRecoveryReady } from "./database/recovery/recovery-files.ts";

/** A database of this size is checked as a whole before it is opened: that takes less than 0.1 s. */
const CHECKED_AT_ONCE_BYTES = 16 * 1024 * 1024;

/** How the database stands before it is opened. */
export interface Soundness {
  /** What had to be done; null when nothing. */
  report: RecoveryReport | null;
  /** Whether all of it was checked. A large one is only looked at, to be checked while the application runs. */
  isChecked: boolean;
}

/**
 * Sees to it, before anything else opens the database, that it can be worked with. What blocks the start is short: the
 * header, whose file it is, and the whole of a small database. What takes long is done by the reader's thread: the
 * check of a large database that is `suspect`, and recovery.
 *
 * Throws a `FailureError`: for a file that must not be touched, when the disk is in the way, and when there is damage
 * while another process works with the database.
 */
export async function makeSound(options: {
  dataDirectory: string;
  isSuspect: boolean;
  clock: Clock;
  reader: Pick<Reader, "checkDatabase" | "recoverDatabase">;
}): Promise<Soundness> {
  const { dataDirectory, clock, reader } = options;
  prepareDirectory(dataDirectory);
  if (isRecoveryReady(dataDirectory)) {
    return alone(options, async () => ({ report: finishRecovery(dataDirectory), isChecked: true }));
  }
  const outcome = await look(options);
  switch (outcome.kind) {
    case "unchecked":
      return { report: null, isChecked: false };
    case "sound":
      return { report: null, isChecked: true };
    case "repaired":
      return { report: { ...outcome, at: clock.now() }, isChecked: true };
    case "damaged":
      return alone(options, async () => {
        const report = valueOf(await reader.recoverDatabase(outcome.cause, clock.now()));
        return { report, isChecked: true };
      });
  }
}

async function look({
  dataDirectory,
  isSuspect,
  reader,
}: Parameters<typeof makeSound>[0]): Promise<CheckOutcome | { kind: "unchecked" }> {
  const path = join(dataDirectory, DATABASE_FILE);
  if (!existsSync(path)) return { kind: "sound" };
  try {
    withStoreFailures(() => refuseForeignOrNewer(path));
    if (bytesOf(path) + bytesOf(`${path}-wal`) <= CHECKED_AT_ONCE_BYTES) return checkAndRepair(dataDirectory);
    return isSuspect ? valueOf(await reader.checkDatabase()) : { kind: "unchecked" };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code !== "store/corrupt") throw error;
    return { kind: "damaged", cause: failure.detail ?? failure.code };
  }
}

/** Does what must be done while no other process is at work in the data directory, or has the database open. */
async function alone<Value>(
  { dataDirectory, clock }: { dataDirectory: string; clock: Clock },
  act: () => Promise<Value>,
): Promise<Value> {
  const engine = valueOf(takeEngineLock(dataDirectory, new Date(clock.now())));
  try {
    const database = lockForReplacing(dataDirectory);
    try {
      return await act();
    } finally {
      database.release();
    }
  } finally {
    engine.release();
  }
}

function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new FailureError(result.failure);
  return result.value;
}
