import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { App, CrashReporter } from "electron";
import { makePrivateFolder } from "../core/database/private-files.ts";

const MOST_DUMPS = 10;
const MOST_BYTES = 100 * 1024 * 1024;

/** Keeps dumps of crashed processes in the data directory, and sends none anywhere. To be called before the app is ready. */
export function keepCrashDumps(app: App, crashReporter: CrashReporter, dataDirectory: string): void {
  const directory = join(dataDirectory, "crashes");
  makePrivateFolder(directory);
  pruneDumps(directory);
  app.setPath("crashDumps", directory);
  // A Mac would hand the main process's crashes to Apple's reporter as well.
  crashReporter.start({ uploadToServer: false, ignoreSystemCrashHandler: true });
}

/** Deletes the oldest dumps beyond the newest 10, and beyond 100 MB. */
function pruneDumps(directory: string): void {
  const dumps = readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".dmp"))
    .map((name) => join(directory, name))
    .map((path) => ({ path, ...pick(statSync(path)) }))
    .sort((one, other) => other.mtimeMs - one.mtimeMs);
  let bytes = 0;
  for (const [index, { path, size }] of dumps.entries()) {
    bytes += size;
    if (index >= MOST_DUMPS || bytes > MOST_BYTES) rmSync(path, { force: true });
  }
}

const pick = ({ size, mtimeMs }: { size: number; mtimeMs: number }) => ({ size, mtimeMs });
