import { systemClock } from "../core/ports.ts";
import type { EpochMs } from "../shared/ids.ts";

/**
 * A terminal sends Ctrl+C to every process in its foreground, and npm passes it on once more, so one press may
 * arrive twice (github.com/npm/cli/issues/5021). Within this time it counts as one.
 */
const SAME_PRESS_MS = 500;

/** Tells a first request to stop from a second. */
export class InterruptCounter {
  #firstAt: EpochMs | null = null;

  /** `stop`: end cleanly. `end-now`: the person does not want to wait for that. */
  count(now: EpochMs): "stop" | "end-now" | "same-press" {
    if (this.#firstAt === null) {
      this.#firstAt = now;
      return "stop";
    }
    return now - this.#firstAt < SAME_PRESS_MS ? "same-press" : "end-now";
  }
}

export interface Interrupts {
  /** Resolves when the command is to stop. */
  stop: Promise<void>;
  /** Counts as one Ctrl+C. */
  interrupt(): void;
}

/** Listens for Ctrl+C, and for a terminal or a service manager that ends the process. */
export function watchInterrupts(endNow: () => void): Interrupts {
  const stop = Promise.withResolvers<void>();
  const counter = new InterruptCounter();
  const interrupt = (): void => {
    const meaning = counter.count(systemClock.now());
    if (meaning === "stop") stop.resolve();
    if (meaning === "end-now") endNow();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
  return { stop: stop.promise, interrupt };
}
