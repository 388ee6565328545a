import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, chromium, expect, type Page } from "playwright/test";
import { findDisplay } from "../../scripts/start/choose-host.ts";
import { electronArguments, findElectron } from "../../scripts/start/electron-runtime.ts";

/** The app promises 3 s; a shared machine may be slower. */
const LONGEST_QUIT_MS = 15_000;

const ROOT = join(import.meta.dirname, "../..");

/** The built app, running with its window open. */
export interface RunningApp {
  /** The window's page. */
  page: Page;
  dataDirectory: string;
  /** All that the app has written to its terminal so far. */
  output(): string;
  /** Quits as Ctrl+C does, and waits for the end. */
  quit(): Promise<void>;
}

/** A folder for one test, removed after it. */
export function makeFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "onramp-window-"));
  // Chromium may still be writing its last files.
  return {
    path,
    remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
  };
}

/**
 * Starts the built app on a data directory: on Electron where its runtime and a display are there, else on the
 * stand-in, without a visible window. The same tests run on both.
 */
export function launchApp(
  dataDirectory: string,
  environment: Record<string, string> = {},
): Promise<RunningApp> {
  const env = { ...process.env, ...environment };
  const electron = findElectron(join(ROOT, "node_modules/electron"), process.env, process.platform);
  return electron !== null && findDisplay(process.platform, process.env)
    ? launchOnElectron(electron, dataDirectory, env)
    : launchOnStandIn(dataDirectory, env);
}

async function launchOnElectron(
  executablePath: string,
  dataDirectory: string,
  env: NodeJS.ProcessEnv,
): Promise<RunningApp> {
  const args = electronArguments(ROOT, [`--data-dir=${dataDirectory}`], {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
  });
  const app = await _electron.launch({ executablePath, args, env: definedIn(env) });
  const output = collectOutput(app.process());
  const page = await app.firstWindow();
  return { page, dataDirectory, output, quit: () => app.close() };
}

async function launchOnStandIn(dataDirectory: string, env: NodeJS.ProcessEnv): Promise<RunningApp> {
  const folder = makeFolder();
  const endpointFile = join(folder.path, "endpoint");
  const child = spawn(
    process.execPath,
    [
      "--import",
      join(ROOT, "stand-in/register.ts"),
      join(ROOT, "out/main/index.js"),
      `--data-dir=${dataDirectory}`,
    ],
    {
      cwd: ROOT,
      env: { ...env, ONRAMP_HEADLESS: "1", ONRAMP_STAND_IN_CDP_FILE: endpointFile },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const output = collectOutput(child);
  const ended = once(child, "exit");
  try {
    await expect
      .poll(() => existsSync(endpointFile) || child.exitCode !== null, {
        message: "the app opens its window",
      })
      .toBe(true);
    if (child.exitCode !== null) throw new Error(`The app ended at its start:\n${output()}`);
    const browser = await chromium.connectOverCDP(readFileSync(endpointFile, "utf8"));
    const page = await findAppPage(() => browser.contexts().flatMap((context) => context.pages()));
    const quit = async (): Promise<void> => {
      child.kill("SIGINT");
      const hanging = setTimeout(() => child.kill("SIGKILL"), LONGEST_QUIT_MS);
      await ended;
      clearTimeout(hanging);
      folder.remove();
      if (child.signalCode === "SIGKILL") throw new Error(`The app did not quit:\n${output()}`);
    };
    return { page, dataDirectory, output, quit };
  } catch (error) {
    child.kill("SIGKILL");
    await ended;
    folder.remove();
    throw error;
  }
}

async function findAppPage(listPages: () => Page[]): Promise<Page> {
  const find = (): Page | undefined =>
    listPages().find((page) => URL.parse(page.url())?.pathname === "/index.html");
  await expect.poll(() => find() !== undefined, { message: "the app's page is there" }).toBe(true);
  return find()!;
}

function definedIn(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function collectOutput(child: ChildProcess): () => string {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  return () => output;
}
