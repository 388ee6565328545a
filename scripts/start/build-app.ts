import { readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startProcess } from "./run-process.ts";

/** What the built app is made of. */
const SOURCES = ["src", "electron.vite.config.ts", "package.json", "package-lock.json"];

/** Written when a build has ended well; its age is the build's. */
const STAMP = join("out", "built");

/** Whether anything was changed, added or removed since the last build that ended well. */
export function isBuildStale(root: string): boolean {
  const builtAt = statSync(join(root, STAMP), { throwIfNoEntry: false })?.mtimeMs;
  return builtAt === undefined || newestChange(root) >= builtAt;
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
export async function buildApp(root: string): Promise<boolean> {
  const startedAt = new Date();
  rmSync(join(root, STAMP), { force: true });
  const builder = join(root, "node_modules", "electron-vite", "bin", "electron-vite.js");
  const { ended } = startProcess(process.execPath, [builder, "build", "--logLevel", "warn"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if ((await ended).exitCode !== 0) return false;
  stampBuild(root, startedAt);
  return true;
}

/** The build is as old as its beginning: what was changed while it ran may not be in it. */
function stampBuild(root: string, startedAt: Date): void {
  writeFileSync(join(root, STAMP), startedAt.toISOString());
  utimesSync(join(root, STAMP), startedAt, startedAt);
}
