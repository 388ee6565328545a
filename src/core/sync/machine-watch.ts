import type { LogEntry } from "../../shared/log-entry.ts";
import type { MachineHold } from "../../shared/models.ts";
import type { Clock, Power } from "../ports.ts";

/** A system that spoke of sleep and is still awake after this long has thought better of it, or forgot to say so. */
const STILL_AWAKE_AFTER_MS = 60_000;

const MESSAGES: Record<MachineHold["kind"], string> = {
  asleep: "This computer goes to sleep: syncs wait until it wakes.",
  "on-battery": "This computer runs on its battery: syncs wait for mains power, as the settings say.",
};

export interface MachineWatchOptions {
  clock: Clock;
  power: Power;
  log(entry: LogEntry): void;
  onChange(hold: MachineHold | null): void;
}

/** Knows whether this computer's power keeps syncs waiting. */
export class MachineWatch {
  readonly #options: MachineWatchOptions;
  #hold: MachineHold | null = null;
  #pausesOnBattery = false;
  #cancelDoubt: (() => void) | null = null;
  readonly #stopListening: () => void;

  constructor(options: MachineWatchOptions) {
    this.#options = options;
    this.#stopListening = options.power.onChange(() => this.#look(options.power.isFallingAsleep()));
  }

  /** Why syncs wait; null when they need not. */
  get hold(): MachineHold | null {
    return this.#hold;
  }

  set pausesOnBattery(pauses: boolean) {
    this.#pausesOnBattery = pauses;
    this.#look(this.#hold?.kind === "asleep");
  }

  close(): void {
    this.#stopListening();
    this.#cancelDoubt?.();
  }

  #look(isAsleep: boolean): void {
    const { clock, power, log, onChange } = this.#options;
    const kind = holdOf(isAsleep, power.isOnBattery(), this.#pausesOnBattery);
    if (kind === (this.#hold?.kind ?? null)) return;
    const now = clock.now();
    this.#hold = kind && { kind, since: now };
    this.#cancelDoubt?.();
    this.#cancelDoubt = kind === "asleep" ? clock.after(STILL_AWAKE_AFTER_MS, () => this.#look(false)) : null;
    const message = kind === null ? "This computer's power no longer keeps syncs waiting." : MESSAGES[kind];
    log({ at: now, level: "info", event: kind === null ? "machine.ready" : `machine.${kind}`, message });
    onChange(this.#hold);
  }
}

function holdOf(
  isAsleep: boolean,
  isOnBattery: boolean,
  pausesOnBattery: boolean,
): MachineHold["kind"] | null {
  if (isAsleep) return "asleep";
  return isOnBattery && pausesOnBattery ? "on-battery" : null;
}
