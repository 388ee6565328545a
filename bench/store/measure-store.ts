import { median } from "../report/figures.ts";
import { insertRaw } from "./insert-raw.ts";
import { readRecorded } from "./read-recorded.ts";
import { recordPages, rowsOf } from "./recorded-pages.ts";

/** Rows a second, each a median. */
export interface StoreRates {
  pages: number;
  rows: number;
  /** Onramp's stream of pull requests, from the text of an answer to its commit. */
  onramp: number;
  /** Plain inserts in large batches. */
  raw: number;
  /** Plain inserts, a transaction a page. */
  rawByPage: number;
}

const ROUNDS = 7;
const PAGES_A_BATCH = 10;

/** Onramp's way into the database beside the shortest one, turn by turn, into new files. */
export async function measureStores(): Promise<StoreRates> {
  const recorded = await recordPages();
  const pages = recorded.flatMap((repository) => repository.pages.map(rowsOf));
  const rows = pages.flat().reduce((sum, { reviews }) => sum + 1 + reviews.length, 0);
  const seconds = { onramp: [] as number[], raw: [] as number[], rawByPage: [] as number[] };
  // The first round warms up and does not count.
  for (let round = 0; round <= ROUNDS; round += 1) {
    seconds.rawByPage.push(insertRaw(pages, 1));
    seconds.onramp.push(await readRecorded(recorded));
    seconds.raw.push(insertRaw(pages, PAGES_A_BATCH));
  }
  const rateOf = (times: readonly number[]): number => rows / median(times.slice(1));
  return {
    ...{ pages: pages.length, rows },
    onramp: rateOf(seconds.onramp),
    raw: rateOf(seconds.raw),
    rawByPage: rateOf(seconds.rawByPage),
  };
}

/** Rows a second of plain inserts in large batches. */
export async function measureRawStore(): Promise<number> {
  return (await measureStores()).raw;
}
