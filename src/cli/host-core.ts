import type { Core } from "../core/core.ts";
import { openCore } from "../core/open-core.ts";
import { createOsKeychain } from "../core/keychain/os-keychain.ts";
import { systemClock } from "../core/ports.ts";
import { SampleHost } from "./sample-host.ts";

/** A core with all that the terminal supplies to it. */
export interface HostedCore {
  core: Core;
  /** Closes the core, then what it was supplied with. */
  close(): Promise<void>;
}

/** Opens the core on a data directory. Throws a `FailureError` when the directory or the database is refused. */
export async function hostCore(dataDirectory: string, version: string): Promise<HostedCore> {
  const sample = new SampleHost();
  const core = await openCore({
    dataDirectory,
    version,
    keychain: createOsKeychain(),
    clock: systemClock,
    // Node knows nothing of the network's state: it is always tried.
    network: { isOnline: () => true, onChange: () => () => {} },
    workerFiles: {
      sync: new URL("../workers/sync-worker.ts", import.meta.url),
      reader: new URL("../workers/reader-worker.ts", import.meta.url),
    },
    // A command that only looks must not begin to sync; "sync" and "retry" take an unfinished one up themselves.
    resumesAtStart: false,
    githubClientId: process.env["ONRAMP_GITHUB_CLIENT_ID"],
    startSample: () => sample.start(),
  });
  return {
    core,
    async close() {
      await core.close();
      await sample.close();
    },
  };
}
