import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { Piscina } from "piscina";
import type { Slice, SliceOutcome, SliceTask, ToMain, ToWorker } from "../../shared/slices.ts";
import { PatientPool } from "../patient-pool.ts";
import { openSliceSetting } from "./streams/open-slice-setting.ts";
import type { SliceSetting } from "./streams/run-slice.ts";
import { serveSlice } from "./streams/serve-slice.ts";

/** What a slice says before it ends. */
export type SliceMessage = Exclude<ToMain, { kind: "outcome" }>;

/** A slice at work, as main holds it. */
export interface SliceHandle {
  /** Resolves when the slice has ended; a worker that crashed or was ended is a failure like any other. */
  outcome: Promise<SliceOutcome>;
  send(message: ToWorker): void;
  /** Ends the worker thread, whatever it is doing; every other slice on it fails too. */
  terminate(): void;
}

export interface SlicePoolOptions {
  workerFile: URL;
  dataDirectory: string;
  threads: number;
  slicesPerThread: number;
}

type SyncPool = PatientPool<SliceTask<MessagePort> | null, void>;

/** Chooses the thread for a task. Piscina does not export the type by a name. */
type LoadBalancer = NonNullable<NonNullable<ConstructorParameters<typeof Piscina>[0]>["loadBalancer"]>;

/** How long a fresh thread may take to prove that it works. */
const HEALTH_CHECK_MS = 15_000;
/** Enough for the rows of an answer or two; without a limit it grows to tens of megabytes a thread. */
const YOUNG_GENERATION_MB = 8;
/** Many times what a thread needs: one that grows beyond it ends alone, before the computer has no memory left. */
const OLD_GENERATION_MB = 512;
/** In-process, slices take turns with everything else that main does: two keep a request under way. */
const SLICES_IN_PROCESS = 2;

/** Runs slices in worker threads; in-process when no thread can be started. The streams are the same. */
export class SlicePool {
  readonly #options: SlicePoolOptions;
  #pool: SyncPool | null = null;
  #inProcess: SliceSetting | null = null;
  #isClosed = false;

  constructor(options: SlicePoolOptions) {
    this.#options = options;
  }

  /** True once no thread could be started. */
  get degraded(): boolean {
    return this.#inProcess !== null;
  }

  /** Most slices that run side by side. */
  get capacity(): number {
    const { threads, slicesPerThread } = this.#options;
    return this.degraded ? SLICES_IN_PROCESS : threads * slicesPerThread;
  }

  /** Starts the threads and lets one prove itself; when it cannot, all work is done in-process. Returns the reason. */
  async checkHealth(): Promise<string | null> {
    if (this.degraded) return null;
    try {
      await this.#threads().runWithin(HEALTH_CHECK_MS, null);
      return null;
    } catch (error) {
      // Ended before it could prove itself: that says nothing about threads.
      if (this.#isClosed) return null;
      this.#inProcess = openSliceSetting(this.#options.dataDirectory);
      await this.#pool?.end();
      return firstLine(error);
    }
  }

  /** The pool; a new one when all threads of the old one are gone, which Piscina does not replace if they failed to start. */
  #threads(): SyncPool {
    if (this.#pool && this.#pool.threads.length > 0) return this.#pool;
    const { workerFile, dataDirectory, threads, slicesPerThread } = this.#options;
    void this.#pool?.destroy();
    this.#pool = new PatientPool({
      filename: workerFile.href,
      // Each thread costs a start and a warm-up of its own, so a further one is started when the others are full.
      minThreads: 1,
      maxThreads: threads,
      idleTimeout: Infinity,
      // Answers are short-lived: with more room for them, V8 would collect them later and keep the memory.
      resourceLimits: {
        maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
        maxOldGenerationSizeMb: OLD_GENERATION_MB,
      },
      concurrentTasksPerWorker: slicesPerThread,
      loadBalancer: leastBusy(slicesPerThread),
      workerData: { dataDirectory },
      // A thread asleep in Atomics.wait would not hear the answers to its other slices.
      atomics: "disabled",
    });
    // The slices of a failed thread report it themselves; one without slices concerns nobody.
    this.#pool.on("error", () => undefined);
    return this.#pool;
  }

  /** Starts a slice; `onMessage` hears everything it says until it ends. */
  run(slice: Slice, onMessage: (message: SliceMessage) => void): SliceHandle {
    const { port1, port2 } = new MessageChannel();
    const ending = new AbortController();
    const outcome = Promise.withResolvers<SliceOutcome>();
    port1.on("message", (messages: ToMain[]) => {
      for (const message of messages) {
        if (message.kind === "outcome") outcome.resolve(message.outcome);
        else onMessage(message);
      }
    });
    this.#start({ slice, port: port2 }, ending.signal).catch((error: unknown) => {
      const failure = ending.signal.aborted
        ? { code: "worker/hung" as const }
        : { code: "worker/crashed" as const, detail: firstLine(error) };
      outcome.resolve({ kind: "failed", failure });
    });
    return {
      outcome: outcome.promise.finally(() => port1.close()),
      send: (message) => port1.postMessage(message),
      terminate: () => ending.abort(),
    };
  }

  async #start(task: SliceTask<MessagePort>, signal: AbortSignal): Promise<void> {
    if (this.#isClosed) throw new Error("the pool is closed");
    if (this.#inProcess) await serveSlice(task, this.#inProcess);
    else await this.#threads().run(task, { transferList: [task.port], signal });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#pool?.end();
    this.#inProcess?.database.close();
  }
}

/**
 * The thread with the fewest slices. Piscina's own balancer gives a thread that runs a task which can be aborted
 * nothing else to do, because aborting ends the thread; here that is agreed, and its other slices are put back.
 */
function leastBusy(mostSlices: number): LoadBalancer {
  return (_task, threads) => {
    let chosen: ReturnType<LoadBalancer> = null;
    let fewest = mostSlices;
    for (const thread of threads) {
      // Piscina calls the usage infinite when the thread runs a single such task.
      const slices = Number.isFinite(thread.currentUsage) ? thread.currentUsage : 1;
      if (thread.terminating || thread.destroyed || slices >= fewest) continue;
      chosen = thread;
      fewest = slices;
    }
    return chosen;
  };
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n", 1)[0]!;
