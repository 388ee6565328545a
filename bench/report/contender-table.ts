import type { ContenderName } from "../contenders/contender-process.ts";
import type { Measured } from "../run-contender.ts";
import { formatCount, formatMegabytes, formatMs } from "./figures.ts";
import type { Table } from "./section.ts";

const TITLES: Record<ContenderName, string> = {
  "rest-sequential": "(a) `octokit.paginate`, reviews per pull request",
  "rest-concurrent": "(b) the same, 10 at once, throttling and retry plugins",
  "graphql-sequential": "(c) plain GraphQL, 100 a page, one after another",
  onramp: "(d) Onramp",
  bare: "(e) the requests of (d), answers parsed and inserted, nothing else",
};

/** One contender's line; `note` says how the figures came about, when not by running it to its end. */
export interface Line {
  name: ContenderName;
  measured: Measured;
  note?: string;
}

/** The table of contenders. Points are those of GitHub's hourly budgets: one for a REST request, its cost for a query. */
export function contenderTable(lines: readonly Line[]): Table {
  const head = ["", "Wall time", "Whole process", "Requests", "Points", "Rows", "Peak memory"];
  return {
    head: [...head, "Processor", "First insight", "Counted"],
    rows: lines.map(({ name, measured, note }) => {
      const { reading, figures, stats, processMs, wasStopped } = measured;
      const title = note === undefined ? TITLES[name] : `${TITLES[name]} (${note})`;
      const asked = [formatCount(stats.requests), formatCount(stats.rest + stats.points)];
      if (wasStopped) return [title, `> ${formatMs(reading.wallMs)}`, "", ...asked, "", "", "", "", "no"];
      return [
        ...[title, formatMs(reading.wallMs), formatMs(processMs), ...asked],
        formatCount(reading.pullRequests + reading.reviews),
        ...[formatMegabytes(figures.peakBytes), formatMs(figures.cpuMs)],
        reading.firstInsightMs === null ? "at its end" : formatMs(reading.firstInsightMs),
        verdictOf(reading),
      ];
    }),
  };
}

function verdictOf({ verified, failure }: Measured["reading"]): string {
  if (failure !== null) return `failed: ${failure}`;
  return verified ? "verified" : "no";
}

/** The run whose wall time is the median. */
export function medianRun(runs: readonly Measured[]): Measured {
  const sorted = runs.toSorted((one, other) => one.reading.wallMs - other.reading.wallMs);
  return sorted[Math.ceil(sorted.length / 2) - 1]!;
}
