import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { MessagePort } from "node:worker_threads";
import { workerData } from "node:worker_threads";
import { join } from "node:path";
import { openSliceSetting } from "../../../src/core/sync/streams/open-slice-setting.ts";
import { serveSlice } from "../../../src/core/sync/streams/serve-slice.ts";
import type { SliceTask } from "../../../src/shared/slices.ts";
import { DISK_FULL, ORDERS, type Order } from "./misbehaviour.ts";

/*
 * The sync's worker, which misbehaves where a file in the data directory tells it to. Files, because an order must
 * reach threads that are started later, and must outlast those that it ends.
 */

const { dataDirectory } = workerData as { dataDirectory: string };
const setting = openSliceSetting(dataDirectory);
const ANY_SIZE = 4_294_967_294;

export default async function work(task: SliceTask<MessagePort> | null): Promise<void> {
  if (task === null) return;
  // A database that may not grow answers a write that needs a page as a full disk does.
  const isFull = existsSync(join(dataDirectory, DISK_FULL));
  const pages = setting.database.pragma("page_count", { simple: true });
  setting.database.pragma(`max_page_count = ${isFull ? pages : ANY_SIZE}`);
  switch (takeOrder(task.slice.subjectId)) {
    case "throw":
      throw new Error("a worker's own fault");
    case "exit":
      return process.exit(1);
    case "loop":
      for (;;);
    case "use up memory":
      return exhaustMemory();
    case null:
      return serveSlice(task, setting);
  }
}

/** Keeps ever larger blocks of a thread's own heap, until it has none left. */
function exhaustMemory(): never {
  for (const kept: number[][] = []; ;) kept.push(Array.from({ length: 1_000_000 }, () => Math.random()));
}

/** The next order for this subject; one subject has one worker at a time. */
function takeOrder(subjectId: number): Order | null {
  const file = join(dataDirectory, `${ORDERS}${subjectId}`);
  if (!existsSync(file)) return null;
  const [next, ...rest] = readFileSync(file, "utf8").split("\n");
  if (rest.length > 0) writeFileSync(file, rest.join("\n"));
  else rmSync(file);
  return next as Order;
}
