import { constants, copyFileSync, linkSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { FailureError } from "../../shared/failures.ts";

/**
 * Moves finished files from one folder to another, in this order: the last one is there only when all are. Without
 * `mayReplace` nothing is written over, not even by a race: then it throws `file/exists`, and takes back what it placed.
 */
export function placeFiles(from: string, to: string, names: readonly string[], mayReplace: boolean): void {
  const placed: string[] = [];
  try {
    // Half old and half new, the files would still have the old one's word that they are whole.
    if (mayReplace) rmSync(join(to, names.at(-1)!), { force: true });
    for (const name of names) {
      if (mayReplace) renameSync(join(from, name), join(to, name));
      else placeNew(join(from, name), join(to, name));
      placed.push(name);
    }
  } catch (error) {
    if (!mayReplace) for (const name of placed) rmSync(join(to, name), { force: true });
    throw error;
  }
}

/** Unlike a rename, a link is refused where a file is already. */
function placeNew(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (isExisting(error)) throw new FailureError({ code: "file/exists", detail: to });
    copyNew(from, to);
  }
}

/** For file systems without links, such as FAT. */
function copyNew(from: string, to: string): void {
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  } catch (error) {
    throw isExisting(error) ? new FailureError({ code: "file/exists", detail: to }) : error;
  }
}

const isExisting = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EEXIST";
