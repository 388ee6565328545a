import { parseArgs } from "node:util";
import type { BenchOptions } from "./part.ts";

export interface CommandLine extends BenchOptions {
  /** Names of parts; empty for all. */
  parts: string[];
  /** Whether the results replace those in `docs/benchmarks.md`. */
  writes: boolean;
  asksForHelp: boolean;
}

/** Reads `npm run bench -- …`. Throws with a sentence when an option or a part is unknown. */
export function readCommandLine(args: readonly string[], known: readonly string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      full: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Error(`There is no part "${unknown}"; the parts are ${known.join(", ")}.`);
  return { parts: positionals, isFull: values.full, writes: values.write, asksForHelp: values.help };
}
