import type { MessagePort } from "node:worker_threads";
import { workerData } from "node:worker_threads";
import type { SliceTask } from "../shared/slices.ts";
import { openSliceSetting } from "../core/sync/streams/open-slice-setting.ts";
import { serveSlice } from "../core/sync/streams/serve-slice.ts";

/*
 * The thread that runs slices. It keeps a database connection and what it learnt of page sizes; everything else it
 * asks of main over the slice's port.
 */

const { dataDirectory } = workerData as { dataDirectory: string };
const setting = openSliceSetting(dataDirectory);

/** Runs one slice; Piscina calls it. `null` only proves that the thread works. */
export default async function work(task: SliceTask<MessagePort> | null): Promise<void> {
  if (task !== null) await serveSlice(task, setting);
}
