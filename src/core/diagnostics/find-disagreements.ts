import type { Disagreement } from "../../shared/disagreements.ts";
import type { CoverageState, RunState } from "../../shared/models.ts";
import type { Checkpoint } from "../database/checkpoint-store.ts";

/*
 * What one repository's records say about it, compared with each other. Pure: the facts are read elsewhere
 * (`read-facts.ts`), and what repairs a kind of disagreement is decided elsewhere.
 */

/** Everything recorded about one repository, side by side. */
export interface RepositoryFacts {
  /** GitHub's newest count of pull requests; null when never counted. */
  githubCount: number | null;
  /** Rows, counted afresh. */
  counted: RowCounts;
  /** The counts kept beside the repository so that screens need not count. */
  cached: RowCounts;
  /** Pull requests whose stored reviews differ in number from GitHub's count of them. */
  withReviewGaps: number;
  ledger: { pullRequests: LedgerFacts; reviews: LedgerFacts };
  /** How far the reading of pull requests has come; null when it never began. */
  phase: Checkpoint["phase"] | null;
  /** The newest job of each kind that reads this repository. */
  jobs: readonly JobFacts[];
  /** The organization's newest run, if this repository belongs to it. */
  run: RunFacts | null;
}

export interface RowCounts {
  pullRequests: number;
  reviews: number;
}

export interface LedgerFacts {
  state: CoverageState;
  githubCount: number | null;
  storedCount: number | null;
}

export interface JobFacts {
  kind: "pull_requests" | "reviews";
  state: "ready" | "leased" | "done" | "dead" | "cancelled";
  /** A worker is at it at this moment. */
  isLive: boolean;
  /** The run it belongs to has ended. */
  isRunEnded: boolean;
}

export interface RunFacts {
  outcome: Extract<RunState, "complete" | "complete-with-gaps" | "failed" | "cancelled"> | null;
  /** The run has verified this repository or named it as a gap. */
  isSettled: boolean;
  /** Jobs of the whole run that are ready or leased. */
  unfinishedJobs: number;
}

/** Every disagreement among the facts, the rows' own first; empty when all agree. */
export function findDisagreements(facts: RepositoryFacts): Disagreement[] {
  return [
    ...compareCachedCounts(facts),
    ...findRowsWithoutCheckpoint(facts),
    // While work is under way the ledger is of an earlier time, and will be written when the work is done.
    ...(isUnderWay(facts) ? [] : compareLedger(facts)),
    ...compareJobs(facts.jobs),
    ...compareRun(facts),
  ];
}

/** Work is left that will settle this repository: a job of its own, or a run that has yet to come back to it. */
function isUnderWay({ jobs, run }: RepositoryFacts): boolean {
  if (jobs.some(isUnfinished)) return true;
  return run !== null && run.outcome === null && !run.isSettled && run.unfinishedJobs > 0;
}

function isUnfinished(job: JobFacts): boolean {
  return job.state === "ready" || job.state === "leased";
}

const VERIFIED_STATES: readonly CoverageState[] = ["verified", "empty", "disabled"];

/** These claim that the rows are all there. Of a disabled repository, rows of earlier days may be kept. */
const COUNTED_STATES: readonly CoverageState[] = ["verified", "empty"];

function compareCachedCounts({ cached, counted }: RepositoryFacts): Disagreement[] {
  if (cached.pullRequests === counted.pullRequests && cached.reviews === counted.reviews) return [];
  return [
    {
      kind: "cached-count-differs",
      text: `The cached counts say ${describe(cached)}, but the database holds ${describe(counted)}.`,
    },
  ];
}

function describe(counts: RowCounts): string {
  return `${quantity(counts.pullRequests, "pull request")} and ${quantity(counts.reviews, "review")}`;
}

function quantity(count: number, thing: "pull request" | "review"): string {
  return count === 1 ? `1 ${thing}` : `${format(count)} ${thing}s`;
}

const NUMBERS = new Intl.NumberFormat("en");

/** With separators, in the language of the sentences. */
const format = (count: number): string => NUMBERS.format(count);

/** Rows and checkpoint commit together, so neither can be there alone. */
function findRowsWithoutCheckpoint({ counted, phase }: RepositoryFacts): Disagreement[] {
  if (phase !== null || counted.pullRequests === 0) return [];
  return [
    {
      kind: "rows-without-checkpoint",
      text: `The database holds ${quantity(counted.pullRequests, "pull request")}, but no checkpoint says that reading began.`,
    },
  ];
}

function compareLedger(facts: RepositoryFacts): Disagreement[] {
  return [
    ...compareLedgerEntry("pull request", facts.ledger.pullRequests, facts.counted.pullRequests),
    ...compareLedgerEntry("review", facts.ledger.reviews, facts.counted.reviews),
    ...compareReviewLists(facts),
    ...compareGitHubCount(facts),
    ...compareReading(facts),
  ];
}

function compareLedgerEntry(
  thing: "pull request" | "review",
  entry: LedgerFacts,
  counted: number,
): Disagreement[] {
  if (!COUNTED_STATES.includes(entry.state)) return [];
  const found: Disagreement[] = [];
  if (entry.githubCount === null || entry.githubCount !== entry.storedCount) {
    found.push({
      kind: "ledger-contradicts-itself",
      text: `The ledger says that the ${thing}s are ${entry.state}, but notes ${known(entry.storedCount)} stored and ${known(entry.githubCount)} on GitHub.`,
    });
  }
  if (entry.storedCount !== null && entry.storedCount !== counted) {
    found.push({
      kind: "ledger-differs-from-rows",
      text: `The ledger claims ${quantity(entry.storedCount, thing)} in all, but the database holds ${format(counted)}.`,
    });
  }
  return found;
}

function known(count: number | null): string {
  return count === null ? "an unknown number" : format(count);
}

function compareReviewLists({ ledger, withReviewGaps }: RepositoryFacts): Disagreement[] {
  if (withReviewGaps === 0 || !COUNTED_STATES.includes(ledger.reviews.state)) return [];
  return [
    {
      kind: "reviews-differ",
      text: `The ledger says that all reviews are stored, but in ${quantity(withReviewGaps, "pull request")} their number differs from GitHub's.`,
    },
  ];
}

function compareGitHubCount({ githubCount, ledger }: RepositoryFacts): Disagreement[] {
  const { state, githubCount: verifiedCount } = ledger.pullRequests;
  if (!COUNTED_STATES.includes(state) || githubCount === null || verifiedCount === null) return [];
  if (githubCount === verifiedCount) return [];
  return [
    {
      kind: "behind-github",
      text: `GitHub now counts ${quantity(githubCount, "pull request")}; the ledger's verification is of ${format(verifiedCount)}.`,
    },
  ];
}

/** The checkpoint and the jobs say whether everything was read; the ledger must have followed. */
function compareReading({ ledger, phase, jobs }: RepositoryFacts): Disagreement[] {
  const { state } = ledger.pullRequests;
  if (state === "verified" && phase !== "read") {
    return [
      {
        kind: "verified-but-not-read",
        text: `The ledger says verified, but the checkpoint says ${phase === null ? "that reading never began" : phase}.`,
      },
    ];
  }
  const isRead = phase === "read" || jobs.some((job) => job.state === "done");
  const isUnnamed =
    state === "not-yet-read" || (state === "verified" && ledger.reviews.state === "not-yet-read");
  if (!isRead || !isUnnamed || jobs.some((job) => job.state === "dead" || job.state === "cancelled"))
    return [];
  const stream = state === "not-yet-read" ? "pull requests" : "reviews";
  return [
    {
      kind: "never-verified",
      text: `${phase === "read" ? "The checkpoint says read" : "The job is done"}, but the ledger has no verification of the ${stream}, and no job is left that would make one.`,
    },
  ];
}

function compareJobs(jobs: readonly JobFacts[]): Disagreement[] {
  return jobs.flatMap((job): Disagreement[] => {
    const name = job.kind === "reviews" ? "reviews job" : "pull requests job";
    const found: Disagreement[] = [];
    if (job.state === "leased" && !job.isLive) {
      found.push({ kind: "leased-without-worker", text: `The ${name} is leased, but no worker is at it.` });
    }
    if (job.state !== "leased" && job.isLive) {
      found.push({
        kind: "worker-without-lease",
        text: `A worker is at the ${name}, which is ${job.state}.`,
      });
    }
    if (isUnfinished(job) && job.isRunEnded) {
      found.push({ kind: "job-outlives-run", text: `The ${name} is ${job.state}, but its run has ended.` });
    }
    return found;
  });
}

function compareRun({ run, ledger, jobs }: RepositoryFacts): Disagreement[] {
  if (run === null) return [];
  const states = [ledger.pullRequests.state, ledger.reviews.state];
  // A dead job is a failure that is shown and can be retried: nothing is silent about it.
  const isDead = jobs.some((job) => job.state === "dead");
  switch (run.outcome) {
    case "complete":
      if (states.every((state) => VERIFIED_STATES.includes(state))) return [];
      return [
        {
          kind: "run-ended-unsettled",
          text: `The run ended as complete, but the ledger says ${ledgerWords(states)}.`,
        },
      ];
    case "complete-with-gaps":
      if (isDead || !states.includes("not-yet-read")) return [];
      return [
        {
          kind: "run-ended-unsettled",
          text: "The run ended, but this repository is neither verified nor named as a gap.",
        },
      ];
    case "failed":
    case "cancelled":
      return [];
    case null:
      if (run.isSettled || isDead || run.unfinishedJobs > 0) return [];
      return [
        {
          kind: "nothing-will-settle-it",
          text: "The run is still open, but no job is left that would verify this repository.",
        },
      ];
  }
}

function ledgerWords([pullRequests, reviews]: CoverageState[]): string {
  return `${pullRequests} for the pull requests and ${reviews} for the reviews`;
}
