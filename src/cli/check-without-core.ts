import { GITHUB_COM } from "../core/accounts/host-address.ts";
import { runChecks } from "../core/checks/run-checks.ts";
import { createOsKeychain } from "../core/keychain/os-keychain.ts";
import { createTokenVault } from "../core/keychain/token-vault.ts";
import { systemClock } from "../core/ports.ts";
import type { Finding } from "../shared/checks.ts";
import type { Failure } from "../shared/failures.ts";
import { failed } from "../shared/result.ts";
import type { TerminalFiles } from "./terminal-files.ts";

/** The checks on a data directory that was refused: its database is the failure, and no account is known. */
export function checkWithoutCore(
  dataDirectory: string,
  files: TerminalFiles,
  failure: Failure,
): Promise<Finding[]> {
  const vault = createTokenVault(createOsKeychain(), systemClock, () => undefined);
  return runChecks({
    dataDirectory,
    clock: systemClock,
    keychainState: () => vault.state(),
    inspectDatabase: () => Promise.resolve(failed(failure)),
    syncWorkerFile: files.workers.sync,
    isOnline: () => true,
    hosts: [{ ...GITHUB_COM, account: null }],
    environment: process.env,
  });
}
