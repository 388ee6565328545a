import { lstatSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { ForgetReport, OwnEntry } from "../../shared/forget.ts";
import { isOwnEntry } from "../database/private-files.ts";

/** Say that the application runs, and hold nothing of the person's: the one that runs keeps them. */
const SIGNS_OF_LIFE = /^((database|engine|instance)\.lock|running\.json)/;

/** Onramp's own files and folders in a data directory, with their sizes, but for those that only say that it runs. */
export function listOwnEntries(dataDirectory: string): OwnEntry[] {
  return readdirSync(dataDirectory)
    .filter((name) => isOwnEntry(name) && !SIGNS_OF_LIFE.test(name))
    .toSorted()
    .map((name) => ({ name, bytes: sizeOf(join(dataDirectory, name)) }));
}

/** Those of them that nobody has while nobody has the database; `instance.lock` may be a window's that just starts. */
const GO_WITH_THE_DATABASE = /^((database|engine)\.lock|running\.json)/;

/**
 * Removes also what only says that Onramp runs, as far as the system lets it. For whoever has the right to replace the
 * database, and opens nothing afterwards.
 */
export function removeSignsOfLife(dataDirectory: string): void {
  const names = readdirSync(dataDirectory).filter((name) => GO_WITH_THE_DATABASE.test(name));
  removeEntries(
    dataDirectory,
    names.map((name) => ({ name })),
  );
}

/** Removes these entries, and says which of them stay and why. */
export function removeEntries(
  dataDirectory: string,
  entries: readonly Pick<OwnEntry, "name">[],
): ForgetReport["left"] {
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
