import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../../src/core/ports.ts";

interface Timer {
  dueAtMs: number;
  callback: () => void;
  handle: NodeJS.Timeout;
}

/** Longest step in which time passes: what happens once a second happens at each of them. */
const STEP_MS = 1_000;

/**
 * The clock on the wall, which a test may wind on instead of waiting. Like a real machine's it has two sides: the time
 * of day, which somebody may set, and the time that passes, on which timers run.
 */
export class WindingClock implements Clock {
  readonly #timers = new Set<Timer>();
  #passedMs = 0;
  #setByMs = 0;

  now(): number {
    return Date.now() + this.#passedMs + this.#setByMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    const fire = (): void => {
      this.#timers.delete(timer);
      callback();
    };
    const timer = { dueAtMs: this.#elapsedMs() + delayMs, callback, handle: setTimeout(fire, delayMs) };
    this.#timers.add(timer);
    return () => this.#stop(timer);
  }

  /** Lets this much time pass at once: every timer that is due on the way fires in its turn. */
  async pass(durationMs: number): Promise<void> {
    for (let leftMs = durationMs; leftMs > 0; leftMs -= STEP_MS) {
      this.#passedMs += Math.min(STEP_MS, leftMs);
      const due = [...this.#timers].filter((timer) => timer.dueAtMs <= this.#elapsedMs());
      for (const timer of due.sort((a, b) => a.dueAtMs - b.dueAtMs)) {
        if (!this.#timers.has(timer)) continue;
        this.#stop(timer);
        timer.callback();
      }
      await setImmediate();
    }
  }

  /** Sets the time of day ahead or back, as a person, a time server or hours of sleep do: timers know nothing of it. */
  set(byMs: number): void {
    this.#setByMs += byMs;
  }

  #elapsedMs(): number {
    return performance.now() + this.#passedMs;
  }

  #stop(timer: Timer): void {
    clearTimeout(timer.handle);
    this.#timers.delete(timer);
  }
}
