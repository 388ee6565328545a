import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { failed, ok, type Result } from "../../shared/result.ts";
import { lockFile, type FileLock } from "../database/file-lock.ts";

/** The right to run jobs in a data directory; one process has it at a time. */
export type EngineLock = FileLock;

const holderFileIn = (dataDirectory: string): string => join(dataDirectory, "engine-holder.txt");

/** Takes the engine lock of a data directory and leaves word of it, or says who holds it. */
export function takeEngineLock(dataDirectory: string, startedAt: Date): Result<EngineLock> {
  const lock = lockEngine(dataDirectory);
  if (!lock.ok) return lock;
  try {
    writeFileSync(holderFileIn(dataDirectory), `process ${process.pid}, since ${startedAt.toISOString()}`, {
      mode: 0o600,
    });
  } catch {
    // A full disk: then others hear of an unknown process, or of the former one.
  }
  return lock;
}

/** Takes the engine lock of a data directory for a moment, or says who holds it. */
export function lockEngine(dataDirectory: string): Result<EngineLock> {
  const lock = lockFile(join(dataDirectory, "engine.lock"), "exclusive", 0);
  return lock ? ok(lock) : failed({ code: "store/held", detail: readHolder(holderFileIn(dataDirectory)) });
}

function readHolder(file: string): string {
  try {
    return readFileSync(file, "utf8").split("\n", 1)[0]!.slice(0, 200);
  } catch {
    return "an unknown process";
  }
}
