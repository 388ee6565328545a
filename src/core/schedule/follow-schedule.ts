import type { AnyEvent } from "../../shared/contract.ts";
import { describeFailure } from "../../shared/failures.ts";
import type { EpochMs } from "../../shared/ids.ts";
import { syncCommands } from "../commands/sync-commands.ts";
import type { CoreParts } from "../commands/parts.ts";
import { listOrganizations } from "../database/account-store.ts";
import { listUnfinishedRuns, readNewestRun } from "../database/run-store.ts";
import { readSettings } from "../database/settings-store.ts";
import { Scheduler, type RepeatableSync } from "./scheduler.ts";

/** The schedule of a core, which hears of everything that it depends on. */
export interface FollowedSchedule extends Pick<Scheduler, "look" | "next" | "close"> {
  hear(event: AnyEvent): void;
}

/** Lets the schedule of the settings start syncs, with what was last chosen in each organization. */
export function followSchedule(parts: CoreParts, openedAt: EpochMs, isHeld: () => boolean): FollowedSchedule {
  const { clock, database, log, emit } = parts;
  const scheduler = new Scheduler({
    clock,
    openedAt,
    isHeld,
    settings: () => readSettings(database),
    repeatable: () => listRepeatable(parts),
    isSyncing: () => listUnfinishedRuns(database).length > 0,
    start({ organizationId, organizationLogin, choice }) {
      const message = `The schedule starts a sync of ${organizationLogin}.`;
      log.write({ at: clock.now(), level: "info", event: "schedule.due", message, organizationId });
      return syncCommands["sync.start"](parts, { organizationId, repositories: choice });
    },
    onChange: (nextSync) => emit({ name: "schedule.changed", payload: { nextSync } }),
    onRefused(failure) {
      const { sentence } = describeFailure(failure);
      const message = `The scheduled sync could not be started. ${sentence}`;
      const data = { detail: failure.detail ?? null };
      log.write({
        at: clock.now(),
        level: "warn",
        event: "schedule.refused",
        message,
        code: failure.code,
        data,
      });
    },
  });
  return {
    look: () => scheduler.look(),
    close: () => scheduler.close(),
    get next() {
      return scheduler.next;
    },
    hear(event) {
      if (event.name === "settings.changed" || event.name === "accounts.changed") scheduler.look();
      // Progress comes often, and means something here only when a sync has begun or ended.
      if (event.name !== "run.changed") return;
      if (event.payload.run.endedAt !== null || scheduler.next !== null) scheduler.look();
    },
  };
}

/** The newest sync of every organization that can be read with a token that is there. */
function listRepeatable({ database, accounts }: CoreParts): RepeatableSync[] {
  const signedIn = new Set(accounts.list().flatMap(({ id, isSignedIn }) => (isSignedIn ? [id] : [])));
  return listOrganizations(database).flatMap(({ id, accountId, login, blocked }) => {
    const run = blocked === null && signedIn.has(accountId) ? readNewestRun(database, id) : null;
    if (run === null) return [];
    const { startedAt, choice } = run;
    return [{ organizationId: id, organizationLogin: login, startedAt, choice }];
  });
}
