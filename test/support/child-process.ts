import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** A Node process of the test's own. It never outlives the test. */
export class TestProcess {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #exit: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;

  /** Runs a module with these arguments. */
  constructor(module: URL, ...args: string[]) {
    this.#child = spawn(process.execPath, [fileURLToPath(module), ...args], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#lines = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
    this.#exit = once(this.#child, "exit").then(([code, signal]) => ({ code, signal }));
    onTestFinished(() => void this.#child.kill("SIGKILL"));
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** The next line that it prints. */
  async nextLine(): Promise<string> {
    const { done, value } = await this.#lines.next();
    if (done) throw new Error("the process said nothing more");
    return value;
  }

  /** Resolves once it has ended, with the signal that ended it. */
  async ended(): Promise<NodeJS.Signals | null> {
    return (await this.#exit).signal;
  }

  /** Ends it as a power cut would, and waits until it is gone. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#exit;
  }
}
