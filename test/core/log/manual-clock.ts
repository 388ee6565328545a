import type { Clock } from "../../../src/core/ports.ts";

/** A clock that moves when it is told to. */
export class ManualClock implements Clock {
  #now = 1_700_000_000_000;
  readonly #waiting = new Set<{ at: number; callback: () => void }>();

  now(): number {
    return this.#now;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { at: this.#now + delayMs, callback };
    this.#waiting.add(timer);
    return () => this.#waiting.delete(timer);
  }

  advance(byMs: number): void {
    this.#now += byMs;
    for (const timer of [...this.#waiting]) {
      if (timer.at > this.#now) continue;
      this.#waiting.delete(timer);
      timer.callback();
    }
  }
}
