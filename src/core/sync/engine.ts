import { ok, type Result } from "../../shared/result.ts";
import type { Log } from "../log/log.ts";
import type { Clock } from "../ports.ts";
import { lockEngine, takeEngineLock, type EngineLock } from "./engine-lock.ts";
import type { SlicePool } from "./slice-pool.ts";
import type { Supervisor } from "./supervisor.ts";

/**
 * The engine of a data directory: the supervisor and its threads, started when there is work for them. One process
 * runs it at a time; another one reads, and says who holds it.
 */
export class Engine {
  readonly supervisor: Supervisor;
  readonly pool: SlicePool;
  readonly #dataDirectory: string;
  readonly #clock: Clock;
  readonly #log: Log;
  #lock: EngineLock | null = null;
  #start: Promise<Result<null>> | null = null;
  #isClosed = false;
  #healthCheck: Promise<void> | null = null;

  constructor(options: {
    dataDirectory: string;
    clock: Clock;
    log: Log;
    supervisor: Supervisor;
    pool: SlicePool;
  }) {
    this.supervisor = options.supervisor;
    this.pool = options.pool;
    this.#dataDirectory = options.dataDirectory;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /** Takes the lock and lets the supervisor work, once; a failure says who holds the data directory. */
  start(): Promise<Result<null>> {
    this.#start ??= this.#begin().finally(() => {
      // Whoever asks again tries again.
      if (!this.#lock) this.#start = null;
    });
    return this.#start;
  }

  async #begin(): Promise<Result<null>> {
    const lock = takeEngineLock(this.#dataDirectory, new Date(this.#clock.now()));
    if (!lock.ok) return lock;
    this.#lock = lock.value;
    try {
      await this.checkHealth();
      if (!this.#isClosed) await this.supervisor.start();
    } catch (error) {
      // A lock without work behind it would keep everybody from working.
      this.#lock.release();
      this.#lock = null;
      throw error;
    }
    return ok(null);
  }

  /** Whether this process runs the jobs of the data directory. */
  get isAtWork(): boolean {
    return this.#lock !== null;
  }

  /** Whether this process may run jobs, without beginning to; a failure says who else does. */
  mayStart(): Result<null> {
    if (this.#lock) return ok(null);
    const lock = lockEngine(this.#dataDirectory);
    if (!lock.ok) return lock;
    lock.value.release();
    return ok(null);
  }

  /** Makes sure, once, that threads can be started; if not, work is done in-process and the log says why. */
  checkHealth(): Promise<void> {
    this.#healthCheck ??= this.#findHealth().catch((error: unknown) => {
      // Neither in threads nor in-process, because the database cannot be opened now: whoever asks again may find it well.
      this.#healthCheck = null;
      throw error;
    });
    return this.#healthCheck;
  }

  async #findHealth(): Promise<void> {
    const reason = await this.pool.checkHealth();
    if (reason === null) return;
    this.#log.write({
      at: this.#clock.now(),
      level: "error",
      event: "engine.degraded",
      message: "No worker thread can be started: the sync goes on in-process, more slowly.",
      code: "worker/crashed",
      data: { reason },
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.supervisor.stop();
    await this.pool.close();
    this.#lock?.release();
  }
}
