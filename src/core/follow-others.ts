import { tellAccounts } from "./commands/account-commands.ts";
import type { CoreParts } from "./commands/parts.ts";
import { listOrganizations } from "./database/account-store.ts";
import { dataVersionOf } from "./database/data-version.ts";
import { listUnfinishedRuns, readNewestRun } from "./database/run-store.ts";

const LOOK_EVERY_MS = 2_000;
/** Of a sync of ten thousand repositories every row is told anew: that takes a small part of the time only. */
const RESTS_PER_TELLING = 20;

/**
 * Follows what other processes do on the same data directory, such as a command of the terminal: what they store is told
 * as if it were this one's own, and a sync that they leave unfinished goes on here, as it would after a restart.
 */
export function followOthers(
  parts: CoreParts,
  resumes: boolean,
  onError: (error: unknown) => void,
): { close(): void } {
  const { clock, database, accounts, engine, feed, lists } = parts;
  let versionSeen = dataVersionOf(database);
  let accountsSeen = describeAccounts(parts);
  let newestSeen = JSON.stringify(readNewestRun(database));
  let wasReading = false;
  let restMs = 0;
  let isClosed = false;
  let cancelLook: (() => void) | null = null;

  async function look(): Promise<void> {
    const version = dataVersionOf(database);
    if (version !== versionSeen) {
      versionSeen = version;
      await accounts.load();
      if (isClosed) return;
      const known = describeAccounts(parts);
      if (known !== accountsSeen) tellAccounts(parts);
      accountsSeen = known;
      // What this process's own threads store looks the same, and is told by them.
      if (!engine.isAtWork) tellWhatIsStored();
    }
    wasReading = lists.isReading;
    if (!resumes || engine.isAtWork || listUnfinishedRuns(database).length === 0) return;
    const started = await engine.start();
    if (started.ok && !isClosed) tellWhatIsStored();
  }

  function tellWhatIsStored(): void {
    const begunAt = performance.now();
    const runs = new Set(listUnfinishedRuns(database).map(({ id }) => id));
    const newest = readNewestRun(database);
    // How one ended is told once.
    if (newest && JSON.stringify(newest) !== newestSeen) runs.add(newest.id);
    newestSeen = JSON.stringify(newest);
    for (const id of runs) {
      feed.touchAll(id);
      feed.tellNow(id);
    }
    // Without a sync, this process's own reading of a list is the likelier reason.
    if (runs.size > 0 || !(lists.isReading || wasReading)) lists.tellAll();
    restMs = (performance.now() - begunAt) * RESTS_PER_TELLING;
  }

  function lookAfter(waitMs: number): void {
    cancelLook = clock.after(waitMs, () => {
      restMs = 0;
      look()
        .catch(onError)
        .finally(() => {
          if (!isClosed) lookAfter(Math.max(LOOK_EVERY_MS, restMs));
        });
    });
  }

  lookAfter(LOOK_EVERY_MS);
  return {
    close() {
      isClosed = true;
      cancelLook?.();
    },
  };
}

/** Two accounts or organizations differ when their texts do. */
function describeAccounts({ accounts, database }: CoreParts): string {
  return JSON.stringify([accounts.list(), listOrganizations(database)]);
}
