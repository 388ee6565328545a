import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";

/** The project's folder. */
export const ROOT = join(import.meta.dirname, "../..");

const running = new Set<ChildProcess>();
let interrupted = false;

export interface ToolRun {
  /** `show` streams to this terminal; `keep` returns the output instead. */
  output: "show" | "keep";
  env?: NodeJS.ProcessEnv;
}

export interface ToolEnd {
  exitCode: number;
  /** Standard output and standard error as they came; empty when they were shown. */
  output: string;
}

/** Runs an installed package's command with this very Node. */
export function runTool(packageName: string, args: readonly string[], run: ToolRun): Promise<ToolEnd> {
  return runCommand(process.execPath, [binaryOf(packageName), ...args], run);
}

/**
 * Runs a command to its end, without standard input. Never rejects: a command that cannot start ends with 127 and
 * says why. After an interrupt it does not answer at all, so that no next step begins.
 */
export function runCommand(command: string, args: readonly string[], run: ToolRun): Promise<ToolEnd> {
  return new Promise((answer) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...run.env },
      stdio: run.output === "show" ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
      // A group of its own, so that an interrupt reaches what the tool has started, too.
      detached: process.platform !== "win32",
    });
    running.add(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    const end = (exitCode: number): void => {
      running.delete(child);
      if (!interrupted) answer({ exitCode, output });
    };
    child.once("error", (error) => {
      output += `${command}: ${error.message}\n`;
      end(127);
    });
    child.once("close", (code) => end(code ?? 1));
  });
}

/** From now on an interrupt ends the running tool and all that it started, then this process. */
export function endToolsOnInterrupt(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (interrupted) return;
      interrupted = true;
      const exitWhenAllEnded = (): void => {
        if (running.size === 0) process.exit(128 + constants.signals[signal]);
      };
      for (const child of running) {
        // Test runners clean up after SIGINT, as after Ctrl+C in a terminal; what is left then has ignored it.
        signalGroup(child, "SIGINT");
        setTimeout(() => signalGroup(child, "SIGKILL"), 10_000);
        child.once("close", () => {
          signalGroup(child, "SIGKILL");
          exitWhenAllEnded();
        });
      }
      exitWhenAllEnded();
    });
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has just ended by itself.
  }
}

function binaryOf(packageName: string): string {
  const folder = join(ROOT, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    bin: Record<string, string>;
  };
  return join(folder, Object.values(bin)[0]!);
}
