import { networkInterfaces } from "node:os";
import { StrictEmitter, strictModule } from "./strict.ts";

export const net = strictModule("net", {
  /** Like Electron's: false is certain, true says only that there is a network to try. */
  isOnline: (): boolean =>
    Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal)),
});

const lookEveryMs = 5_000;
const sleptAfterMs = 30_000;

/**
 * Notices that the machine slept, by a gap in the time of day between two looks. `suspend` therefore comes with
 * `resume`, after the sleep; a clock that is put forward looks the same.
 */
class PowerMonitor extends StrictEmitter {
  #lookedAt = Date.now();

  constructor() {
    super();
    setInterval(() => this.#look(Date.now()), lookEveryMs).unref();
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
