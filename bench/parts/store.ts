import type { Part } from "../part.ts";
import { formatCount, formatTimes } from "../report/figures.ts";
import { measureStores } from "../store/measure-store.ts";

const LEAST_SHARE = 0.4;

export const store: Part = {
  name: "store",
  summary: "parsing and committing pages, beside raw better-sqlite3 batch inserts",
  async measure() {
    const { pages, rows, onramp, raw, rawByPage } = await measureStores();
    const share = onramp / raw;
    return {
      title: "Store",
      text: [
        `${pages} pages of 100 pull requests with their reviews (${formatCount(rows)} rows), as GitHub's answers hold them. Onramp parses the text of each, checks it against its schema, and commits rows, counts, cursor and fence in one transaction a page. The raw inserts have the rows ready as values, the same tables and indexes, the same durability (WAL, \`synchronous=FULL\`), and check nothing. Medians of alternating rounds, each into a new file.`,
      ],
      tables: [
        {
          head: ["", "Rows a second", "Of the raw batches"],
          rows: [
            ["Onramp: parse, check, commit page by page", formatCount(onramp), formatTimes(onramp / raw)],
            [
              "raw better-sqlite3, a transaction a page",
              formatCount(rawByPage),
              formatTimes(rawByPage / raw),
            ],
            ["raw better-sqlite3, batches of 10 pages", formatCount(raw), formatTimes(1)],
          ],
        },
      ],
      goals: [
        {
          text: `at least ${LEAST_SHARE * 100} % of raw batch inserts`,
          measured: `${(share * 100).toFixed(0)} %`,
          isMet: share >= LEAST_SHARE,
        },
      ],
    };
  },
};
