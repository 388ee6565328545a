import { writeFileSync } from "node:fs";
import { workerData } from "node:worker_threads";

/* A worker that takes its time to load and to answer, and leaves a file when it has. */

const { folder } = workerData as { folder: string };
const sleep = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

sleep(150);
writeFileSync(`${folder}/loaded`, "");

export default function answer(task: "slow" | "endless"): void {
  writeFileSync(`${folder}/started`, "");
  if (task === "endless") for (;;);
  sleep(150);
  writeFileSync(`${folder}/answered`, "");
}
