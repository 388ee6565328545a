import type { ReconciliationRow } from "../../shared/contract.ts";
import type { OrganizationId, RepositoryId } from "../../shared/ids.ts";
import type { Coverage } from "../../shared/models.ts";
import { withStoreFailures, type ReadableDatabase } from "../database/connection.ts";
import { listCoverage, type CoveredStream } from "../database/coverage-store.ts";
import { findDisagreements, type JobFacts } from "./find-disagreements.ts";
import {
  readNewestRun,
  readRepositoryJobs,
  readRepositoryRows,
  type NewestRun,
  type RepositoryJob,
  type RepositoryRow,
} from "./read-facts.ts";

/**
 * GitHub's count, rows counted afresh, checkpoint, job, live worker and ledger of every repository of an
 * organization, side by side, by name, with what disagrees among them. All are of one moment: one read transaction.
 *
 * `liveJobIds` are the jobs that worker threads are at. Only the process that runs the engine knows them, so only
 * its answer about leases without a worker is worth anything.
 *
 * Counts every row: call it off the main thread. Throws `FailureError` `store/…` when the database cannot be read.
 */
export function reconcile(
  database: ReadableDatabase,
  organizationId: OrganizationId,
  liveJobIds: ReadonlySet<number>,
): ReconciliationRow[] {
  const read = database.transaction(() => {
    const run = readNewestRun(database, organizationId);
    const jobs = readRepositoryJobs(database, organizationId, run?.id ?? null, liveJobIds);
    const ledger = Map.groupBy(listCoverage(database, organizationId), (entry) => entry.repositoryId);
    return readRepositoryRows(database, organizationId).map((row) =>
      reconciliationRowOf(row, ledger.get(row.id) ?? [], jobs.get(row.id) ?? [], run),
    );
  });
  return withStoreFailures(read);
}

function reconciliationRowOf(
  row: RepositoryRow,
  entries: readonly Coverage[],
  jobs: readonly RepositoryJob[],
  run: NewestRun | null,
): ReconciliationRow {
  const ledger = {
    pullRequests: entryOf(entries, row.id, "pull_requests"),
    reviews: entryOf(entries, row.id, "reviews"),
  };
  const isSettled = run?.isSettled.get(row.id);
  const job = mostTelling(jobs);
  const disagreements = findDisagreements({
    githubCount: row.githubCount,
    counted: { pullRequests: row.pullRequests, reviews: row.reviews },
    cached: { pullRequests: row.cachedPullRequests, reviews: row.cachedReviews },
    withReviewGaps: row.withReviewGaps,
    ledger,
    phase: row.phase,
    jobs,
    run: run === null || isSettled === undefined ? null : { ...run, isSettled },
  });
  return {
    repositoryId: row.id,
    fullName: row.fullName,
    coverage: [ledger.pullRequests, ledger.reviews],
    githubPullRequests: row.githubCount,
    storedPullRequests: row.pullRequests,
    storedReviews: row.reviews,
    jobId: job?.id ?? null,
    jobState: job?.state ?? null,
    hasLiveWorker: jobs.some(({ isLive }) => isLive),
    phase: row.phase,
    failure: job?.failure ?? ledger.pullRequests.failure ?? ledger.reviews.failure,
    disagreements,
  };
}

/** The ledger's entry; a stream without one is not yet read. */
function entryOf(entries: readonly Coverage[], repositoryId: RepositoryId, stream: CoveredStream): Coverage {
  return (
    entries.find((entry) => entry.stream === stream) ?? {
      repositoryId,
      stream,
      state: "not-yet-read",
      githubCount: null,
      storedCount: null,
      asOf: null,
      failure: null,
    }
  );
}

/** What a person must know first, when the jobs of a repository are in different states. */
const TELLING_FIRST: readonly JobFacts["state"][] = ["dead", "leased", "ready", "cancelled", "done"];

function mostTelling(jobs: readonly RepositoryJob[]): RepositoryJob | undefined {
  return jobs.toSorted((a, b) => TELLING_FIRST.indexOf(a.state) - TELLING_FIRST.indexOf(b.state))[0];
}
