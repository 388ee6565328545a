/**
 * Lets those who ask proceed one at a time, in the order of asking, with a look at everything else that the thread has
 * to do before each.
 */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** Resolves when it is the caller's turn; what it then does without waiting, it does alone. */
  next(): Promise<void> {
    this.#last = this.#last.then(() => new Promise<void>((resolve) => void setImmediate(resolve)));
    return this.#last;
  }
}
