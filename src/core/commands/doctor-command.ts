import { CHECK_NAMES, type CheckName, type Finding } from "../../shared/checks.ts";
import type { Account } from "../../shared/models.ts";
import { ok } from "../../shared/result.ts";
import { GITHUB_COM } from "../accounts/host-address.ts";
import { runChecks } from "../checks/run-checks.ts";
import type { CheckedHost, CheckSurroundings } from "../checks/surroundings.ts";
import { createReader } from "../reader/reader.ts";
import type { CoreParts, Handlers } from "./parts.ts";

export const doctorCommand: Handlers<"doctor.run"> = {
  "doctor.run": async (parts, { checks = CHECK_NAMES }) => {
    return ok(await findingsOf(parts, checks));
  },
};

/** Makes the checks. A damaged database that they come upon is mended, as when anything else meets it. */
export async function findingsOf(parts: CoreParts, checks: readonly CheckName[]): Promise<Finding[]> {
  const findings = await runChecks(surroundingsOf(parts), checks);
  for (const finding of findings) {
    if (finding.check === "database" && finding.kind === "broken") parts.noteBroken(finding.failure);
  }
  return findings;
}

function surroundingsOf(parts: CoreParts): CheckSurroundings {
  const { dataDirectory, clock, vault, network, workerFiles } = parts;
  return {
    ...{ dataDirectory, clock },
    keychainState: () => vault.state(),
    inspectDatabase: () => inspectDatabase(parts),
    syncWorkerFile: workerFiles.sync,
    isOnline: () => network.isOnline(),
    hosts: hostsOf(parts),
    environment: process.env,
  };
}

/** In a thread of its own: reading a large database takes seconds, and searches shall not wait behind it. */
async function inspectDatabase({ dataDirectory, workerFiles }: CoreParts) {
  const reader = createReader({
    workerFile: workerFiles.reader,
    dataDirectory,
    logDirectory: dataDirectory,
  });
  try {
    return await reader.inspectDatabase();
  } finally {
    await reader.close();
  }
}

/** The hosts of all accounts; GitHub's own where there is none. A sample that is not running is nothing to reach. */
function hostsOf({ accounts }: CoreParts): CheckedHost[] {
  const checked = accounts.list().filter((account) => !account.isSample || account.isSignedIn);
  if (checked.length === 0) return [{ ...GITHUB_COM, account: null }];
  return checked.map(({ id, host, apiUrl, login }: Account) => ({
    ...{ host, apiUrl },
    account: {
      login,
      client: async () => {
        const found = await accounts.clientOf(id);
        return found.ok ? ok(found.value.client) : found;
      },
    },
  }));
}
