import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
  type Dirent,
} from "node:fs";
import { dirname, join } from "node:path";
import { FailureError, type Failure } from "../../shared/failures.ts";

/*
 * What lies in the data directory is for the person alone: 0600 for files, 0700 for folders. On Windows the folder of
 * the person's own application data is private by itself, and these modes mean nothing.
 */

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/** Onramp's own entries of a data directory; a person may have chosen a folder that holds other things too. */
const OWN_ENTRIES =
  /^(onramp\.db.*|(database|engine|instance)\.lock.*|engine-holder\.txt|(window|running)\.json.*|logs|crashes|chromium|damaged-.*|recovery.*)$/;

/** Whether an entry of a data directory is Onramp's own. */
export const isOwnEntry = (name: string): boolean => OWN_ENTRIES.test(name);

/** What Electron leaves beside them: its lock between instances, and Chromium's state of the computer. */
const ELECTRON_ENTRIES = /^(Singleton(Lock|Cookie|Socket)|Local State|Crashpad)$/;

/** Chromium's files are many and change while it runs; its folder keeps others out. */
const LEFT_TO_ITS_FOLDER = "chromium";

/**
 * Creates a file for SQLite, which gives its WAL, journal and index the mode of the database. One that is there is not
 * even opened: closing it would end the locks that this process has on it. What stands in the way is SQLite's to say.
 */
export function createPrivateFile(path: string): void {
  try {
    closeSync(openSync(path, "wx", PRIVATE_FILE));
  } catch {
    // It is there, or SQLite will fail at it too, and name the reason.
  }
}

/**
 * Makes a folder and what leads to it, for the person alone; one that is there stays as it is. Throws Node's own error.
 * Not Node's `recursive`: where a parent is there and takes no folder, as in /proc, that tries for ever.
 */
export function makePrivateFolder(path: string): void {
  if (isFolder(path)) return;
  const parent = dirname(path);
  if (parent !== path && !existsSync(parent)) makePrivateFolder(parent);
  try {
    mkdirSync(path, PRIVATE_FOLDER);
  } catch (error) {
    // Another process may have made it just now.
    if (!isFolder(path)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Makes the data directory if it is not there. Throws `store/not-writable` or `store/full` for one that is of no use. */
export function prepareDirectory(dataDirectory: string): void {
  try {
    makePrivateFolder(dataDirectory);
    accessSync(dataDirectory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new FailureError(folderFailureOf(error, dataDirectory));
  }
}

/** The failure that an error means which Node threw over a folder of Onramp's own. */
export function folderFailureOf(error: unknown, folder: string): Failure {
  const reason = (error as NodeJS.ErrnoException).code ?? "unknown";
  const isFull = reason === "ENOSPC" || reason === "EDQUOT";
  return { code: isFull ? "store/full" : "store/not-writable", detail: `${folder} (${reason})` };
}

/**
 * Takes from others what an earlier version, or a copy, left them to read. The data directory itself is closed to them
 * when nothing lies in it but Onramp's files and Electron's.
 */
export function tightenDataDirectory(dataDirectory: string): void {
  if (process.platform === "win32") return;
  const entries = readdirSync(dataDirectory, { withFileTypes: true });
  const own = entries.filter(({ name }) => isOwnEntry(name));
  const isShared = entries.some(({ name }) => !isOwnEntry(name) && !ELECTRON_ENTRIES.test(name));
  if (!isShared) tighten(dataDirectory, PRIVATE_FOLDER);
  for (const entry of own) tightenEntry(dataDirectory, entry);
}

/** A link is left alone: what it leads to is not Onramp's. */
function tightenEntry(folder: string, entry: Dirent): void {
  const path = join(folder, entry.name);
  if (entry.isFile()) tighten(path, PRIVATE_FILE);
  if (!entry.isDirectory()) return;
  tighten(path, PRIVATE_FOLDER);
  if (entry.name === LEFT_TO_ITS_FOLDER) return;
  for (const inner of readdirSync(path, { withFileTypes: true })) tightenEntry(path, inner);
}

function tighten(path: string, mode: number): void {
  try {
    chmodSync(path, mode);
  } catch {
    // Somebody else's, gone meanwhile, or on a file system without modes.
  }
}
