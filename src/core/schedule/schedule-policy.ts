import type { EpochMs, OrganizationId } from "../../shared/ids.ts";
import type { Settings } from "../../shared/settings.ts";

const HOUR_MS = 60 * 60_000;

const INTERVALS_MS: Record<Settings["schedule"], number | null> = {
  off: null,
  hourly: HOUR_MS,
  "every-4-hours": 4 * HOUR_MS,
  daily: 24 * HOUR_MS,
};

/** What the schedule depends on. */
export interface ScheduleSituation {
  settings: Pick<Settings, "schedule" | "syncsAtStart">;
  /** When the application was opened. */
  openedAt: EpochMs;
  /** When the newest sync of each organization began: of those that have been synced and can be now. */
  lastStarts: readonly { organizationId: OrganizationId; startedAt: EpochMs }[];
  /** Nothing begins before: a sync that was due could not be started. */
  notBefore: EpochMs;
}

/** When which organization is to be synced next. */
export interface DueSync {
  organizationId: OrganizationId;
  /** Not before `now`: however many were missed, they are caught up by one. */
  at: EpochMs;
}

/** The sync that is due first, while none is under way; null when none will be. */
export function nextDue(situation: ScheduleSituation, now: EpochMs): DueSync | null {
  const first = situation.lastStarts
    .flatMap(({ organizationId, startedAt }) => {
      const at = dueAt(situation, startedAt);
      return at === null ? [] : [{ organizationId, at }];
    })
    .sort((one, other) => one.at - other.at)[0];
  return first ? { ...first, at: Math.max(first.at, situation.notBefore, now) } : null;
}

function dueAt({ settings, openedAt }: ScheduleSituation, lastStart: EpochMs): EpochMs | null {
  if (settings.syncsAtStart && lastStart < openedAt) return openedAt;
  const intervalMs = INTERVALS_MS[settings.schedule];
  return intervalMs === null ? null : lastStart + intervalMs;
}
