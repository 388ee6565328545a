import { readOrganizationAddress } from "../../src/core/database/account-store.ts";
import type { GitHubClient, GraphAnswer } from "../../src/core/github/client.ts";
import { enqueue, leaseJobs, PRIORITY, type LeasedJob } from "../../src/core/jobs/job-queue.ts";
import { systemClock } from "../../src/core/ports.ts";
import { PageSizes } from "../../src/core/sync/streams/page-sizes.ts";
import { readPullRequests } from "../../src/core/sync/streams/pull-requests.ts";
import type { StreamContext } from "../../src/core/sync/streams/stream.ts";
import { addRepository } from "./add-repository.ts";
import { openNewStore, type NewStore } from "./new-store.ts";
import type { RecordedRepository } from "./recorded-pages.ts";

/**
 * Lets Onramp's own stream read recorded answers to their end, under real leases, with all that it does in a worker
 * but the requests. Returns the seconds that it took.
 */
export async function readRecorded(repositories: readonly RecordedRepository[]): Promise<number> {
  const store = openNewStore();
  const { database, accountId, runId } = store;
  const pagesById = new Map<number, string[]>();
  for (const { githubId, fullName, pages } of repositories) {
    const subjectId = addRepository(store, githubId, fullName);
    pagesById.set(subjectId, pages);
    const job = { runId, kind: "pull_requests", subjectId, payload: {}, priority: PRIORITY.head } as const;
    enqueue(database, job, Date.now());
  }
  const limit = repositories.length;
  const jobs = leaseJobs(database, { owner: "bench", accountId, limit, now: Date.now() });
  const startedAt = performance.now();
  for (const job of jobs) {
    const outcome = await readPullRequests(contextOf(store, job, pagesById.get(job.subjectId)!));
    if (outcome.kind !== "done") throw new Error(`the stream ended with ${outcome.kind}`);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  store.remove();
  return seconds;
}

function contextOf(store: NewStore, job: LeasedJob, pages: readonly string[]): StreamContext {
  const { database, accountId, organizationId, runId } = store;
  return {
    slice: {
      ...{ kind: "pull_requests", lease: job.lease, runId, accountId, apiUrl: "https://bench.invalid" },
      ...{ organizationId, subjectId: job.subjectId, payload: {}, attempt: 1 },
      maxPages: Number.MAX_SAFE_INTEGER,
    },
    database,
    client: answerWith(pages),
    clock: systemClock,
    pageSizes: new PageSizes(),
    organization: readOrganizationAddress(database, organizationId)!,
    report: () => undefined,
    log: () => undefined,
  };
}

/** A client to which GitHub answers at once, with these bodies one after the other. */
function answerWith(pages: readonly string[]): GitHubClient {
  const bodies = pages.values();
  return {
    get: () => Promise.reject(new Error("the stream of pull requests does not use REST")),
    query<Data>(): Promise<GraphAnswer<Data>> {
      const { data } = JSON.parse(bodies.next().value!) as { data: Data };
      const serverTime = `${new Date().toISOString().slice(0, 19)}Z`;
      return Promise.resolve({ data, serverTime, durationMs: 1, refused: new Map() });
    },
  };
}
