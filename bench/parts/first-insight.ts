import type { RequestRecord } from "../../src/sample/control.ts";
import type { Part } from "../part.ts";
import { formatCount, formatMs } from "../report/figures.ts";
import { runContender } from "../run-contender.ts";
import { withSample, type Sample } from "../sample.ts";
import { LATENCY_MS } from "./work.ts";

const SIZES = [10, 1_000, 10_000];
const MOST_ROUND_TRIPS = 5;

export const firstInsight: Part = {
  name: "first-insight",
  summary: `from the command's first request to the first insight, ${SIZES.map(formatCount).join(", ")} repositories`,
  async measure() {
    const found = [];
    for (const repositories of SIZES) {
      const world = { repositories, pullRequests: { perRepository: 100 } };
      found.push(
        await withSample({ enterprise: true, latencyMs: LATENCY_MS, world }, async (sample) => {
          // A first run warms up and does not count.
          await runContender("onramp", sample, { stopsAtFirstInsight: true });
          const { reading } = await runContender("onramp", sample, { stopsAtFirstInsight: true });
          return { repositories, afterMs: reading.firstInsightMs, roundTrips: await countRoundTrips(sample) };
        }),
      );
    }
    return {
      title: "First insight",
      text: [
        `Onramp starts on an empty data directory; the time counts from its first request until the computed insights are there, ${LATENCY_MS} ms latency. Round trips are those that followed one another until the first page of pull requests was there, by the server's own log.`,
      ],
      tables: [
        {
          head: ["Repositories", "Round trips", "First insight"],
          rows: found.map(({ repositories, afterMs, roundTrips }) => [
            formatCount(repositories),
            String(roundTrips),
            afterMs === null ? "none" : formatMs(afterMs),
          ]),
        },
      ],
      goals: [
        {
          text: `at most ${MOST_ROUND_TRIPS} round trips, whatever the number of repositories`,
          measured: found.map(({ roundTrips }) => roundTrips).join(", "),
          isMet: found.every(({ afterMs, roundTrips }) => afterMs !== null && roundTrips <= MOST_ROUND_TRIPS),
        },
      ],
    };
  },
};

/** The longest chain of requests of the last run, each begun after the one before was answered, up to the first page. */
async function countRoundTrips(sample: Sample): Promise<number> {
  const answer = await sample.control({ type: "requests" });
  if (answer.type !== "requests") throw new Error("the sample server does not tell its requests");
  const start = answer.requests.findLastIndex(({ path }) => path === "/user");
  // The organization is asked for beside the user, so it may have come first.
  const requests = answer.requests.slice(Math.max(0, start - 1));
  const end = Math.min(...requests.filter(isFirstPage).map(endOf));
  let [roundTrips, freeAt] = [0, 0];
  for (const request of requests.filter((it) => endOf(it) <= end).toSorted((a, b) => endOf(a) - endOf(b))) {
    if (request.receivedAt < freeAt) continue;
    roundTrips += 1;
    freeAt = endOf(request);
  }
  return roundTrips;
}

const isFirstPage = (request: RequestRecord): boolean =>
  request.operation === "PullRequestPage" && request.durationMs >= 0;

const endOf = ({ receivedAt, durationMs }: RequestRecord): number =>
  durationMs < 0 ? Infinity : receivedAt + durationMs;
