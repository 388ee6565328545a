import { measureSearch } from "../log-search/measure-search.ts";
import type { Part } from "../part.ts";
import { formatCount, formatMegabytes, formatMs, percentile } from "../report/figures.ts";

const ENTRIES = 1_000_000;
const MOST_MS = 100;

export const logSearch: Part = {
  name: "log-search",
  summary: `full-text search of a log of ${formatCount(ENTRIES)} entries`,
  async measure() {
    const { writeMs, indexMs, fileBytes, indexBytes, queries } = await measureSearch(ENTRIES);
    const slowest = Math.max(...queries.map(({ answerMs }) => percentile(answerMs, 0.95)));
    return {
      title: "Log search",
      text: [
        `${formatCount(ENTRIES)} entries, ${formatMegabytes(fileBytes)} of files written by the app's own writer in ${formatMs(writeMs)}, and an index of ${formatMegabytes(indexBytes)} made of them in ${formatMs(indexMs)}. The app keeps the newest 48 MB of files, some 140,000 entries; here the cap is off. Each query asks the reader's thread for the newest 300 entries that match, as the viewer does; the times are from the question to the answer in the asking thread. Text that no index helps to find is looked for piece by piece: each answer says how far it came, and the viewer goes on from there.`,
      ],
      tables: [
        {
          head: [
            "What is looked for",
            "Found",
            "Answers",
            "Median of an answer",
            "95th percentile",
            "Maximum",
          ],
          rows: queries.map(({ kind, found, answers, answerMs }) => [
            ...[kind, formatCount(found), formatCount(answers)],
            ...[0.5, 0.95, 1].map((share) => formatMs(percentile(answerMs, share))),
          ]),
        },
      ],
      goals: [
        {
          text: `every kind of query answered under ${MOST_MS} ms at the 95th percentile`,
          measured: `${formatMs(slowest)} at most`,
          isMet: slowest < MOST_MS,
        },
      ],
    };
  },
};
