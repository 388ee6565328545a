import { once } from "node:events";
import type { MessagePort } from "node:worker_threads";
import type { SliceTask, ToMain } from "../../../src/shared/slices.ts";

/** A worker whose slices say that they are at work, and end when they are told anything. */
export default async function work(task: SliceTask<MessagePort> | null): Promise<void> {
  if (task === null) return;
  const tell = (message: ToMain): void => task.port.postMessage([message]);
  tell({ kind: "pong" });
  await once(task.port, "message");
  tell({ kind: "outcome", outcome: { kind: "yield" } });
  task.port.close();
}
