import type { Part } from "../part.ts";
import { contenderTable, medianRun, type Line } from "../report/contender-table.ts";
import { formatTimes } from "../report/figures.ts";
import type { Goal } from "../report/section.ts";
import { runContender, type Measured } from "../run-contender.ts";
import { withSample } from "../sample.ts";
import { PULL_REQUESTS_EACH, REPOSITORIES, WORK } from "./work.ts";

const RUNS = 3;
/** Scripts (a) and (b) must take this many times longer than Onramp; a little later they are stopped. */
const TIMES_SLOWER = 50;
const LIMITED = { ...WORK, limits: "published" } as const;

export const publishedLimits: Part = {
  name: "published-limits",
  summary: "the same with GitHub's published limits enforced",
  async measure({ isFull }) {
    const { c, d } = await withSample(LIMITED, async (sample) => {
      const graphqlRuns: Measured[] = [];
      const onrampRuns: Measured[] = [];
      for (let run = 0; run <= RUNS; run += 1) {
        graphqlRuns.push(await runContender("graphql-sequential", sample));
        onrampRuns.push(await runContender("onramp", sample));
      }
      return { c: medianRun(graphqlRuns.slice(1)), d: medianRun(onrampRuns.slice(1)) };
    });
    const longestMs = isFull ? undefined : d.reading.wallMs * TIMES_SLOWER * 1.05;
    const [a, b] = await Promise.all(
      (["rest-sequential", "rest-concurrent"] as const).map((name) =>
        // Side by side, each on a server of its own: they wait far more than they work.
        withSample(LIMITED, async (sample): Promise<Line> => {
          const measured = await runContender(name, sample, longestMs === undefined ? {} : { longestMs });
          return { name, measured, ...(measured.wasStopped ? { note: "stopped" } : {}) };
        }),
      ),
    );
    return {
      title: "Side by side, published limits enforced",
      text: [
        `The same ${REPOSITORIES} × ${PULL_REQUESTS_EACH}; the server refuses what goes beyond GitHub's published limits: 5,000 requests or points an hour, 100 requests at once, 900 points a minute for REST and 2,000 for GraphQL, 60 s of server time a minute for GraphQL. (c) and (d): the median of ${RUNS}, in turns.${isFull ? "" : ` (a) and (b) are stopped when they have taken more than ${TIMES_SLOWER} times as long as Onramp.`}`,
      ],
      tables: [
        contenderTable([
          ...[a!, b!],
          { name: "graphql-sequential", measured: c },
          { name: "onramp", measured: d },
        ]),
      ],
      goals: [
        {
          text: "never slower than (c) by more than a tenth",
          measured: `${formatTimes(d.reading.wallMs / c.reading.wallMs)} its time`,
          isMet: d.reading.verified && d.reading.wallMs <= 1.1 * c.reading.wallMs,
        },
        slower(a!.measured, d, "(a)"),
        slower(b!.measured, d, "(b)"),
      ],
    };
  },
};

function slower(script: Measured, onramp: Measured, name: string): Goal {
  const factor = script.reading.wallMs / onramp.reading.wallMs;
  return {
    text: `${name} at least ${TIMES_SLOWER} times slower`,
    measured: `${script.wasStopped ? "more than " : ""}${formatTimes(factor)}`,
    isMet: factor >= TIMES_SLOWER,
  };
}
