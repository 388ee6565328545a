import { setTimeout as delay } from "node:timers/promises";
import { Piscina } from "piscina";

/** Whoever quits does not wait longer for a thread that hangs, or for a long query. */
const PATIENCE_MS = 1_000;
const LOOK_EVERY_MS = 5;

/**
 * A pool whose threads are ended only when they rest: loaded, and between tasks. A thread that is ended in the middle of
 * loading better-sqlite3 takes the whole process with it (13.2.0: `Napi::Error::Fatal` within its `InitAll`, found in the
 * dumps of two crashes). Piscina tells when a thread has loaded, but for those that a pool begins with: give it a task at
 * once.
 */
export class PatientPool<Task, Answer> extends Piscina<Task, Answer> {
  readonly #loaded = new Set<number>();
  #running = 0;

  constructor(options: ConstructorParameters<typeof Piscina>[0]) {
    super(options);
    this.on("workerCreate", ({ id }: { id: number }) => this.#loaded.add(id));
  }

  override async run(...[task, options]: Parameters<Piscina<Task, Answer>["run"]>): Promise<Answer> {
    this.#running += 1;
    try {
      return await super.run(task, options);
    } finally {
      this.#running -= 1;
    }
  }

  /** Runs a task, and rejects when there is no answer in time. Its thread, which may still be loading, is left alone. */
  async runWithin(
    timeoutMs: number,
    ...[task, options]: Parameters<Piscina<Task, Answer>["run"]>
  ): Promise<Answer> {
    const tooLate = delay(timeoutMs, null, { ref: false }).then(() => {
      throw new Error(`no answer within ${timeoutMs / 1_000} s`);
    });
    return Promise.race([this.run(task, options), tooLate]);
  }

  /** Ends the threads once they rest, or when patience ends. Tasks without an answer by then are rejected. */
  async end(): Promise<void> {
    for (let waitedMs = 0; waitedMs < PATIENCE_MS && !this.#isAtRest(); waitedMs += LOOK_EVERY_MS) {
      await delay(LOOK_EVERY_MS);
    }
    await this.destroy();
  }

  #isAtRest(): boolean {
    return this.#running === 0 && this.threads.every(({ threadId }) => this.#loaded.has(threadId));
  }
}
