import { Worker } from "node:worker_threads";
import type { ControlAnswer } from "./control.ts";
import type { SampleServer, SampleServerOptions } from "./sample-server.ts";
import type { FromServerThread, ToServerThread } from "./sample-thread-messages.ts";

/**
 * Starts the sample server in a worker thread of its own, so that it does not share an event loop with the caller.
 * Rejects when the thread fails to start.
 * @param entryFile the script of the thread: `sample-thread-entry.ts` beside this file, or what a bundler made of it
 * @param options all but `clock`, which cannot cross threads; the command `advance-clock` can
 */
export async function startSampleServerInThread(
  entryFile: string | URL,
  options: Omit<SampleServerOptions, "clock"> = {},
): Promise<SampleServer> {
  // A server that makes its data up needs nothing of the caller's environment but where Node keeps compiled code.
  const { NODE_COMPILE_CACHE } = process.env;
  const env = NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
  const worker = new Worker(entryFile, { workerData: options, env, name: "sample-server" });
  const waiting = new Map<number, PromiseWithResolvers<ControlAnswer>>();
  const ready = Promise.withResolvers<FromServerThread & { kind: "ready" }>();
  let nextNumber = 1;
  let hasEnded = false;

  const ended = new Promise<void>((resolve) => {
    worker.once("exit", (code) => {
      hasEnded = true;
      ready.reject(new Error(`the sample server's thread ended with code ${code}`));
      for (const { reject } of waiting.values()) reject(closedError());
      resolve();
    });
  });
  worker.on("error", ready.reject);
  worker.on("message", (message: FromServerThread) => {
    if (message.kind === "ready") return ready.resolve(message);
    waiting.get(message.number)?.resolve(message.answer);
    waiting.delete(message.number);
  });
  const send = (message: ToServerThread): void => worker.postMessage(message);

  const { apiUrl, token, organization } = await ready.promise;
  return {
    apiUrl,
    token,
    organization,
    control: async (command) => {
      if (hasEnded) throw closedError();
      const number = nextNumber++;
      const answer = Promise.withResolvers<ControlAnswer>();
      waiting.set(number, answer);
      send({ kind: "control", number, command });
      return answer.promise;
    },
    close: async () => {
      send({ kind: "close" });
      await ended;
    },
  };
}

function closedError(): Error {
  return new Error("the sample server is closed");
}
