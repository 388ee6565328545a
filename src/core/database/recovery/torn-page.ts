import { statSync, truncateSync } from "node:fs";

/** The page size of every database that this application makes: SQLite's default. */
export const PAGE_BYTES = 4096;

/**
 * Whether the file ends in the middle of a page. SQLite reads zeros for what is missing, and a row of which a part
 * became zeros looks sound to it: no check finds that.
 *
 * While there is a WAL, the page may have been torn as it was copied from there, and SQLite copies it again.
 */
export function endsInTornPage(path: string): boolean {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const walBytes = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  return bytes % PAGE_BYTES !== 0 && walBytes === 0;
}

/** Takes a torn page away from a copy: what is not whole is not there. A whole one in the WAL counts nevertheless. */
export function cutTornPage(copy: string): void {
  const bytes = statSync(copy).size;
  if (bytes % PAGE_BYTES !== 0) truncateSync(copy, bytes - (bytes % PAGE_BYTES));
}
