import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Place } from "./data-directory.ts";

/**
 * Lets Node keep what it compiles, for this process and its threads: each of them compiles its own TypeScript, and a
 * sync begins 150 ms earlier when that was done before. Where the cache cannot be written, Node goes without.
 */
export function keepCompiledCode(env: NodeJS.ProcessEnv): void {
  if (env["NODE_COMPILE_CACHE"] || env["NODE_DISABLE_COMPILE_CACHE"]) return;
  const directory = findCompileCache({ platform: process.platform, env, homeDirectory: homedir() });
  const { directory: used } = enableCompileCache(directory);
  // Threads are told by the environment alone.
  if (used !== undefined) env["NODE_COMPILE_CACHE"] = directory;
}

/**
 * A folder of this user's alone: compiled code is run as it lies there, and Node's default lies in the folder for
 * temporary files, which others could fill before us.
 */
export function findCompileCache({ platform, env, homeDirectory }: Place): string {
  switch (platform) {
    case "darwin":
      return join(homeDirectory, "Library", "Caches", "Onramp", "compiled");
    case "win32":
      return join(env["LOCALAPPDATA"] || join(homeDirectory, "AppData", "Local"), "Onramp", "compiled");
    default:
      return join(env["XDG_CACHE_HOME"] || join(homeDirectory, ".cache"), "onramp", "compiled");
  }
}
