import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Part } from "../part.ts";
import { contenderTable } from "../report/contender-table.ts";
import { formatCount, formatMs } from "../report/figures.ts";
import { runContender } from "../run-contender.ts";
import { withSample } from "../sample.ts";
import { LATENCY_MS } from "./work.ts";

const REPOSITORIES = 1_000;
const PULL_REQUESTS_EACH = 20;
const MOST_REQUESTS = 30;

export const secondRun: Part = {
  name: "second-run",
  summary: `an unchanged second run of ${formatCount(REPOSITORIES)} repositories`,
  async measure() {
    const directory = mkdtempSync(join(tmpdir(), "onramp-bench-"));
    const world = { repositories: REPOSITORIES, pullRequests: { perRepository: PULL_REQUESTS_EACH } };
    try {
      return await withSample({ enterprise: true, latencyMs: LATENCY_MS, world }, async (sample) => {
        const dataDirectory = join(directory, "data");
        const first = await runContender("onramp", sample, { dataDirectory });
        const second = await runContender("onramp", sample, { dataDirectory });
        const routes = Object.entries(second.stats.byRoute).map(
          ([route, count]) => `${count} × \`${route}\``,
        );
        return {
          title: "An unchanged second run",
          text: [
            `${formatCount(REPOSITORIES)} repositories × ${PULL_REQUESTS_EACH} pull requests, read and verified, then read again without any change.`,
            `The second run asked ${routes.join(", ")}; ${second.stats.notModified} answers were 304.`,
          ],
          tables: [
            contenderTable([
              { name: "onramp", measured: first, note: "first run" },
              { name: "onramp", measured: second, note: "second run" },
            ]),
          ],
          goals: [
            {
              text: `at most ${MOST_REQUESTS} requests, everything verified anew`,
              measured: `${second.stats.requests} requests in ${formatMs(second.reading.wallMs)}`,
              isMet: second.reading.verified && second.stats.requests <= MOST_REQUESTS,
            },
          ],
        };
      });
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};
