import { sayInTerminal } from "./outside-log.ts";

/** Tasks to do before the process ends, such as closing Chromium, in the order they were added. */
const tasks: (() => Promise<void> | void)[] = [];
const longestShutdownMs = 3_000;
let ending = false;

export function onShutdown(task: () => Promise<void> | void): void {
  tasks.push(task);
}

/** Does the tasks, each at most once and all of them within 3 s, and ends the process. */
export async function shutDown(exitCode: number): Promise<void> {
  if (ending) return;
  ending = true;
  setTimeout(() => process.exit(exitCode), longestShutdownMs);
  for (const task of tasks) {
    try {
      await task();
    } catch (cause) {
      sayInTerminal(`While ending: ${String(cause)}`);
    }
  }
  process.exit(exitCode);
}
