import { networkInterfaces } from "node:os";
import { onRemote } from "./remote.ts";
import { StandInError, StrictEmitter, strictModule } from "./strict.ts";

export const net = strictModule("net", {
  /** Like Electron's: false is certain, true says only that there is a network to try. */
  isOnline: (): boolean =>
    Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal)),
});

const lookEveryMs = 5_000;
const sleptAfterMs = 30_000;

const POWER_EVENTS = ["suspend", "resume", "on-battery", "on-ac", "shutdown"];

/**
 * Notices that the machine slept, by a gap in the time of day between two looks. `suspend` therefore comes with
 * `resume`, after the sleep; a clock that is put forward looks the same. Of the battery it knows only what it is told
 * (`remote.ts`).
 */
class PowerMonitor extends StrictEmitter {
  #lookedAt = Date.now();
  #isOnBattery = false;

  constructor() {
    super();
    setInterval(() => this.#look(Date.now()), lookEveryMs).unref();
  }

  isOnBatteryPower(): boolean {
    return this.#isOnBattery;
  }

  /** Something happens to the computer's power. */
  hear(event: string): void {
    if (!POWER_EVENTS.includes(event)) throw new StandInError(`powerMonitor has no event "${event}" here.`);
    if (event === "on-battery" || event === "on-ac") this.#isOnBattery = event === "on-battery";
    this.emit(event);
  }

  #look(now: number): void {
    const sinceMs = now - this.#lookedAt;
    this.#lookedAt = now;
    if (sinceMs < sleptAfterMs) return;
    this.emit("suspend");
    this.emit("resume");
  }
}

export const powerMonitor = new PowerMonitor();
onRemote("power", ({ event }) => powerMonitor.hear(String(event)));
