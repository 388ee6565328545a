import type { Writable } from "node:stream";
import { createRedactor } from "../../core/log/redact.ts";
import type { Failure } from "../../shared/failures.ts";
import { renderFailure } from "../render/failure.ts";
import { failureFields, type JsonEvent } from "./json-events.ts";
import { fitLine, paintLine, type Line } from "./line.ts";
import { toJsonLine } from "./plain-text.ts";
import { StatusLine } from "./status-line.ts";

/** A stream of the process; `isTTY` and `columns` are there when it is a terminal. */
export type TerminalStream = Writable & { isTTY?: boolean; columns?: number };

export interface OutputOptions {
  stdout: TerminalStream;
  stderr: TerminalStream;
  env: Record<string, string | undefined>;
  json: boolean;
}

/** What a command answers with: the same facts for a script and for a person. */
export interface Answer {
  json: readonly JsonEvent[];
  text: () => readonly Line[];
}

/**
 * Where commands write. Results go to standard output: one JSON object a line with `--json`, lines for people
 * otherwise. Progress, notes and failures in words go to standard error. After `close` nothing is written.
 */
export class Output {
  readonly isJson: boolean;
  readonly #options: OutputOptions;
  readonly #statusLine: StatusLine | null;
  #isClosed = false;

  constructor(options: OutputOptions) {
    this.#options = options;
    this.isJson = options.json;
    this.#statusLine = !options.json && isTerminal(options.stderr) ? new StatusLine(options.stderr) : null;
  }

  /** Whether there is a status line that can be redrawn. */
  get hasStatusLine(): boolean {
    return this.#statusLine !== null;
  }

  answer(answer: Answer): void {
    if (this.isJson) for (const event of answer.json) this.event(event);
    else this.print(answer.text());
  }

  /** A line for scripts; nothing without `--json`. */
  event(event: JsonEvent): void {
    if (this.isJson) this.#write(this.#options.stdout, toJsonLine(event));
  }

  /** Lines for people on standard output; nothing with `--json`. */
  print(lines: readonly Line[]): void {
    if (!this.isJson)
      for (const line of lines) this.#write(this.#options.stdout, this.#paint(line, "stdout"));
  }

  /** A line for people on standard error; nothing with `--json`. */
  note(line: Line): void {
    if (!this.isJson) this.#write(this.#options.stderr, this.#paint(line, "stderr"));
  }

  /** Tells what went wrong without ending the command: in words on standard error, and as a line of JSON. */
  warning(text: string, event: JsonEvent): void {
    this.event(event);
    this.#write(this.#options.stderr, this.#paint(text, "stderr"));
  }

  /** Says why the command ends: in words on standard error, and as a line of JSON when that is asked for. */
  failure(thrown: Failure): void {
    // A detail may hold what was typed, such as a token in the place of a name, and others may read what a script prints.
    const failure = thrown.detail ? { ...thrown, detail: createRedactor().redact(thrown.detail) } : thrown;
    this.event({ event: "failed", ...failureFields(failure) });
    for (const line of renderFailure(failure)) {
      this.#write(this.#options.stderr, this.#paint(line, "stderr"));
    }
  }

  /** Redraws the status line with what `compose` makes of the terminal's width; nothing without a terminal. */
  showStatus(compose: (columns: number) => Line): void {
    if (this.#isClosed || this.#statusLine === null) return;
    // A full last column makes some terminals wrap.
    const columns = (this.#options.stderr.columns ?? 80) - 1;
    this.#statusLine.show(this.#paint(fitLine(compose(columns), columns), "stderr"));
  }

  /** Takes the status line away, and gives the cursor back. */
  hideStatus(): void {
    this.#statusLine?.hide();
  }

  close(): void {
    this.hideStatus();
    this.#isClosed = true;
  }

  #paint(line: Line, name: "stdout" | "stderr"): string {
    return paintLine(line, wantsColors(this.#options[name], this.#options.env));
  }

  #write(stream: TerminalStream, text: string): void {
    if (this.#isClosed) return;
    const write = (): void => void stream.write(`${text}\n`);
    if (this.#statusLine && isTerminal(stream)) this.#statusLine.stepAside(write);
    else write();
  }
}

function isTerminal(stream: TerminalStream): boolean {
  return stream.isTTY === true;
}

/** Colours only on a terminal that has them, and never where NO_COLOR is set (no-color.org). */
function wantsColors(stream: TerminalStream, env: Record<string, string | undefined>): boolean {
  return isTerminal(stream) && !env["NO_COLOR"] && env["TERM"] !== "dumb";
}
