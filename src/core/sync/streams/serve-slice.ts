import type { MessagePort } from "node:worker_threads";
import { FailureError } from "../../../shared/failures.ts";
import { failed, ok, type Result } from "../../../shared/result.ts";
import type { SliceTask, ToMain, ToWorker } from "../../../shared/slices.ts";
import { runSlice, type SliceHost, type SliceSetting } from "./run-slice.ts";

/** Runs one slice whose main is at the other end of the task's port, and sends its outcome there, last of all. */
export async function serveSlice(task: SliceTask<MessagePort>, setting: SliceSetting): Promise<void> {
  const { slice, port } = task;
  const outbox = openOutbox(port);
  const outcome = await runSlice(slice, connectToMain(port, outbox), setting);
  outbox.put({ kind: "outcome", outcome });
  outbox.send();
  port.close();
}

/** What is to be told to main, on its way. */
interface Outbox {
  put(message: ToMain): void;
  /** Sends it at once, instead of when the thread pauses. */
  send(): void;
}

/** Of each page there is much to tell. It goes in few letters, because each costs this thread and wakes main. */
function openOutbox(port: MessagePort): Outbox {
  let messages: ToMain[] = [];
  const send = (): void => {
    if (messages.length > 0) port.postMessage(messages);
    messages = [];
  };
  return {
    put(message) {
      // A tick comes when all promises that could go on have gone on.
      if (messages.length === 0) process.nextTick(send);
      messages.push(message);
    },
    send,
  };
}

function connectToMain(port: MessagePort, { put: tell, send }: Outbox): SliceHost {
  const abort = new AbortController();
  const permits = new Map<number, PromiseWithResolvers<number>>();
  const credential = Promise.withResolvers<Result<string>>();
  let lastPermit = 0;

  port.on("message", (message: ToWorker) => {
    switch (message.kind) {
      case "credential":
        credential.resolve(
          message.token === null
            ? failed(message.failure ?? { code: "auth/token-missing" })
            : ok(message.token),
        );
        break;
      case "granted":
        permits.get(message.permit)?.resolve(message.permit);
        permits.delete(message.permit);
        break;
      case "refused":
        permits.get(message.permit)?.reject(new FailureError(message.failure));
        permits.delete(message.permit);
        break;
      case "ping":
        tell({ kind: "pong" });
        break;
      case "abort":
        abort.abort();
        credential.resolve(failed({ code: "run/cancelled" }));
        for (const waiting of permits.values()) waiting.reject(abort.signal.reason);
        break;
    }
  });

  return {
    credential: () => {
      tell({ kind: "credential" });
      return credential.promise;
    },
    acquire: async (cost) => {
      abort.signal.throwIfAborted();
      const waiting = Promise.withResolvers<number>();
      lastPermit += 1;
      permits.set(lastPermit, waiting);
      tell({ kind: "permit", permit: lastPermit, cost });
      return waiting.promise;
    },
    settle: (permit, observation) => tell({ kind: "settle", permit, observation }),
    report: (report) => {
      tell({ kind: "report", report });
      // The commit that follows keeps the thread: nothing else could be told meanwhile.
      if (report.kind === "activity" && report.activity === "commit-started") send();
    },
    log: (entry) => tell({ kind: "log", entry }),
    signal: abort.signal,
  };
}
