import { join } from "node:path";
import { chooseStep, findDisplay, judgeElectron, type Step } from "./choose-host.ts";
import { electronVersion, findElectron } from "./electron-runtime.ts";
import { recallOutOfReach } from "./out-of-reach.ts";

/** Where a checkout keeps what is known of Electron's runtime. */
export interface RuntimePlaces {
  electronPackage: string;
  cacheFolder: string;
  /** Remembers that the runtime is out of reach. */
  outOfReach: string;
}

export function runtimePlacesIn(root: string): RuntimePlaces {
  const cacheFolder = join(root, "node_modules", ".cache", "onramp");
  return {
    electronPackage: join(root, "node_modules", "electron"),
    cacheFolder,
    outOfReach: join(cacheFolder, "electron-out-of-reach"),
  };
}

/** What `npm start` does next on this machine, as things stand. */
export function decideStep(
  { electronPackage, outOfReach }: RuntimePlaces,
  browser: string | null,
  { platform, env }: { platform: NodeJS.Platform; env: NodeJS.ProcessEnv },
): Step {
  const executable = findElectron(electronPackage, env, platform);
  const memory = recallOutOfReach(outOfReach, electronVersion(electronPackage));
  return chooseStep({
    hasDisplay: findDisplay(platform, env),
    isHeadless: env["ONRAMP_HEADLESS"] === "1",
    electron: judgeElectron(executable, memory),
    browser,
  });
}

const BROWSER_REASONS = {
  headless: "ONRAMP_HEADLESS=1 wants it where nobody sees it",
  "not-obtained": "Electron's runtime could not be downloaded (npm start -- --retry-electron tries again)",
  "cannot-run": "Electron's runtime is here but cannot run on this system",
};

/** A step in words: which runtime, and why. */
export function describeStep(step: Step): string {
  switch (step.kind) {
    case "get-electron":
      return "The window would open in Electron: its runtime is not here yet, and would be downloaded first.";
    case "open-in-electron":
      return `The window would open in Electron, whose runtime is here: ${step.executable}.`;
    case "open-in-browser":
      return `The window would open in the stand-in for Electron, because ${BROWSER_REASONS[step.because]}: ${step.browser}.`;
    case "run-in-terminal":
      return step.because === "no-display"
        ? "There would be no window, only this terminal, because no display is set (DISPLAY or WAYLAND_DISPLAY)."
        : "There would be no window, only this terminal, because neither Electron's runtime nor a browser of the Chromium family is here.";
  }
}
