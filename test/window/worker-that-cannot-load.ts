import { registerHooks } from "node:module";

/*
 * Loaded ahead of the app (`--import`) and of each of its threads: the script of its sync workers cannot be read, as
 * where an installation is incomplete or something forbids it.
 */
registerHooks({
  load(url, context, nextLoad) {
    if (url.endsWith("/sync-worker.js")) throw new Error("EACCES: permission denied, open sync-worker.js");
    return nextLoad(url, context);
  },
});
