import type { SampleServerOptions } from "../../src/sample/sample-server.ts";
import { runContender, type Measured } from "../run-contender.ts";
import type { Sample } from "../sample.ts";

/** The work that contenders are compared by. */
export const LATENCY_MS = 80;
export const REPOSITORIES = 20;
export const PULL_REQUESTS_EACH = 200;

export const WORK = {
  latencyMs: LATENCY_MS,
  keepsAnswers: true,
  world: { repositories: REPOSITORIES, pullRequests: { perRepository: PULL_REQUESTS_EACH } },
} satisfies SampleServerOptions;

/** Of the slowest script, so many of the repositories are read, and its figures scaled up, unless the run is a full one. */
const SHARE_OF_SLOWEST = 2;

/** Runs script (a), or the beginning of it. `note` says which. */
export async function runSlowest(
  sample: Sample,
  isFull: boolean,
): Promise<{ measured: Measured; note?: string }> {
  if (isFull) return { measured: await runContender("rest-sequential", sample) };
  const part = await runContender("rest-sequential", sample, { onlyRepositories: SHARE_OF_SLOWEST });
  const factor = REPOSITORIES / SHARE_OF_SLOWEST;
  const { reading, stats } = part;
  const scaled: Measured = {
    ...part,
    processMs: part.processMs * factor,
    reading: {
      ...reading,
      wallMs: reading.wallMs * factor,
      repositories: reading.repositories * factor,
      pullRequests: reading.pullRequests * factor,
      reviews: reading.reviews * factor,
    },
    figures: { ...part.figures, cpuMs: part.figures.cpuMs * factor },
    stats: { ...stats, requests: stats.requests * factor, rest: stats.rest * factor },
  };
  return { measured: scaled, note: `${SHARE_OF_SLOWEST} of ${REPOSITORIES} repositories, × ${factor}` };
}
