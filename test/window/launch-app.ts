import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, chromium, expect, type Page } from "playwright/test";
import { ROOT } from "../../scripts/check/run-tool.ts";
import { findDisplay } from "../../src/runtime/choose-host.ts";
import { electronArguments, findElectron } from "../../src/runtime/electron-runtime.ts";

/** The built app, running with its window open. */
export interface RunningApp {
  /** The window's page. */
  page: Page;
  dataDirectory: string;
  process: ChildProcess;
  /** All that the app has written to its terminal so far. */
  output(): string;
  /** The window's page after it has crashed and was loaded again: another one, on the stand-in only. */
  pageAfterCrash(): Promise<Page>;
  /** Quits as Ctrl+C does, and waits for the end. */
  quit(): Promise<void>;
}

/** A command line that opens the app. */
interface HostCommand {
  command: string;
  args: string[];
}

const electron = findElectron(join(ROOT, "node_modules/electron"), process.env, process.platform);

/** On Electron where its runtime and a display are there, else on the stand-in. The same tests run on both. */
export const isOnElectron = electron !== null && findDisplay(process.platform, process.env);

/** Playwright itself would soon look once a second only, and each test begins with this wait. */
const LOOK_OFTEN_MS = [20];

/** The app promises 3 s; a shared machine may be slower. */
const LONGEST_QUIT_MS = 15_000;

/** A folder for one test, removed after it. */
export function makeFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "onramp-window-"));
  // Chromium may still be writing its last files.
  return {
    path,
    remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
  };
}

/** Starts the built app on a data directory; on the stand-in, without a visible window. */
export function launchApp(
  dataDirectory: string,
  environment: Record<string, string> = {},
  moreArgs: readonly string[] = [],
): Promise<RunningApp> {
  const host = hostCommand(dataDirectory, moreArgs);
  return isOnElectron
    ? launchOnElectron(host, dataDirectory, environment)
    : launchOnStandIn(host, dataDirectory, environment);
}

/** Starts the built app where it is expected to end by itself. */
export async function runToEnd(
  dataDirectory: string,
  moreArgs: readonly string[] = [],
): Promise<{ exitCode: number | null; output: string }> {
  const { command, args } = hostCommand(dataDirectory, moreArgs);
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ONRAMP_HEADLESS: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = collectOutput(child);
  await once(child, "close");
  return { exitCode: child.exitCode, output: output() };
}

function hostCommand(dataDirectory: string, moreArgs: readonly string[]): HostCommand {
  const appArguments = [`--data-dir=${dataDirectory}`, ...moreArgs];
  if (isOnElectron) {
    const machine = { platform: process.platform, isRoot: process.getuid?.() === 0 };
    return { command: electron!, args: electronArguments(ROOT, appArguments, machine) };
  }
  const hook = join(ROOT, "stand-in/register.ts");
  const bundle = join(ROOT, "out/main/index.js");
  return { command: process.execPath, args: ["--import", hook, bundle, ...appArguments] };
}

async function launchOnElectron(
  { command, args }: HostCommand,
  dataDirectory: string,
  environment: Record<string, string>,
): Promise<RunningApp> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const app = await _electron.launch({
    executablePath: command,
    args,
    env: { ...Object.fromEntries(inherited), ...environment },
  });
  const output = collectOutput(app.process());
  const page = await app.firstWindow();
  return {
    page,
    dataDirectory,
    process: app.process(),
    output,
    pageAfterCrash: async () => page,
    quit: () => app.close(),
  };
}

async function launchOnStandIn(
  { command, args }: HostCommand,
  dataDirectory: string,
  environment: Record<string, string>,
): Promise<RunningApp> {
  const folder = makeFolder();
  const endpointFile = join(folder.path, "endpoint");
  const child = spawn(command, args, {
    cwd: ROOT,
    env: {
      ...process.env,
      ...environment,
      ONRAMP_HEADLESS: "1",
      ONRAMP_STAND_IN_CDP_FILE: endpointFile,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = collectOutput(child);
  const ended = once(child, "exit");
  const quit = async (): Promise<void> => {
    child.kill("SIGINT");
    const hanging = setTimeout(() => child.kill("SIGKILL"), LONGEST_QUIT_MS);
    await ended;
    clearTimeout(hanging);
    folder.remove();
    if (child.signalCode === "SIGKILL") throw new Error(`The app did not quit:\n${output()}`);
  };
  const findPage = async (): Promise<Page> => {
    await expect
      .poll(() => existsSync(endpointFile) || child.exitCode !== null, {
        message: "Chromium has started",
        intervals: LOOK_OFTEN_MS,
      })
      .toBe(true);
    if (child.exitCode !== null) throw new Error(`The app ended at its start:\n${output()}`);
    return findAppPage(readFileSync(endpointFile, "utf8"));
  };
  const pageAfterCrash = async (): Promise<Page> => {
    // With its only page Chromium has ended, and another one starts.
    const endpoint = readFileSync(endpointFile, "utf8");
    await expect.poll(() => readFileSync(endpointFile, "utf8")).not.toBe(endpoint);
    return findPage();
  };
  try {
    return { page: await findPage(), dataDirectory, process: child, output, pageAfterCrash, quit };
  } catch (error) {
    await quit();
    throw error;
  }
}

async function findAppPage(endpoint: string): Promise<Page> {
  const browser = await chromium.connectOverCDP(endpoint);
  const find = (): Page | undefined =>
    browser
      .contexts()
      .flatMap((context) => context.pages())
      .find((page) => URL.parse(page.url())?.pathname === "/index.html");
  await expect
    .poll(() => find() !== undefined, { message: "the app's page is there", intervals: LOOK_OFTEN_MS })
    .toBe(true);
  return find()!;
}

function collectOutput(child: ChildProcess): () => string {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  return () => output;
}
