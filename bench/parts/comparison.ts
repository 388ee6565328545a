import {
  boundOf,
  boundTable,
  latencyTerm,
  measureServer,
  NO_LIMITS,
  serverTerm,
  storeTerm,
} from "../bound.ts";
import type { Part } from "../part.ts";
import { contenderTable, medianRun } from "../report/contender-table.ts";
import { formatCount, formatMs, formatTimes, median } from "../report/figures.ts";
import type { Goal } from "../report/section.ts";
import { runContender, type Measured } from "../run-contender.ts";
import { withSample } from "../sample.ts";
import { measureRawStore } from "../store/measure-store.ts";
import { LATENCY_MS, PULL_REQUESTS_EACH, REPOSITORIES, runSlowest, WORK } from "./work.ts";

/** Runs of the three quick contenders, turn by turn; a first one of each warms the machine up and does not count. */
const RUNS = 5;

export const comparison: Part = {
  name: "comparison",
  summary: `${REPOSITORIES} repositories × ${PULL_REQUESTS_EACH} pull requests with reviews, limits off`,
  measure: ({ isFull }) =>
    // As on GitHub Enterprise Server, which has limits off by default and says nothing of them.
    withSample({ ...WORK, enterprise: true }, async (sample) => {
      const bare = await measureServer(sample, LATENCY_MS);
      const graphqlRuns: Measured[] = [];
      const onrampRuns: Measured[] = [];
      const bareRuns: Measured[] = [];
      for (let run = 0; run <= RUNS; run += 1) {
        graphqlRuns.push(await runContender("graphql-sequential", sample));
        onrampRuns.push(await runContender("onramp", sample));
        bareRuns.push(await runContender("bare", sample));
      }
      const c = medianRun(graphqlRuns.slice(1));
      const d = medianRun(onrampRuns.slice(1));
      const b = await runContender("rest-concurrent", sample);
      const a = await runSlowest(sample, isFull);
      const rows = d.reading.pullRequests + d.reading.reviews;
      const terms = [
        latencyTerm(LATENCY_MS, PULL_REQUESTS_EACH),
        serverTerm(bare.pages, bare.pages / (bare.wallMs / 1_000)),
        storeTerm(rows, await measureRawStore()),
        NO_LIMITS,
      ];
      const wallsOf = (runs: readonly Measured[]): string =>
        runs.map(({ reading }) => formatMs(reading.wallMs)).join(", ");
      return {
        title: "Side by side, limits off",
        text: [
          `${REPOSITORIES} repositories × ${PULL_REQUESTS_EACH} pull requests with their reviews, ${LATENCY_MS} ms latency. Every contender runs in a process of its own, none beside another; wall time counts from its first request to the moment when all is there, for Onramp: durably stored and compared with GitHub's counts. (d) is the terminal as it is built and installed with the app. (c), (d) and (e) take turns; shown is the median of ${RUNS}, without the first turn, which warms up. (e) is no way to read GitHub: it shows what a process that has just started needs of this machine's processor for the same answers, without any promise. GitHub's work is done on GitHub's machines: the server keeps the answers to queries that it has made, so that here it does not take the processor of whoever is measured.`,
          `All turns of (c): ${wallsOf(graphqlRuns)}. Of (d): ${wallsOf(onrampRuns)}. Of (e): ${wallsOf(bareRuns)}.`,
        ],
        tables: [
          contenderTable([
            { name: "rest-sequential", ...a },
            { name: "rest-concurrent", measured: b },
            { name: "graphql-sequential", measured: c },
            { name: "onramp", measured: d },
            { name: "bare", measured: medianRun(bareRuns.slice(1)) },
          ]),
          boundTable(terms),
        ],
        goals: [
          ...[faster(d, c, 2, "(c)"), faster(d, b, 20, "(b)"), faster(d, a.measured, 150, "(a)")],
          {
            text: "at most 1/20 of the requests of (a)",
            measured: `${formatCount(d.stats.requests)} to ${formatCount(a.measured.stats.requests)}`,
            isMet: d.stats.requests * 20 <= a.measured.stats.requests,
          },
          withinBound(median(onrampRuns.slice(1).map(({ reading }) => reading.wallMs)), boundOf(terms)),
          {
            text: "all guarantees on: everything is stored and verified",
            measured: `${formatCount(rows)} rows, ${d.reading.verified ? "verified" : "not verified"}`,
            isMet: onrampRuns.every((run) => isWhole(run, graphqlRuns[0]!)),
          },
        ],
      };
    }),
};

function faster(onramp: Measured, other: Measured, times: number, name: string): Goal {
  const factor = other.reading.wallMs / onramp.reading.wallMs;
  return {
    text: `at least ${times} times faster than ${name}`,
    measured: formatTimes(factor),
    isMet: factor >= times,
  };
}

function withinBound(wallMs: number, boundMs: number): Goal {
  return {
    text: "within 1.5 times the bound",
    measured: `${formatMs(wallMs)} ÷ ${formatMs(boundMs)} = ${formatTimes(wallMs / boundMs)}`,
    isMet: wallMs <= 1.5 * boundMs,
  };
}

/** Whether a run of Onramp read what the script read, and verified it. */
function isWhole({ reading }: Measured, script: Measured): boolean {
  const { pullRequests, reviews } = script.reading;
  return reading.verified && reading.pullRequests === pullRequests && reading.reviews === reviews;
}
