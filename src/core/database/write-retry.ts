import { FailureError } from "../../shared/failures.ts";
import type { Clock } from "../ports.ts";
import { withStoreFailures, type WritableDatabase } from "./connection.ts";

const PAUSE_MS = 1;
/** How long a writer is patient with another's lock before it says so. */
const PATIENCE_MS = 30_000;

/**
 * The writes of the thread that draws the window: one after another, each in a transaction that begins IMMEDIATE.
 * While another connection holds the write lock, the thread goes on with other things between tries.
 */
export class PatientWriter {
  readonly #database: WritableDatabase;
  readonly #clock: Clock;
  #last: Promise<unknown> = Promise.resolve();

  constructor(database: WritableDatabase, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Commits what `write` does, after the writes asked for before. Rejects with the store's failure. */
  write<Value>(write: () => Value): Promise<Value> {
    const result = this.#last.then(() => this.#commit(write));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #commit<Value>(write: () => Value): Promise<Value> {
    const givesUpAt = this.#clock.now() + PATIENCE_MS;
    for (;;) {
      try {
        return withStoreFailures(() => this.#database.transaction(write).immediate());
      } catch (error) {
        const isBusy = error instanceof FailureError && error.failure.code === "store/busy";
        if (!isBusy || this.#clock.now() >= givesUpAt) throw error;
      }
      await new Promise<void>((resolve) => this.#clock.after(PAUSE_MS, resolve));
    }
  }
}
