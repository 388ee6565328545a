import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { WorkerFiles } from "../core/ports.ts";

/** Where the built app's files lie. The names are those of `electron.vite.config.ts`. */
export interface AppFiles {
  /** The folder that the window's pages are served from. */
  renderer: string;
  preload: string;
  workers: WorkerFiles;
  /** The script of the sample organization's thread. */
  sampleThread: URL;
  icon: string;
}

/** The built files, from the folder of the main bundle (`out/main`). */
export function appFilesAround(mainFolder: string): AppFiles {
  const beside = (name: string): URL => pathToFileURL(join(mainFolder, name));
  return {
    renderer: join(mainFolder, "..", "renderer"),
    preload: join(mainFolder, "..", "preload", "index.cjs"),
    workers: { sync: beside("sync-worker.js"), reader: beside("reader-worker.js") },
    sampleThread: beside("sample-thread.js"),
    icon: join(mainFolder, "..", "..", "resources", "icon.png"),
  };
}
