import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startProcess } from "../start/run-process.ts";

/** The project's folder. */
export const ROOT = join(import.meta.dirname, "../..");

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
 * Runs a command in the project's folder to its end, without standard input. Never rejects: one that cannot be
 * started ends with 127 and says why.
 */
export async function runCommand(command: string, args: readonly string[], run: ToolRun): Promise<ToolEnd> {
  const { child, ended } = startProcess(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...run.env },
    stdio: run.output === "show" ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
  });
  const isOutputComplete = once(child, "close").catch(() => {});
  // What a command leaves running, such as a service that apt has started, may hold its output open for good.
  const isPatienceUsedUp = ended.then(() => sleep(5_000, undefined, { ref: false }));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  child.once("error", (error) => (output += `${command}: ${error.message}\n`));
  const { exitCode } = await ended;
  await Promise.race([isOutputComplete, isPatienceUsedUp]);
  return { exitCode, output };
}

function binaryOf(packageName: string): string {
  const folder = join(ROOT, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    bin: Record<string, string>;
  };
  return join(folder, Object.values(bin)[0]!);
}
