import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { ProcessFigures } from "../contenders/contender-process.ts";
import type { Part } from "../part.ts";
import { contenderTable } from "../report/contender-table.ts";
import { formatCount, formatMegabytes, formatMs } from "../report/figures.ts";
import { runContender, type Measured } from "../run-contender.ts";
import { withSample } from "../sample.ts";
import { LATENCY_MS } from "./work.ts";

const REPOSITORIES = 1_000;
const PULL_REQUESTS_EACH = 200;
const MOST_MEMORY_BYTES = 350 * 1024 ** 2;
/** With twice as many pull requests the peak may be higher by this share: allocators are not even. */
const MOST_GROWTH = 0.1;
const MOST_DELAY_MS = 50;

export const large: Part = {
  name: "large",
  summary: `${formatCount(REPOSITORIES)} repositories, ${formatCount(REPOSITORIES * PULL_REQUESTS_EACH)} pull requests: memory and event loop`,
  async measure() {
    const { measured, idle } = await run(PULL_REQUESTS_EACH);
    // Against less, what the first seconds need for good would look like growth.
    const twice = await run(PULL_REQUESTS_EACH * 2);
    const { figures, reading } = measured;
    const growth = twice.measured.figures.peakBytes / figures.peakBytes - 1;
    const memoryRow = (name: string, { memory, peakBytes }: ProcessFigures): string[] => [
      name,
      ...[0, 1, 2, 3].map((quarter) => formatMegabytes(averageOf(memory, quarter / 4, (quarter + 1) / 4))),
      formatMegabytes(peakBytes),
    ];
    return {
      title: "A large organization",
      text: [
        `${formatCount(REPOSITORIES)} repositories × ${PULL_REQUESTS_EACH} pull requests, limits off, ${LATENCY_MS} ms latency. The delays of the main thread's event loop stand beside those of a process that did nothing at the same time; both include the 10 ms between two looks.`,
      ],
      tables: [
        contenderTable([
          { name: "onramp", measured },
          { name: "onramp", measured: twice.measured, note: "twice as many pull requests" },
        ]),
        {
          head: ["Resident memory, average", "1st quarter", "2nd", "3rd", "4th", "Peak"],
          rows: [memoryRow("all", figures), memoryRow("twice as many pull requests", twice.measured.figures)],
        },
        {
          head: ["Event loop delay", "99.9th percentile", "Maximum"],
          rows: [
            ["Onramp's main thread", formatMs(figures.delayMs.p999), formatMs(figures.delayMs.max)],
            ["idle process", formatMs(idle.p999), formatMs(idle.max)],
          ],
        },
      ],
      goals: [
        {
          text: `under ${formatMegabytes(MOST_MEMORY_BYTES)}, verified`,
          measured: `${formatMegabytes(figures.peakBytes)} at its peak`,
          isMet: reading.verified && figures.peakBytes < MOST_MEMORY_BYTES,
        },
        {
          text: "memory does not grow with the number of pull requests",
          measured: `${(growth * 100).toFixed(0)} % with twice as many`,
          isMet: growth <= MOST_GROWTH,
        },
        {
          text: `event loop delay: 99.9th percentile under ${MOST_DELAY_MS} ms`,
          measured: `${formatMs(figures.delayMs.p999)}; idle process ${formatMs(idle.p999)}`,
          isMet: figures.delayMs.p999 < MOST_DELAY_MS,
        },
      ],
    };
  },
};

/** One run on a server of its own, beside a process that does nothing. */
function run(pullRequestsEach: number): Promise<{ measured: Measured; idle: ProcessFigures["delayMs"] }> {
  const world = { repositories: REPOSITORIES, pullRequests: { perRepository: pullRequestsEach } };
  return withSample({ enterprise: true, latencyMs: LATENCY_MS, world }, async (sample) => {
    const control = startIdleControl();
    const measured = await runContender("onramp", sample);
    return { measured, idle: await control.end() };
  });
}

function averageOf(memory: ProcessFigures["memory"], from: number, until: number): number {
  const part = memory.slice(Math.floor(memory.length * from), Math.ceil(memory.length * until));
  return part.reduce((sum, { bytes }) => sum + bytes, 0) / part.length;
}

function startIdleControl(): { end(): Promise<ProcessFigures["delayMs"]> } {
  const entry = fileURLToPath(new URL("../idle-control.ts", import.meta.url));
  const child = spawn(process.execPath, [entry], { stdio: ["pipe", "pipe", "inherit"] });
  const output = text(child.stdout);
  return {
    async end() {
      child.stdin.end();
      return JSON.parse(await output) as ProcessFigures["delayMs"];
    },
  };
}
