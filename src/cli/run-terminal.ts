import { homedir } from "node:os";
import packageJson from "../../package.json" with { type: "json" };
import { failureOf } from "../shared/failures.ts";
import { failed, ok, type Result } from "../shared/result.ts";
import { parseCommandLine, type CommandLine } from "./command-line.ts";
import { COMMANDS } from "./command-table.ts";
import type { InputStream } from "./context.ts";
import { findDataDirectory } from "./data-directory.ts";
import { EXIT_CODES, exitCodeOf, type ExitCode } from "./exit-codes.ts";
import type { HostedCore } from "./host-core.ts";
import { watchInterrupts } from "./interrupts.ts";
import type { Line } from "./output/line.ts";
import { spansOf, textOf } from "./output/line.ts";
import { Output, type TerminalStream } from "./output/output.ts";
import { tellRecovery } from "./tell-recovery.ts";
import type { TerminalFiles } from "./terminal-files.ts";
import { renderCommandHelp, renderHelp } from "./render/help.ts";

/** What the process gives to the terminal host. */
export interface TerminalProcess {
  argv: readonly string[];
  env: Record<string, string | undefined>;
  /** What ONRAMP_TOKEN held. */
  token: string | null;
  files: TerminalFiles;
  stdin: InputStream;
  stdout: TerminalStream;
  stderr: TerminalStream;
}

/**
 * Runs one command line to its end and gives the exit code. A first Ctrl+C stops cleanly, a second ends the process
 * at once. Whatever goes wrong is told as a failure of the table, never as a stack trace.
 */
export async function runTerminal(terminal: TerminalProcess): Promise<ExitCode> {
  const { argv, env, stdout, stderr } = terminal;
  const output = new Output({ stdout, stderr, env, json: argv.includes("--json") });
  const interrupts = watchInterrupts(() => {
    output.close();
    process.exit(EXIT_CODES.interrupted);
  });
  const unwritten = Promise.withResolvers<Result<never>>();
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (hasNoRoom(error)) {
      unwritten.resolve(failed({ code: "file/not-written", detail: `standard output (${error.code})` }));
      return;
    }
    // Whoever read the output went away (`| head`): nobody is left to tell.
    output.close();
    interrupts.interrupt();
  });
  stderr.on("error", () => output.close());

  const session = new Session(terminal, output, interrupts.interrupt);
  const result = await Promise.race([
    attempt(() => session.obey(parseCommandLine(argv, COMMANDS))).then(async (obeyed) => {
      // The last lines may be refused only now.
      await new Promise((resolve) => stdout.write("", resolve));
      return obeyed;
    }),
    unwritten.promise,
    interrupts.stop.then(() => ok(EXIT_CODES.interrupted)),
    firstUncaughtError().then(failed),
  ]);
  output.hideStatus();
  if (!result.ok) output.failure(result.failure);
  if (result.ok && result.value === EXIT_CODES.interrupted) {
    output.event({ event: "interrupted" });
    output.note("Stopping. What was stored stays; the same command goes on from there.");
  }
  output.close();
  await session.close();
  return result.ok ? result.value : exitCodeOf(result.failure);
}

/** The running of one command, and the core that it may have opened. */
class Session {
  readonly #terminal: TerminalProcess;
  readonly #output: Output;
  readonly #interrupt: () => void;
  #hosted: Promise<HostedCore> | null = null;

  constructor(terminal: TerminalProcess, output: Output, interrupt: () => void) {
    this.#terminal = terminal;
    this.#output = output;
    this.#interrupt = interrupt;
  }

  async obey(parsed: Result<CommandLine>): Promise<Result<ExitCode>> {
    if (!parsed.ok) return parsed;
    const commandLine = parsed.value;
    switch (commandLine.kind) {
      case "help": {
        const { command } = commandLine;
        this.#answerWithText("help", command ? renderCommandHelp(command) : renderHelp(COMMANDS));
        return ok(EXIT_CODES.done);
      }
      case "version":
        this.#answerWithText("version", [`onramp ${packageJson.version}`]);
        return ok(EXIT_CODES.done);
      case "run": {
        const { env, stdin, stderr, token, files } = this.#terminal;
        const place = { platform: process.platform, env, homeDirectory: homedir() };
        const dataDirectory = findDataDirectory(commandLine.dataDirectory, place);
        return commandLine.run({
          output: this.#output,
          input: stdin,
          prompt: stderr,
          token,
          interrupt: this.#interrupt,
          openCore: (purpose = "look") => this.#openCore(dataDirectory, purpose === "sync"),
          checkWithoutCore: async (failure) =>
            (await import("./check-without-core.ts")).checkWithoutCore(dataDirectory, files, failure),
        });
      }
    }
  }

  async close(): Promise<void> {
    // A core that could not be opened has told so already, and there is nothing to close.
    const hosted = await this.#hosted?.catch(() => null);
    await hosted?.close();
  }

  async #openCore(dataDirectory: string, expectsSync: boolean): Promise<HostedCore["core"]> {
    // Only now: help and wrong usage need neither a database nor its native module.
    this.#hosted ??= import("./host-core.ts").then(async ({ hostCore }) => {
      const { version } = packageJson;
      const { files } = this.#terminal;
      const hosted = await hostCore({ dataDirectory, version, files, expectsSync });
      tellRecovery(hosted.core, this.#output);
      return hosted;
    });
    return (await this.#hosted).core;
  }

  #answerWithText(event: string, lines: readonly Line[]): void {
    const text = lines.map((line) => spansOf(line).map(textOf).join("")).join("\n");
    this.#output.answer({ json: [{ event, text }], text: () => lines });
  }
}

/** A disk that is full, or as much as this person or file may have. */
function hasNoRoom({ code }: NodeJS.ErrnoException): boolean {
  return code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG";
}

async function attempt<Value>(run: () => Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await run();
  } catch (error) {
    return failed(failureOf(error));
  }
}

function firstUncaughtError(): Promise<ReturnType<typeof failureOf>> {
  return new Promise((resolve) => process.once("uncaughtException", (error) => resolve(failureOf(error))));
}
