import type { Failure } from "../../../shared/failures.ts";

/*
 * How many pull requests to ask for in one page. GitHub gives up on pages that hold too much, after seconds of its
 * time, and never says beforehand how much that is; so the size grows while answers are quick and clean, and shrinks
 * when they are not (`github-api-facts` of GraphQL: 100 pull requests with nested lists failed, 50 and 25 passed).
 */

const FIRST_SIZE = 50;
const LARGEST_SIZE = 100;
const QUICK_MS = 2_000;
const SLOW_MS = 5_000;
/** One repository's unreadable page must not make the pages of all others tiny. */
const LOWEST_CEILING = 25;
/** Clean pages after which a ceiling learnt from a failure is doubted. */
const CLEAN_PAGES_TO_RISE = 200;

/** Whether asking for less may cure this failure. */
export function isTooMuch(failure: Failure): boolean {
  return (
    failure.code === "github/too-costly" ||
    failure.code === "github/server-error" ||
    failure.code === "network/timeout"
  );
}

/** The size after a clean answer. */
export function sizeAfterAnswer(size: number, durationMs: number): number {
  if (durationMs > SLOW_MS) return Math.max(1, Math.floor(size / 2));
  return durationMs < QUICK_MS ? Math.min(LARGEST_SIZE, size * 2) : size;
}

/** The size after GitHub gave up on this one; 0 when there is nothing smaller to ask for. */
export function sizeAfterFailure(size: number): number {
  return size === 1 ? 0 : Math.max(1, Math.floor(size / 4));
}

/**
 * What one account's answers taught, shared by all repositories that a thread reads: where one page was too much,
 * the next repository need not find out again.
 */
export class PageSizes {
  #ceiling = LARGEST_SIZE;
  #cleanPages = 0;

  /** The size to ask for, given what was learnt for this repository. */
  choose(remembered: number | null): number {
    return Math.min(remembered ?? FIRST_SIZE, this.#ceiling);
  }

  noteClean(): void {
    this.#cleanPages += 1;
    if (this.#cleanPages < CLEAN_PAGES_TO_RISE) return;
    this.#cleanPages = 0;
    this.#ceiling = Math.min(LARGEST_SIZE, this.#ceiling * 2);
  }

  /** A page of `size` was too much: half of it is the most that others ask for. */
  noteFailure(size: number): void {
    this.#cleanPages = 0;
    this.#ceiling = Math.max(LOWEST_CEILING, Math.min(this.#ceiling, Math.floor(size / 2)));
  }
}
