import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { constants } from "node:os";

export interface ProcessEnd {
  exitCode: number;
  /** Set when a signal ended it. */
  signal: NodeJS.Signals | null;
  afterMs: number;
}

const running = new Set<ChildProcess>();
let isEnding = false;

/**
 * Starts a process that an interrupt of this one ends with all it has started. One that cannot be started ends
 * with 127. After an interrupt, `ended` does not answer any more, so that no next step begins.
 */
export function startProcess(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): { child: ChildProcess; ended: Promise<ProcessEnd> } {
  const startedAt = performance.now();
  // A group of its own: Ctrl+C then reaches it once, through us, and can be made to reach its children.
  const child = spawn(command, args, { ...options, detached: process.platform !== "win32" });
  running.add(child);
  const ended = new Promise<ProcessEnd>((resolve) => {
    const end = (exitCode: number | null, signal: NodeJS.Signals | null): void => {
      running.delete(child);
      if (!isEnding) resolve({ exitCode: exitCode ?? 1, signal, afterMs: performance.now() - startedAt });
    };
    child.once("error", () => end(127, null));
    child.once("exit", end);
  });
  return { child, ended };
}

/** From now on an interrupt ends what runs, by force after `graceMs`, and this process after it. */
export function endAllOnInterrupt(graceMs: number): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => endOnce(signal, graceMs));
  }
}

/**
 * From now on the end of what started this process is an interrupt, too: npm ends the shell between them, which passes
 * nothing on, and a process that is killed can pass nothing on. Not for Windows, which keeps the number of a parent.
 */
export function endAllWithParent(graceMs: number): void {
  const parent = process.ppid;
  const look = (): void => void (process.ppid !== parent && endOnce("SIGTERM", graceMs));
  setInterval(look, 500).unref();
}

/** A terminal and npm both pass on the same Ctrl+C. */
function endOnce(signal: NodeJS.Signals, graceMs: number): void {
  if (isEnding) return;
  isEnding = true;
  void endAll(signal, graceMs).then(() => process.exit(128 + constants.signals[signal]));
}

async function endAll(signal: NodeJS.Signals, graceMs: number): Promise<void> {
  await Promise.all(
    [...running].map(
      (child) =>
        new Promise<void>((resolve) => {
          child.once("exit", () => resolve());
          endProcess(child, signal);
          setTimeout(() => endProcess(child, "SIGKILL"), graceMs);
        }),
    ),
  );
}

/** Sends a signal to a process and, where there are process groups, to what it has started. */
export function endProcess(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has just ended by itself.
  }
}
