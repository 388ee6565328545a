import { isMainThread } from "node:worker_threads";

/*
 * Loaded ahead of the app (`--import`): two faults in its main process, which no part of it expects, each at its signal.
 */
if (isMainThread) {
  process.on("SIGUSR2", () => {
    throw new Error("nobody caught this");
  });
  process.on("SIGHUP", () => void Promise.reject(new Error("nobody awaited this")));
}
