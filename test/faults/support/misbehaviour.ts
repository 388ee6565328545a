import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Stage, StageOptions } from "../../journeys/support/stage.ts";
import { ask } from "../../journeys/support/truth.ts";

/** What a worker can be told to do instead of its work, for one slice. */
export type Order = "throw" | "exit" | "loop" | "use up memory";

export const ORDERS = "worker-orders-";
export const DISK_FULL = "disk-is-full";

const workerFile = (name: string): URL => new URL(name, import.meta.url);

/** A stage whose workers can be made to misbehave. */
export const MISBEHAVING: StageOptions = {
  core: {
    workerFiles: {
      sync: workerFile("misbehaving-worker.ts"),
      reader: workerFile("../../../src/workers/reader-worker.ts"),
    },
  },
};

/** Orders what the next slices of this repository do. */
export async function order(stage: Stage, repository: string, ...orders: Order[]): Promise<void> {
  const truth = await ask(stage.github, { type: "truth", repository }, "repository-truth");
  writeFileSync(join(stage.dataDirectory, `${ORDERS}${truth.repository.id}`), orders.join("\n"));
}

/** The disk is full for the workers, or has room again. */
export function setDiskFull(stage: Stage, isFull: boolean): void {
  const file = join(stage.dataDirectory, DISK_FULL);
  if (isFull) writeFileSync(file, "");
  else rmSync(file);
}
