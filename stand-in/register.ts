/**
 * The hook that lets Node run a main bundle built for Electron:
 *
 *     node --import ./stand-in/register.ts out/main/index.js
 *
 * Every `import … from 'electron'` then resolves to `electron.ts` beside this file. Worker threads inherit
 * `--import`, but have no use for Electron's main-process API, so the hook is set on the main thread only.
 */

import { enableCompileCache, registerHooks } from "node:module";
import { isMainThread } from "node:worker_threads";

if (isMainThread) {
  // Playwright is a large file; a compiled copy of it brings the window some 70 ms earlier.
  enableCompileCache();
  const electronUrl = new URL("./electron.ts", import.meta.url).href;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      return specifier === "electron" || specifier === "electron/main"
        ? { url: electronUrl, format: "module-typescript", shortCircuit: true }
        : nextResolve(specifier, context);
    },
  });
}
