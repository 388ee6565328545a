import type { EpochMs } from "../../shared/ids.ts";
import type { Failure } from "../../shared/failures.ts";

/** Why nothing can be stored for now, and since when. */
export interface StoreTrouble {
  failure: Failure;
  since: EpochMs;
}

/** How often one job tries whether there is room again, or the lock free. */
const TRY_EVERY_MS = 3_000;

/**
 * Holds work back while nothing can be stored, because the disk is full or another program holds the database. Pages
 * fetched then would only be thrown away: one job at a time finds out whether it is over. Until then nothing counts as
 * an attempt.
 */
export class StoreGate {
  #trouble: StoreTrouble | null = null;
  #nextTryAt: EpochMs = 0;

  get trouble(): StoreTrouble | null {
    return this.#trouble;
  }

  /** Something could not be stored. */
  close(failure: Failure, now: EpochMs): void {
    this.#trouble = { failure, since: this.#trouble?.since ?? now };
    this.#nextTryAt = now + TRY_EVERY_MS;
  }

  /** Something was stored. True when that ends a trouble. */
  open(): boolean {
    const isNews = this.#trouble !== null;
    this.#trouble = null;
    return isNews;
  }

  /** How many more jobs may start, of those for which there is room. */
  allow(free: number, atWork: number, now: EpochMs): number {
    if (this.#trouble === null) return free;
    // A moment further away than any pause: the clock was turned back.
    const isTime = now >= this.#nextTryAt || this.#nextTryAt - now > TRY_EVERY_MS;
    return atWork === 0 && isTime ? Math.min(1, free) : 0;
  }
}
