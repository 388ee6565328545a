import type { Readable } from "node:stream";
import type { Finding } from "../shared/checks.ts";
import type { Failure } from "../shared/failures.ts";
import type { Core } from "../core/core.ts";
import type { Output, TerminalStream } from "./output/output.ts";

/** Standard input; whether it is a terminal decides whether a person can be asked. */
export type InputStream = Readable & { isTTY?: boolean };

/** What a command may use of its surroundings. */
export interface Context {
  output: Output;
  input: InputStream;
  /** Where a question to the person is written. */
  prompt: TerminalStream;
  /** The token that ONRAMP_TOKEN held. */
  token: string | null;
  /** Ends the command as Ctrl+C does. */
  interrupt(): void;
  /**
   * The core on the data directory; the same one each time. Throws a `FailureError` when it cannot open.
   * @param purpose `sync`: its threads start while the rest opens; `look` unless given
   */
  openCore(purpose?: "look" | "sync"): Promise<Core>;
  /** Looks at what can be looked at although the core cannot be opened, for the given reason. */
  checkWithoutCore(failure: Failure): Promise<Finding[]>;
}
