import { lstatSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { ForgetReport, OwnEntry } from "../../shared/forget.ts";
import { isOwnEntry } from "../database/private-files.ts";

/** Held while the application runs: they say that it does, and go last. */
const LOCKS = /^(database|engine|instance)\.lock/;

/** Onramp's own files and folders in a data directory, with their sizes. Locks, which hold nothing, are not named. */
export function listOwnEntries(dataDirectory: string): OwnEntry[] {
  return readdirSync(dataDirectory)
    .filter((name) => isOwnEntry(name) && !LOCKS.test(name))
    .toSorted()
    .map((name) => ({ name, bytes: sizeOf(join(dataDirectory, name)) }));
}

/** Removes these entries, and says which of them stay and why. */
export function removeEntries(dataDirectory: string, entries: readonly OwnEntry[]): ForgetReport["left"] {
  return entries.flatMap(({ name }) => {
    try {
      rmSync(join(dataDirectory, name), { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
      return [];
    } catch (error) {
      return [{ name, reason: (error as NodeJS.ErrnoException).code ?? String(error) }];
    }
  });
}

/** Of a link its own size: what it leads to is not Onramp's, and stays. */
function sizeOf(path: string): number {
  try {
    const stats = lstatSync(path);
    if (!stats.isDirectory()) return stats.size;
    return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
  } catch {
    // It went meanwhile.
    return 0;
  }
}
