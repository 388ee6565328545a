import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

/*
 * What `npm run build` makes of the sources. Run-time packages (`dependencies` in package.json) are not bundled:
 * electron-vite leaves them external, so native modules load from node_modules as in the terminal.
 */
export default defineConfig({
  main: {
    build: {
      rolldownOptions: {
        // The main process, and the scripts of the threads that it starts by file (`src/main/app-files.ts`).
        input: {
          index: "src/main/index.ts",
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
      rolldownOptions: { input: "src/renderer/index.html" },
    },
  },
});
