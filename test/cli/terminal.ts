import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ENTRY = fileURLToPath(new URL("../../src/cli/onramp.ts", import.meta.url));

/** A line of `--json` output. */
export interface TerminalEvent {
  event: string;
  [field: string]: unknown;
}

/** How a command of the terminal ended. */
export interface Ended {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

export interface RunningTerminal {
  ended: Promise<Ended>;
  /** What has been written to standard output so far. */
  stdout(): string;
  /** Sends the signal of Ctrl+C. */
  pressCtrlC(): void;
  /** Ends it as a crash or a power cut would. */
  kill(): void;
}

export interface TerminalOptions {
  /** For ONRAMP_TOKEN. */
  token?: string;
  /** What standard input holds. */
  input?: string;
  /** Its script, when it is not this checkout's. */
  entry?: string;
  /** Further variables of its environment. */
  environment?: Record<string, string>;
}

/** Processes of `onramp` on the data directory of one test; what still runs at its end is killed. */
class Terminal {
  /** The home of its person. */
  readonly home = mkdtempSync(join(tmpdir(), "onramp-cli-"));
  readonly #running = new Set<RunningTerminal>();
  /** Where all its commands keep their data, by ONRAMP_DATA_DIR. Not made before a command does. */
  readonly dataDirectory = join(this.home, "data");

  /** Starts `onramp` as a process of its own: no terminal, no keychain service, a home of its own. */
  start(args: readonly string[], options: TerminalOptions = {}): RunningTerminal {
    const child = spawn(process.execPath, [options.entry ?? ENTRY, ...args], {
      env: {
        PATH: process.env["PATH"],
        NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
        HOME: this.home,
        ONRAMP_DATA_DIR: this.dataDirectory,
        DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(this.home, "no-bus")}`,
        ...(options.token === undefined ? {} : { ONRAMP_TOKEN: options.token }),
        ...options.environment,
      },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
    // A command that does not read its input may end before it is written.
    child.stdin.on("error", () => undefined).end(options.input ?? "");
    const ended = new Promise<Ended>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
    });
    const running: RunningTerminal = {
      ended,
      stdout: () => stdout,
      pressCtrlC: () => child.kill("SIGINT"),
      kill: () => child.kill("SIGKILL"),
    };
    this.#running.add(running);
    return running;
  }

  /** Runs `onramp` to its end. */
  run(args: readonly string[], options: TerminalOptions = {}): Promise<Ended> {
    return this.start(args, options).ended;
  }

  async close(): Promise<void> {
    for (const running of this.#running) running.kill();
    await Promise.all([...this.#running].map(({ ended }) => ended));
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** A terminal for one test. */
export function makeTerminal(onTestFinished: (cleanUp: () => Promise<void>) => void): Terminal {
  const terminal = new Terminal();
  onTestFinished(() => terminal.close());
  return terminal;
}

/** Every line of standard output as JSON; throws at one that is not. */
export function eventsOf(stdout: string): TerminalEvent[] {
  if (stdout === "") return [];
  return stdout
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => JSON.parse(line) as TerminalEvent);
}
