import { basename, join } from "node:path";
import { ROOT } from "./check/run-tool.ts";
import { findBrowser } from "../stand-in/find-browser.ts";
import { buildApp, isBuildStale } from "./start/build-app.ts";
import type { OutOfReach, Step } from "../src/runtime/choose-host.ts";
import { decideStep, runtimePlacesIn } from "../src/runtime/decide-step.ts";
import {
  couldNotRun,
  electronArguments,
  electronVersion,
  findElectron,
} from "../src/runtime/electron-runtime.ts";
import { getElectron } from "./start/get-electron.ts";
import { HELP, parseStartOptions, type StartOptions } from "./start/options.ts";
import { forgetOutOfReach, rememberOutOfReach } from "../src/runtime/out-of-reach.ts";
import { endAllOnInterrupt, startProcess } from "./start/run-process.ts";

/*
 * `npm start`: builds the app if need be and opens it in the best host this machine has.
 */

const PLACES = runtimePlacesIn(ROOT);
const { electronPackage: ELECTRON_PACKAGE, cacheFolder: CACHE, outOfReach: OUT_OF_REACH } = PLACES;
const VERSION = electronVersion(ELECTRON_PACKAGE);
const ASK_AGAIN = "ask again with: npm start -- --retry-electron";

/** Nothing that is started reads from the terminal. */
const SHOWN = ["ignore", "inherit", "inherit"] as const;

/** sysexits.h, EX_USAGE. */
const EXIT_USAGE = 64;

// A token for the terminal's commands; nothing that is started from here has a use for it.
delete process.env["ONRAMP_TOKEN"];
endAllOnInterrupt(5_000);
process.exitCode = await start();

async function start(): Promise<number> {
  const options = parseStartOptions(
    process.argv.slice(2),
    process.env,
    process.env["INIT_CWD"] ?? process.cwd(),
  );
  if ("wrong" in options) {
    console.error(`${options.wrong}.\n\n${HELP}`);
    return EXIT_USAGE;
  }
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  if (options.retryElectron) forgetOutOfReach(OUT_OF_REACH);
  return open(options);
}

/** Takes one step after the other until one has opened the app; returns the exit code. */
async function open(options: StartOptions): Promise<number> {
  const step = decideStep(PLACES, findBrowser(), process);
  switch (step.kind) {
    case "get-electron":
      if (!(await downloadElectron()) || findRuntime() === null) remember("not-obtained");
      return open(options);
    case "open-in-electron":
      return (await isBuilt()) ? openInElectron(step.executable, options) : 1;
    case "open-in-browser":
      return (await isBuilt()) ? openInBrowser(step.browser, options) : 1;
    case "run-in-terminal":
      return runInTerminal(step, options);
  }
}

function findRuntime(): string | null {
  return findElectron(ELECTRON_PACKAGE, process.env, process.platform);
}

function remember(reason: OutOfReach): void {
  rememberOutOfReach(OUT_OF_REACH, VERSION, reason);
}

function downloadElectron(): Promise<boolean> {
  return getElectron({
    installer: join(ELECTRON_PACKAGE, "install.js"),
    distribution: join(ELECTRON_PACKAGE, "dist"),
    cacheFolder: CACHE,
    patienceMs: 4_500,
    onArriving: () => console.log("Downloading Electron's runtime, once…"),
  });
}

async function isBuilt(): Promise<boolean> {
  if (!isBuildStale(ROOT) || (await buildApp())) return true;
  console.error("Onramp could not be built; what is wrong stands above.");
  return false;
}

async function openInElectron(electron: string, options: StartOptions): Promise<number> {
  const args = electronArguments(ROOT, appArguments(options), {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
  });
  // Editors set it in their terminals; Electron would be a mere Node.
  delete process.env["ELECTRON_RUN_AS_NODE"];
  const end = await startProcess(electron, args, { stdio: [...SHOWN] }).ended;
  if (!couldNotRun(end)) return end.exitCode;
  remember("cannot-run");
  console.log("Electron's runtime is here, but cannot run on this system; what it said stands above.");
  return open(options);
}

async function openInBrowser(browser: string, options: StartOptions): Promise<number> {
  if (process.env["ONRAMP_HEADLESS"] !== "1") {
    console.log(`No Electron runtime here, so Onramp opens in ${basename(browser)} (${ASK_AGAIN}).`);
  }
  const hook = join(ROOT, "stand-in", "register.ts");
  const bundle = join(ROOT, "out", "main", "index.js");
  return runNode(["--import", hook, bundle, ...appArguments(options)]);
}

async function runInTerminal(
  { because }: Step & { kind: "run-in-terminal" },
  options: StartOptions,
): Promise<number> {
  const isDisplayMissing = because === "no-display";
  console.log(
    isDisplayMissing
      ? "There is no display here, so Onramp syncs its sample organization in this terminal."
      : "There is neither an Electron runtime nor a browser of the Chromium family here, so Onramp syncs its sample organization in this terminal.",
  );
  const terminal = join(ROOT, "src", "cli", "onramp.ts");
  const exitCode = await runNode([terminal, "sync", "--sample", "--all", ...appArguments(options)]);
  console.log(
    isDisplayMissing
      ? "To open the window, run npm start in a desktop session (DISPLAY or WAYLAND_DISPLAY must be set)."
      : `To open the window, install Chromium, Chrome or Edge (on Debian: apt install chromium), or ${ASK_AGAIN}`,
  );
  return exitCode;
}

async function runNode(args: string[]): Promise<number> {
  const { ended } = startProcess(process.execPath, args, { cwd: ROOT, stdio: [...SHOWN] });
  return (await ended).exitCode;
}

function appArguments({ dataDirectory }: StartOptions): string[] {
  return dataDirectory === null ? [] : [`--data-dir=${dataDirectory}`];
}
