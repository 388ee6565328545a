/** What is known of the machine when the app is to be opened. */
export interface Surroundings {
  /** Whether a window can be shown. */
  hasDisplay: boolean;
  /** `ONRAMP_HEADLESS=1`: the window is wanted where nobody sees it, for tests and screenshots. */
  isHeadless: boolean;
  electron: ElectronState;
  /** An installed browser of the Chromium family. */
  browser: string | null;
}

/** Why Electron was found to be out of reach before: it could not be downloaded, or not run. */
export type OutOfReach = "not-obtained" | "cannot-run";

/** Electron's runtime: here, not here but never tried to get, or found to be out of reach. */
export type ElectronState =
  | { kind: "here"; executable: string }
  | { kind: "untried" }
  | { kind: "out-of-reach"; because: OutOfReach };

/** What to do next: get Electron and choose again, or open the app. */
export type Step =
  | { kind: "get-electron" }
  | { kind: "open-in-electron"; executable: string }
  | { kind: "open-in-browser"; browser: string; because: OutOfReach | "headless" }
  | { kind: "run-in-terminal"; because: "no-display" | "no-browser" };

/**
 * Electron where it can be had, a browser where not, the terminal where there is neither. Without a display, nothing
 * that could show a window is even tried.
 */
export function chooseStep({ hasDisplay, isHeadless, electron, browser }: Surroundings): Step {
  if (!hasDisplay && !isHeadless) return { kind: "run-in-terminal", because: "no-display" };
  // Electron has no way to run without a display; a browser has.
  if (isHeadless) return openInBrowser(browser, "headless");
  switch (electron.kind) {
    case "here":
      return { kind: "open-in-electron", executable: electron.executable };
    case "untried":
      return { kind: "get-electron" };
    case "out-of-reach":
      return openInBrowser(browser, electron.because);
  }
}

function openInBrowser(browser: string | null, because: OutOfReach | "headless"): Step {
  return browser === null
    ? { kind: "run-in-terminal", because: "no-browser" }
    : { kind: "open-in-browser", browser, because };
}

/** Where Electron stands, from what is on the disk (its executable) and what is remembered. */
export function judgeElectron(executable: string | null, memory: OutOfReach | null): ElectronState {
  if (memory === "cannot-run") return { kind: "out-of-reach", because: memory };
  // Whatever kept it from being downloaded, it has come since.
  if (executable !== null) return { kind: "here", executable };
  return memory === null ? { kind: "untried" } : { kind: "out-of-reach", because: memory };
}

/** Whether this machine can show windows: on Linux, where a display is named. */
export function findDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  return platform !== "linux" || Boolean(env["DISPLAY"] || env["WAYLAND_DISPLAY"]);
}
