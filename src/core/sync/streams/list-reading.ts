import type { StreamContext } from "./stream.ts";

/** A list that still changes after so many readings is taken as the last of them found it. */
const MOST_READINGS = 4;

/** What a page of a list held. */
interface SeenPage {
  ids: string;
  /** GitHub says that it is as it was when the list was last read. */
  isUnchanged: boolean;
}

/**
 * Tells whether a list with numbered pages stood still while it was read. What leaves one of its pages moves up all that
 * follows, and the first of the next page is never seen, although every page was asked for. So a list of several pages
 * is read again until two readings found the same, or until nothing has changed since it was read before.
 */
export class ListReading {
  #readings = 1;
  #before: ReadonlyMap<number, SeenPage> = new Map();
  #now = new Map<number, SeenPage>();
  #isSteady = false;

  /** A page of this reading, from 1. */
  note(page: number, ids: readonly number[], isUnchanged: boolean): void {
    this.#now.set(page, { ids: ids.join(), isUnchanged });
  }

  /** Whether a page was there, with the same in it, in the reading before this one. */
  isKnown(page: number): boolean {
    const before = this.#before.get(page);
    return before !== undefined && before.ids === this.#now.get(page)?.ids;
  }

  /** At the end of a reading: whether it can be left at that. */
  isEnough(lastPage: number): boolean {
    this.#isSteady = lastPage === 1 || this.#isSame(lastPage);
    return this.#isSteady || this.#readings >= MOST_READINGS;
  }

  /** Says so when the list has changed to the last: what left and came meanwhile is for the next run to see. */
  logUnlessSteady({ log }: Pick<StreamContext, "log">, what: string): void {
    if (this.#isSteady) return;
    const message = `The list of ${what} changed during each of ${this.#readings} readings. The next sync reads it anew.`;
    log({ level: "warn", event: "list.unsteady", message });
  }

  /** Whether the list was the same from its first page to this, its last. */
  #isSame(lastPage: number): boolean {
    const pages = Array.from({ length: lastPage }, (_, index) => index + 1);
    return pages.every((page) => this.#now.get(page)?.isUnchanged || this.isKnown(page));
  }

  /** The list is read once more from its first page. */
  startAgain(): void {
    this.#readings += 1;
    this.#before = this.#now;
    this.#now = new Map();
  }
}
