import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where Electron's executable lies within its distribution (electron/install.js, `getPlatformPath`). */
function executableOn(platform: NodeJS.Platform): string {
  switch (platform) {
    case "darwin":
      return join("Electron.app", "Contents", "MacOS", "Electron");
    case "win32":
      return "electron.exe";
    default:
      return "electron";
  }
}

/**
 * Electron's executable, or null when it is not here. The package itself starts a download when it is imported
 * without it, so it is not asked; the places are those of electron/index.js.
 * @param packageFolder `node_modules/electron`
 */
export function findElectron(
  packageFolder: string,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): string | null {
  const override = env["ELECTRON_OVERRIDE_DIST_PATH"];
  const executable = join(override || join(packageFolder, "dist"), executableOn(platform));
  // Written last: without it, an installation was cut short.
  const isWhole = override ? true : existsSync(join(packageFolder, "path.txt"));
  return isWhole && existsSync(executable) ? executable : null;
}

/** The version of the installed package, which wants the runtime of the same version. */
export function electronVersion(packageFolder: string): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as {
    version: string;
  };
  return version;
}

/** Arguments that open the app in `appFolder`. */
export function electronArguments(
  appFolder: string,
  appArguments: readonly string[],
  { platform, isRoot }: { platform: NodeJS.Platform; isRoot: boolean },
): string[] {
  // Chromium refuses to start as root with its sandbox on.
  const noSandbox = platform === "linux" && isRoot ? ["--no-sandbox"] : [];
  return [...noSandbox, appFolder, ...appArguments];
}

const STARTS_WITHIN_MS = 5_000;
/** How Chromium ends itself when its sandbox or graphics cannot be set up. */
const STARTING_SIGNALS: readonly (NodeJS.Signals | null)[] = ["SIGTRAP", "SIGABRT", "SIGSEGV", "SIGILL"];

/**
 * Whether Electron ended because it cannot run on this system at all, rather than because the app did: a missing
 * library (127 is the loader's exit code), or a crash at once.
 */
export function couldNotRun({
  exitCode,
  signal,
  afterMs,
}: {
  exitCode: number;
  signal: NodeJS.Signals | null;
  afterMs: number;
}): boolean {
  return afterMs < STARTS_WITHIN_MS && (exitCode === 127 || STARTING_SIGNALS.includes(signal));
}
