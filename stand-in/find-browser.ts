import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import type * as Playwright from "playwright-core";

const commandNames = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "microsoft-edge-stable",
  "microsoft-edge",
  "brave-browser",
];

const macPlaces = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "/Applications/Brave Browser.app/Contents/MacOS/Brave Browser",
];

const windowsPlaces = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
  "Chromium\\Application\\chrome.exe",
  "BraveSoftware\\Brave-Browser\\Application\\brave.exe",
];

function candidates(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  switch (platform) {
    case "darwin":
      return [...macPlaces, ...macPlaces.map((place) => join(env["HOME"] ?? "/", place))];
    case "win32":
      return [env["PROGRAMFILES"], env["PROGRAMFILES(X86)"], env["LOCALAPPDATA"]]
        .filter((root) => root !== undefined)
        .flatMap((root) => windowsPlaces.map((place) => join(root, place)));
    default: {
      const folders = (env["PATH"] ?? "").split(delimiter).filter(Boolean);
      return [
        ...commandNames.flatMap((name) => folders.map((folder) => join(folder, name))),
        "/snap/bin/chromium",
      ];
    }
  }
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Playwright takes a quarter of a second to load: it is asked only when the system has no browser. */
function downloadedByPlaywright(): string {
  const { chromium } = createRequire(import.meta.url)("playwright-core") as typeof Playwright;
  return chromium.executablePath();
}

/**
 * The path of an installed browser of the Chromium family, or null: the one `ONRAMP_BROWSER` names, else one
 * of the system's, else the one Playwright has downloaded.
 */
export function findBrowser(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string | null {
  const chosen = env["ONRAMP_BROWSER"];
  if (chosen) return canRun(chosen) ? chosen : null;
  const installed = candidates(env, platform).find(canRun);
  if (installed) return installed;
  const downloaded = downloadedByPlaywright();
  return canRun(downloaded) ? downloaded : null;
}
