import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import type { BareAssignment, BareReading } from "./bare-readers.ts";
import { formatCount, formatMs } from "./report/figures.ts";
import type { Table } from "./report/section.ts";
import type { Sample } from "./sample.ts";

/** The least time that a piece of work can take, by one of its limits. */
export interface Term {
  name: string;
  /** How the time is computed, in figures. */
  reckoning: string;
  ms: number;
}

/**
 * Requests that must follow one another: who am I, the list of repositories, and the pages of a repository's pull
 * requests. The first page holds 50, because GitHub under load fails larger ones with nested lists; the others hold 100,
 * the most that GitHub gives. The last of them brings the counts that verify it.
 */
export function latencyTerm(latencyMs: number, pullRequestsEach: number): Term {
  const pages = 1 + Math.ceil(Math.max(0, pullRequestsEach - 50) / 100);
  const depth = 2 + pages;
  return {
    name: "latency × depth",
    reckoning: `${latencyMs} ms × ${depth} (sign-in, list, ${pages} pages)`,
    ms: latencyMs * depth,
  };
}

/** What the server itself needs for the pages, when readers do nothing but take them off the wire. */
export function serverTerm(pages: number, pagesPerSecond: number): Term {
  return {
    name: "pages ÷ the server's own rate",
    reckoning: `${pages} ÷ ${formatCount(pagesPerSecond)} a second`,
    ms: (pages / pagesPerSecond) * 1_000,
  };
}

/** What SQLite itself needs to store the rows. */
export function storeTerm(rows: number, rowsPerSecond: number): Term {
  return {
    name: "rows ÷ the raw store rate",
    reckoning: `${formatCount(rows)} ÷ ${formatCount(rowsPerSecond)} a second`,
    ms: (rows / rowsPerSecond) * 1_000,
  };
}

export const NO_LIMITS: Term = { name: "limits", reckoning: "none", ms: 0 };

/** The bound is the largest term: each of them alone forbids to be faster. */
export function boundOf(terms: readonly Term[]): number {
  return Math.max(...terms.map(({ ms }) => ms));
}

export function boundTable(terms: readonly Term[]): Table {
  const bound = boundOf(terms);
  return {
    head: ["Bound", "Reckoning", "At least"],
    rows: terms.map(({ name, reckoning, ms }) => {
      const time = ms === 0 ? "–" : formatMs(ms);
      return [name, reckoning, ms === bound ? `**${time}**` : time];
    }),
  };
}

const READERS = fileURLToPath(new URL("bare-readers.ts", import.meta.url));
const ROUNDS = 6;

/** Reads all pages of the sample with its latency off, side by side, some times over; the server is warm afterwards. */
export async function measureServer(sample: Sample, latencyMs: number): Promise<BareReading> {
  const truth = await sample.control({ type: "truth" });
  if (truth.type !== "truth") throw new Error("the sample server does not tell what it holds");
  const repositories = truth.repositories.map(({ fullName }) => fullName.split("/")[1]!);
  const assignment: BareAssignment = {
    ...{ access: sample.access, repositories },
    pageSize: 100,
    rounds: ROUNDS,
  };
  await sample.control({ type: "set-latency", latencyMs: 0 });
  const { stdout } = await promisify(execFile)(process.execPath, [READERS, JSON.stringify(assignment)]);
  await sample.control({ type: "set-latency", latencyMs });
  return JSON.parse(stdout) as BareReading;
}
