import type { WorkerFiles } from "../core/ports.ts";

/** Where the scripts of the terminal's threads lie. */
export interface TerminalFiles {
  workers: WorkerFiles;
  /** The script of the sample organization's thread. */
  sampleThread: URL;
}

/**
 * The files around the terminal's entry: a checkout runs the sources; the built entry has everything beside it, by the
 * names of `electron.vite.config.ts`.
 */
export function terminalFilesAround(entryUrl: string): TerminalFiles {
  const isSource = entryUrl.endsWith(".ts");
  const find = (source: string, built: string): URL => new URL(isSource ? source : built, entryUrl);
  return {
    workers: {
      sync: find("../workers/sync-worker.ts", "sync-worker.js"),
      reader: find("../workers/reader-worker.ts", "reader-worker.js"),
    },
    sampleThread: find("../sample/sample-thread-entry.ts", "sample-thread.js"),
  };
}
