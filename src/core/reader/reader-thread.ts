import { failureOf, type Failure } from "../../shared/failures.ts";
import type { ReaderAnswer, ReaderFolders, ReaderTask } from "../../shared/reader-tasks.ts";
import { failed, ok, type Result } from "../../shared/result.ts";
import { PatientPool } from "../patient-pool.ts";

/** Loading takes some 100 ms; a thread that is not up by now will not come. */
const START_TIMEOUT_MS = 10_000;

/** One thread that answers tasks in turn. */
export interface ReaderThread {
  /** Rejects when the thread ends before it has answered; Piscina then starts another one by itself. */
  run(task: ReaderTask): Promise<Result<ReaderAnswer>>;
  /** Ends the thread; tasks it has not answered are rejected. */
  stop(): Promise<void>;
}

/**
 * Starts the thread and waits until it has answered once; a failure says why none could be started.
 * `onBroken` is told when it died outside of a task; then `run` must not be called any more.
 */
export async function startReaderThread(
  workerFile: URL,
  folders: ReaderFolders,
  onBroken: (failure: Failure) => void,
): Promise<Result<ReaderThread>> {
  // Named per task, not for the pool: a file that cannot be loaded then rejects the task that needs it, whereas a
  // pool whose threads fail while starting leaves its tasks waiting for ever.
  const filename = workerFile.href;
  let pool: ReaderPool | undefined;
  try {
    pool = createPool(folders);
    await pool.runWithin(START_TIMEOUT_MS, { kind: "ping" }, { filename });
  } catch (error) {
    await pool?.end();
    return failed(crashOf("no reader thread", error));
  }
  pool.on("error", (error) => onBroken(crashOf("reader thread", error)));
  return ok({
    run: (task) => pool.run(task, { filename }),
    stop: () => pool.end(),
  });
}

/** The failure that a thread's death means. */
export function crashOf(what: string, error: unknown): Failure {
  return { code: "worker/crashed", detail: `${what}: ${failureOf(error).detail}` };
}

type ReaderPool = PatientPool<ReaderTask, Result<ReaderAnswer>>;

function createPool(folders: ReaderFolders): ReaderPool {
  const pool: ReaderPool = new PatientPool({
    minThreads: 1,
    maxThreads: 1,
    workerData: folders,
    // The environment may hold a token; a reader needs nothing of it but where Node keeps compiled code.
    env: compileCacheOnly(process.env),
    // Otherwise an idle thread blocks in Atomics.wait, and nothing else in it can run.
    atomics: "disabled",
  });
  // A thread died outside of a task, as one does that crashes while it starts: Piscina may then start no other.
  pool.on("error", () => void pool.destroy());
  return pool;
}

function compileCacheOnly({ NODE_COMPILE_CACHE }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
}
