import { monitorEventLoopDelay } from "node:perf_hooks";
import { keepCompiledCode } from "../../src/cli/compile-cache.ts";
import type { Assignment, Contender } from "./contender.ts";

/*
 * The process in which one contender works: `contender-process.ts NAME ASSIGNMENT`. It prints one line of JSON, what was
 * read and what that took, and ends.
 */

/** What is known of a contender once its process has ended. */
export interface ProcessFigures {
  /** Processor time of all threads from the contender's begin to its end. */
  cpuMs: number;
  /** The most memory that was resident at once, with all threads. */
  peakBytes: number;
  /** Resident memory through the run, in order. */
  memory: { atMs: number; bytes: number }[];
  /** Delays of the main thread's event loop; they include the 10 ms between two looks. */
  delayMs: { p999: number; max: number };
}

const CONTENDERS = {
  "rest-sequential": async () => (await import("./rest-sequential.ts")).restSequential,
  "rest-concurrent": async () => (await import("./rest-concurrent.ts")).restConcurrent,
  "graphql-sequential": async () => (await import("./graphql-sequential.ts")).graphqlSequential,
  bare: async () => (await import("./bare.ts")).bare,
  onramp: async () => (await import("./onramp.ts")).onramp,
} satisfies Record<string, () => Promise<Contender>>;

export type ContenderName = keyof typeof CONTENDERS;

const MEMORY_EVERY_MS = 200;

if (import.meta.main) {
  // As Onramp's terminal does for itself; the scripts get it too.
  keepCompiledCode(process.env);
  // Whoever started it is gone: nobody waits for the result.
  process.stdin.resume().once("end", () => process.exit());
  const name = process.argv[2] as ContenderName;
  const assignment = JSON.parse(process.argv[3]!) as Assignment;
  const contender = await CONTENDERS[name]();
  const figures = watchProcess();
  const reading = await contender(assignment);
  process.stdout.write(`${JSON.stringify({ reading, figures: figures.end() })}\n`, () => process.exit());
}

function watchProcess(): { end(): ProcessFigures } {
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const memory: ProcessFigures["memory"] = [];
  const look = (): void => {
    memory.push({ atMs: Math.round(performance.now() - startedAt), bytes: process.memoryUsage.rss() });
  };
  const ticker = setInterval(look, MEMORY_EVERY_MS);
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  return {
    end() {
      delay.disable();
      clearInterval(ticker);
      look();
      const { user, system } = process.cpuUsage(cpuBefore);
      return {
        cpuMs: (user + system) / 1_000,
        peakBytes: process.resourceUsage().maxRSS * 1_024,
        memory,
        delayMs: { p999: delay.percentile(99.9) / 1e6, max: delay.max / 1e6 },
      };
    },
  };
}
