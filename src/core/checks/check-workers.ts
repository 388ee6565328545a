import type { Finding } from "../../shared/checks.ts";
import { SlicePool } from "../sync/slice-pool.ts";
import type { CheckSurroundings } from "./surroundings.ts";

/** Whether a worker thread can be started and answers; a fresh one, beside those at work. */
export async function checkWorkers({ dataDirectory, syncWorkerFile }: CheckSurroundings): Promise<Finding> {
  const pool = new SlicePool({
    workerFile: syncWorkerFile,
    dataDirectory,
    threads: 1,
    slicesPerThread: 1,
  });
  const startedAt = performance.now();
  try {
    const reason = await pool.checkHealth();
    return reason === null
      ? { check: "workers", kind: "well", startMs: Math.round(performance.now() - startedAt) }
      : { check: "workers", kind: "broken", failure: { code: "worker/cannot-start", detail: reason } };
  } finally {
    await pool.close();
  }
}
