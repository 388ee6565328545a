import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { endProcess, startProcess } from "./run-process.ts";

export interface ElectronInstallation {
  /** Electron's own installer: `node_modules/electron/install.js`. */
  installer: string;
  /** What the installer fills. */
  distribution: string;
  /** Where the download may lie until it is whole. */
  cacheFolder: string;
  /** How long nothing may arrive before it counts as out of reach. */
  patienceMs: number;
  /** Called once, when the first bytes have arrived. */
  onArriving: () => void;
}

const LOOK_EVERY_MS = 100;

/**
 * Lets Electron's own installer download the runtime. It says nothing until it has ended, and a closed network may
 * leave it waiting for minutes; so its folders are watched, and it is ended when they stop growing.
 * @returns whether it was installed; decided within `patienceMs` where nothing arrives at all
 */
export async function getElectron(installation: ElectronInstallation): Promise<boolean> {
  const { installer, distribution, cacheFolder, patienceMs, onArriving } = installation;
  mkdirSync(cacheFolder, { recursive: true });
  const downloads = mkdtempSync(join(cacheFolder, "electron-"));
  const env = { ...process.env, TMPDIR: downloads, TEMP: downloads, TMP: downloads };
  const { child, ended } = startProcess(process.execPath, [installer], { env, stdio: "ignore" });

  const size = (): number => folderBytes(downloads) + folderBytes(distribution);
  let lastSize = size();
  let hasArrived = false;
  let grewAt = performance.now();
  const watch = setInterval(() => {
    const now = performance.now();
    const nowSize = size();
    if (nowSize !== lastSize) {
      if (!hasArrived) onArriving();
      hasArrived = true;
      lastSize = nowSize;
      grewAt = now;
    } else if (now - grewAt > patienceMs) endProcess(child, "SIGKILL");
  }, LOOK_EVERY_MS);

  const { exitCode } = await ended;
  clearInterval(watch);
  rmSync(downloads, { recursive: true, force: true });
  return exitCode === 0;
}

function folderBytes(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => lstatSync(join(folder, name), { throwIfNoEntry: false }))
      .reduce((sum, stats) => sum + (stats?.isFile() ? stats.size : 0), 0);
  } catch {
    // Not there yet, or changing under our eyes: the next look sees it.
    return 0;
  }
}
