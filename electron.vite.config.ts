import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

/*
 * What `npm run build` makes of the sources. Run-time packages (`dependencies` in package.json) are not bundled:
 * electron-vite leaves them external, so native modules load from node_modules, and Piscina finds its worker's script.
 * Zod is: it is some sixty files, which every thread would look for one by one while a sync waits for it.
 */
export default defineConfig({
  main: {
    build: {
      externalizeDeps: { exclude: ["zod"] },
      rolldownOptions: {
        // The main process, and the scripts of the threads that it starts by file (`src/main/app-files.ts`).
        input: {
          start: "src/start/start.ts",
          index: "src/main/index.ts",
          // The terminal, which finds its threads' scripts beside it, and the part of it that opens the core, which
          // the benchmark measures.
          cli: "src/cli/onramp.ts",
          "host-core": "src/cli/host-core.ts",
          "sync-worker": "src/workers/sync-worker.ts",
          "reader-worker": "src/workers/reader-worker.ts",
          "sample-thread": "src/sample/sample-thread-entry.ts",
        },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload script can require nothing but Electron, and must be CommonJS.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: "src/preload/index.ts" },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: "src/renderer",
    plugins: [react()],
    build: {
      outDir: "out/renderer",
      // Every asset is a file: the content security policy allows no data: addresses for scripts, styles and fonts.
      assetsInlineLimit: 0,
      // electron-vite's default is not to; the window opens sooner with a third of the bytes.
      minify: true,
      // In bytes before compression; what is held is the compressed size at the start (`npm run bench:ui`).
      chunkSizeWarningLimit: 800,
      rolldownOptions: { input: "src/renderer/index.html" },
    },
  },
});
