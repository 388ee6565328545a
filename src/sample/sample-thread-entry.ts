import { parentPort, workerData } from "node:worker_threads";
import { startSampleServer, type SampleServerOptions } from "./sample-server.ts";
import type { FromServerThread, ToServerThread } from "./sample-thread-messages.ts";

/** The script of the thread that `sample-thread.ts` starts. */

if (parentPort === null) throw new Error("this script runs in a worker thread");
const port = parentPort;
const server = await startSampleServer(workerData as SampleServerOptions);
const send = (message: FromServerThread): void => port.postMessage(message);

port.on("message", (message: ToServerThread) => {
  switch (message.kind) {
    case "control":
      void server
        .control(message.command)
        .then((answer) => send({ kind: "answer", number: message.number, answer }));
      break;
    case "close":
      void server.close().then(() => port.close());
      break;
  }
});
send({
  kind: "ready",
  apiUrl: server.apiUrl,
  token: server.token,
  organization: server.organization,
});
