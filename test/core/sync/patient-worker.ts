import { once } from "node:events";
import { workerData, type MessagePort } from "node:worker_threads";
import type { SliceTask, ToMain } from "../../../src/shared/slices.ts";

const { dataDirectory } = workerData as { dataDirectory: string };

/** A worker whose slices say that they are at work, and end when they are told anything. Its health may be a secret. */
export default async function work(task: SliceTask<MessagePort> | null): Promise<void> {
  if (task === null) return dataDirectory === "silent" ? new Promise(() => undefined) : undefined;
  const tell = (message: ToMain): void => task.port.postMessage([message]);
  tell({ kind: "pong" });
  await once(task.port, "message");
  tell({ kind: "outcome", outcome: { kind: "yield" } });
  task.port.close();
}
