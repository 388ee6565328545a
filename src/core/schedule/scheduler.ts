import type { ChosenRepositories } from "../../shared/contract.ts";
import type { Failure } from "../../shared/failures.ts";
import type { EpochMs, OrganizationId } from "../../shared/ids.ts";
import type { NextSync } from "../../shared/models.ts";
import type { Result } from "../../shared/result.ts";
import type { Settings } from "../../shared/settings.ts";
import type { Clock } from "../ports.ts";
import { nextDue } from "./schedule-policy.ts";

/** Also after a sleep, in which timers may stand still, a due sync is noticed within this time. */
const LOOK_EVERY_MS = 15_000;
/** The start of the application has time of its own before a sync is started. */
const CALM_AFTER_START_MS = 3_000;
/** A sync that could not be started, such as while another process runs the engine, is tried again after this. */
const TRY_AGAIN_MS = 5 * 60_000;

/** A sync that may be repeated: the newest of its organization. */
export interface RepeatableSync {
  organizationId: OrganizationId;
  organizationLogin: string;
  startedAt: EpochMs;
  choice: ChosenRepositories;
}

export interface SchedulerOptions {
  clock: Clock;
  openedAt: EpochMs;
  settings(): Settings;
  /** The newest syncs of the organizations that can be synced now. */
  repeatable(): RepeatableSync[];
  isSyncing(): boolean;
  /** Work would only wait, as on battery: nothing is started. */
  isHeld(): boolean;
  start(sync: RepeatableSync): Promise<Result<unknown>>;
  onChange(next: NextSync | null): void;
  onRefused(failure: Failure): void;
}

/** Starts what the schedule says, one sync at a time, and tells what comes next. */
export class Scheduler {
  readonly #options: SchedulerOptions;
  #next: NextSync | null = null;
  #notBefore: EpochMs;
  #isStarting = false;
  #cancelLook: (() => void) | null = null;
  #isClosed = false;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#notBefore = options.openedAt + CALM_AFTER_START_MS;
  }

  /** What is started next; null when nothing is. */
  get next(): NextSync | null {
    return this.#next;
  }

  /** Looks at the clock from now on; also to be called when settings, accounts or syncs have changed. */
  look(): void {
    if (this.#isClosed) return;
    const { clock } = this.#options;
    const now = clock.now();
    const due = this.#findNext(now);
    this.#tell(due?.next ?? null);
    if (due && due.next.at <= now && !this.#isStarting && !this.#options.isHeld()) void this.#start(due.sync);
    this.#cancelLook?.();
    const waitMs = due ? Math.max(0, due.next.at - now) : LOOK_EVERY_MS;
    this.#cancelLook = clock.after(waitMs === 0 ? LOOK_EVERY_MS : Math.min(waitMs, LOOK_EVERY_MS), () =>
      this.look(),
    );
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelLook?.();
  }

  #findNext(now: EpochMs): { next: NextSync; sync: RepeatableSync } | null {
    const { openedAt, settings, repeatable, isSyncing } = this.#options;
    const { schedule, syncsAtStart } = settings();
    if ((schedule === "off" && !syncsAtStart) || isSyncing()) return null;
    const syncs = repeatable();
    const situation = {
      settings: { schedule, syncsAtStart },
      ...{ openedAt, lastStarts: syncs, notBefore: this.#notBefore },
    };
    const due = nextDue(situation, now);
    const sync = syncs.find(({ organizationId }) => organizationId === due?.organizationId);
    return due && sync ? { next: { ...due, organizationLogin: sync.organizationLogin }, sync } : null;
  }

  async #start(sync: RepeatableSync): Promise<void> {
    this.#isStarting = true;
    const started = await this.#options.start(sync);
    this.#isStarting = false;
    if (!started.ok) {
      this.#notBefore = this.#options.clock.now() + TRY_AGAIN_MS;
      this.#options.onRefused(started.failure);
    }
    this.look();
  }

  #tell(next: NextSync | null): void {
    const isSame = next?.organizationId === this.#next?.organizationId && next?.at === this.#next?.at;
    if (isSame) return;
    this.#next = next;
    this.#options.onChange(next);
  }
}
