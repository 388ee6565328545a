import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { saveAccount, saveOrganization } from "../../src/core/database/account-store.ts";
import { LOCK_WAIT_MS, openDatabase, type WritableDatabase } from "../../src/core/database/connection.ts";
import { createRun } from "../../src/core/database/run-store.ts";
import type { AccountId, OrganizationId, RunId } from "../../src/shared/ids.ts";

/** An Onramp database in a folder of its own, with an account, its organization and a run. */
export interface NewStore {
  database: WritableDatabase;
  accountId: AccountId;
  organizationId: OrganizationId;
  runId: RunId;
  /** Closes the database and removes the folder. */
  remove(): void;
}

const HOST = "bench.invalid";

export function openNewStore(): NewStore {
  const directory = mkdtempSync(join(tmpdir(), "onramp-bench-"));
  const database = openDatabase(directory, LOCK_WAIT_MS.worker);
  const now = Date.now();
  const accountId = saveAccount(
    database,
    {
      ...{ host: HOST, apiUrl: `https://${HOST}`, githubId: 1, login: "bench", name: null },
      ...{
        isSample: false,
        tokenKind: "classic",
        scopes: null,
        tokenExpiresAt: null,
        tokenStorage: "session",
      },
    },
    now,
  );
  const organizationId = saveOrganization(database, {
    ...{ accountId, host: HOST, githubId: 2, login: "bench", name: null },
    ...{ kind: "organization", blocked: null },
  });
  const runId = createRun(database, { accountId, organizationId, choice: { kind: "all" } }, now);
  return {
    ...{ database, accountId, organizationId, runId },
    remove() {
      database.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
