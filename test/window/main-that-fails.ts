import { isMainThread } from "node:worker_threads";

/*
 * Loaded ahead of the app (`--import`): two faults in its main process, which no part of it expects, each at its signal
 * and with a token in its words.
 */
const TOKEN = "ghp_InTheFault00000000000000000000000000";

if (isMainThread) {
  process.on("SIGUSR2", () => {
    throw new Error(`nobody caught this: ${TOKEN}`);
  });
  process.on("SIGHUP", () => void Promise.reject(new Error(`nobody awaited this: ${TOKEN}`)));
}
