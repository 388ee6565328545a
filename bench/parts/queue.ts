import type { Part } from "../part.ts";
import { measureQueue } from "../queue/measure-queue.ts";
import { formatCount, formatMs, percentile } from "../report/figures.ts";

const JOBS = 1_000_000;
const MOST_MS = 1;

export const queue: Part = {
  name: "queue",
  summary: `operations on a queue of ${formatCount(JOBS)} jobs`,
  async measure() {
    const times = measureQueue(JOBS);
    const [raw, ...operations] = times;
    const slowest = Math.max(...operations.map(({ operationMs }) => percentile(operationMs, 0.99)));
    return {
      title: "Queue",
      text: [
        `${formatCount(JOBS)} jobs: a quarter each done, waiting for another attempt, of a paused run, and due. Each operation runs in a transaction of its own; the commit, with its fsync, is timed apart, and stands beside that of a plain insert of one row into a table without an index.`,
      ],
      tables: [
        {
          head: [
            "Operation",
            "Calls",
            "Median",
            "99th percentile",
            "Maximum",
            "Commit, median",
            "Commit, 99th",
          ],
          rows: [...operations, raw!].map(({ name, operationMs, commitMs }) => [
            ...[name, formatCount(operationMs.length)],
            ...[0.5, 0.99, 1].map((share) => formatMs(percentile(operationMs, share))),
            ...[0.5, 0.99].map((share) => formatMs(percentile(commitMs, share))),
          ]),
        },
      ],
      goals: [
        {
          text: `every operation under ${MOST_MS} ms at the 99th percentile, the commit apart`,
          measured: `${formatMs(slowest)} at most`,
          isMet: slowest < MOST_MS,
        },
      ],
    };
  },
};
