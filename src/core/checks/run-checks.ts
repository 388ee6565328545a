import { CHECK_NAMES, type CheckName, type Finding } from "../../shared/checks.ts";
import { failureOf } from "../../shared/failures.ts";
import { assertNever } from "../../shared/result.ts";
import { checkClocks } from "./check-clocks.ts";
import { checkDatabase } from "./check-database.ts";
import { checkDisk } from "./check-disk.ts";
import { checkGitHub } from "./check-github.ts";
import { checkKeychain } from "./check-keychain.ts";
import { checkNetwork } from "./check-network.ts";
import { checkProxy } from "./check-proxy.ts";
import { checkWorkers } from "./check-workers.ts";
import type { CheckSurroundings } from "./surroundings.ts";

/**
 * Makes the named checks, or all, side by side. Nothing is changed and nothing blocks the thread: what reads for long
 * does so in a thread of its own. Never rejects; a check that fails itself is a finding.
 */
export async function runChecks(
  surroundings: CheckSurroundings,
  names: readonly CheckName[] = CHECK_NAMES,
): Promise<Finding[]> {
  const findings = await Promise.all(names.map((name) => runCheck(surroundings, name)));
  return findings.flat();
}

async function runCheck(surroundings: CheckSurroundings, name: CheckName): Promise<Finding[]> {
  try {
    switch (name) {
      case "keychain":
        return [await checkKeychain(surroundings)];
      case "database":
        return [await checkDatabase(surroundings)];
      case "disk":
        return [await checkDisk(surroundings)];
      case "workers":
        return [await checkWorkers(surroundings)];
      case "network":
        return [await checkNetwork(surroundings)];
      case "proxy":
        return await checkProxy(surroundings);
      case "github":
        return await checkGitHub(surroundings);
      case "clock":
        return await checkClocks(surroundings);
      default:
        return assertNever(name);
    }
  } catch (error) {
    return [{ check: name, kind: "broken", failure: failureOf(error) }];
  }
}
