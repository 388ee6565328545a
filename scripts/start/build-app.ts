import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { runTool } from "../check/run-tool.ts";

/** What the built app is made of. */
const SOURCES = ["src", "electron.vite.config.ts", "package.json", "package-lock.json"];

/** One file of each of the build's parts; a part is written as a whole, when all of it could be built. */
const OUTPUTS = ["out/main/index.js", "out/preload/index.cjs", "out/renderer/index.html"];

/** Whether anything was changed, added or removed since the app was built, or it never was. */
export function isBuildStale(root: string): boolean {
  const builtAt = OUTPUTS.map(
    (path) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? -Infinity,
  );
  return newestChange(root) >= Math.min(...builtAt);
}

/** When the sources last changed; a folder changes when a file in it comes or goes. */
function newestChange(root: string): number {
  return Math.max(
    ...SOURCES.map((source) => join(root, source)).flatMap((path) => {
      const stats = statSync(path);
      if (!stats.isDirectory()) return [stats.mtimeMs];
      const names = readdirSync(path, { recursive: true, encoding: "utf8" });
      return [stats.mtimeMs, ...names.map((name) => statSync(join(path, name)).mtimeMs)];
    }),
  );
}

/** Builds the app, quietly unless something is wrong; returns whether it went well. */
export async function buildApp(): Promise<boolean> {
  const { exitCode } = await runTool("electron-vite", ["build", "--logLevel", "warn"], { output: "show" });
  return exitCode === 0;
}
