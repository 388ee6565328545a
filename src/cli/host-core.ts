import type { Core } from "../core/core.ts";
import { openCore } from "../core/open-core.ts";
import { createOsKeychain } from "../core/keychain/os-keychain.ts";
import { systemClock } from "../core/ports.ts";
import { SampleHost } from "./sample-host.ts";
import type { TerminalFiles } from "./terminal-files.ts";

/** A core with all that the terminal supplies to it. */
export interface HostedCore {
  core: Core;
  /** Closes the core, then what it was supplied with. */
  close(): Promise<void>;
}

/** Opens the core on a data directory. Throws a `FailureError` when the directory or the database is refused. */
export async function hostCore(options: {
  dataDirectory: string;
  version: string;
  files: TerminalFiles;
  /** Whether the command will sync. */
  expectsSync: boolean;
}): Promise<HostedCore> {
  const { dataDirectory, version, files, expectsSync } = options;
  const sample = new SampleHost(files.sampleThread);
  const core = await openCore({
    dataDirectory,
    version,
    keychain: createOsKeychain(),
    clock: systemClock,
    // Node knows nothing of the network's state: it is always tried.
    network: { isOnline: () => true, onChange: () => () => {} },
    workerFiles: files.workers,
    // A command that only looks must not begin to sync; "sync" and "retry" take an unfinished one up themselves.
    resumesAtStart: false,
    endsOnceForgotten: true,
    expectsSync,
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
