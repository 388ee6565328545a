import { ROOT } from "../scripts/check/run-tool.ts";
import { buildApp, isBuildStale } from "../scripts/start/build-app.ts";
import { measureParts } from "./measure-parts.ts";
import { readCommandLine, type CommandLine } from "./options.ts";
import type { Part } from "./part.ts";
import { comparison } from "./parts/comparison.ts";
import { firstInsight } from "./parts/first-insight.ts";
import { insights } from "./parts/insights.ts";
import { large } from "./parts/large.ts";
import { load } from "./parts/load.ts";
import { logSearch } from "./parts/log-search.ts";
import { publishedLimits } from "./parts/published-limits.ts";
import { queue } from "./parts/queue.ts";
import { secondRun } from "./parts/second-run.ts";
import { store } from "./parts/store.ts";

/** `npm run bench`: measures Onramp beside the scripts that people write, and beside what is possible at all. */

const PARTS: readonly Part[] = [
  ...[comparison, publishedLimits, load, firstInsight, secondRun, store, queue, logSearch, insights, large],
];

const options = readOptions();
if (options === null) process.exitCode = 2;
else if (options.asksForHelp) print(help());
else {
  await buildWhatIsMeasured();
  const command = ["npm run bench --", ...process.argv.slice(2)].join(" ").replace(/ --$/, "");
  const chosen = PARTS.filter(({ name }) => options.parts.length === 0 || options.parts.includes(name));
  await measureParts(chosen, command, options);
}

/** Null when the command line cannot be understood; why was said. */
function readOptions(): CommandLine | null {
  try {
    return readCommandLine(
      process.argv.slice(2),
      PARTS.map(({ name }) => name),
    );
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${help()}\n`);
    return null;
  }
}

/** Onramp is measured as it is installed: built. */
async function buildWhatIsMeasured(): Promise<void> {
  if (isBuildStale(ROOT) && !(await buildApp())) throw new Error("the app could not be built");
}

function help(): string {
  const lines = PARTS.map(({ name, summary }) => `  ${name.padEnd(18)} ${summary}`);
  return [
    "npm run bench -- [part …] [--full] [--write]",
    ...["", "parts (all unless named):", ...lines, ""],
    "  --full   runs the slowest scripts to their end, some ten minutes more",
    "  --write  keeps the results in docs/benchmarks.md",
  ].join("\n");
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
