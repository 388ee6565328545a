import { parentPort, workerData } from "node:worker_threads";
import { lockFile } from "../../../src/core/database/file-lock.ts";

/* Takes a lock that another thread holds, waiting for it, and tells so; holds it until it is told to end. */

const { path } = workerData as { path: string };
parentPort!.postMessage("waits");
const lock = lockFile(path, "shared", 30_000);
parentPort!.postMessage(lock === null ? "refused" : "holds");
parentPort!.once("message", () => {
  lock?.release();
  parentPort!.close();
});
