import { describe, expect, test } from "vitest";
import {
  findDisagreements,
  type JobFacts,
  type RepositoryFacts,
  type RunFacts,
} from "../../../src/core/diagnostics/find-disagreements.ts";
import type { DisagreementKind } from "../../../src/shared/disagreements.ts";
import type { CoverageState } from "../../../src/shared/models.ts";

/** A repository that was read, verified and settled by a run that ended. */
const AGREEING: RepositoryFacts = {
  githubCount: 3,
  counted: { pullRequests: 3, reviews: 5 },
  cached: { pullRequests: 3, reviews: 5 },
  withReviewGaps: 0,
  ledger: {
    pullRequests: { state: "verified", githubCount: 3, storedCount: 3 },
    reviews: { state: "verified", githubCount: 5, storedCount: 5 },
  },
  phase: "read",
  jobs: [{ kind: "pull_requests", state: "done", isLive: false, isRunEnded: true }],
  run: { outcome: "complete", isSettled: true, unfinishedJobs: 0 },
};

const UNREAD = { state: "not-yet-read", githubCount: null, storedCount: null } as const;

/** A repository that no run has come to. */
const UNTOUCHED: RepositoryFacts = {
  githubCount: null,
  counted: { pullRequests: 0, reviews: 0 },
  cached: { pullRequests: 0, reviews: 0 },
  withReviewGaps: 0,
  ledger: { pullRequests: UNREAD, reviews: UNREAD },
  phase: null,
  jobs: [],
  run: null,
};

const GOING_ON: RunFacts = { outcome: null, isSettled: false, unfinishedJobs: 1 };

function job(facts: Partial<JobFacts>): JobFacts {
  return { kind: "pull_requests", state: "ready", isLive: false, isRunEnded: false, ...facts };
}

/** The ledger of the agreeing repository with other entries. */
function ledger(changes: {
  pullRequests?: Partial<RepositoryFacts["ledger"]["pullRequests"]>;
  reviews?: Partial<RepositoryFacts["ledger"]["reviews"]>;
}): Pick<RepositoryFacts, "ledger"> {
  return {
    ledger: {
      pullRequests: { ...AGREEING.ledger.pullRequests, ...changes.pullRequests },
      reviews: { ...AGREEING.ledger.reviews, ...changes.reviews },
    },
  };
}

function kindsIn(facts: RepositoryFacts): DisagreementKind[] {
  return findDisagreements(facts).map(({ kind }) => kind);
}

describe("nothing disagrees when a repository", () => {
  test.each<[string, RepositoryFacts]>([
    ["is read, verified and settled", AGREEING],
    ["was never begun", UNTOUCHED],
    ["waits for its first page", { ...UNTOUCHED, jobs: [job({})], run: GOING_ON }],
    [
      "is being read",
      {
        ...AGREEING,
        ledger: { pullRequests: UNREAD, reviews: UNREAD },
        phase: "backfill",
        jobs: [job({ state: "leased", isLive: true })],
        run: GOING_ON,
      },
    ],
    [
      "is read and waits for the run to verify it",
      {
        ...AGREEING,
        ledger: { pullRequests: UNREAD, reviews: UNREAD },
        jobs: [job({ state: "done" })],
        run: GOING_ON,
      },
    ],
    [
      "is read again, so that its rows are newer than its ledger",
      {
        ...AGREEING,
        githubCount: 4,
        counted: { pullRequests: 4, reviews: 5 },
        cached: { pullRequests: 4, reviews: 5 },
        phase: "catch-up",
        jobs: [job({ state: "leased", isLive: true })],
        run: GOING_ON,
      },
    ],
    [
      "is empty: a verified zero that took no reading",
      {
        ...UNTOUCHED,
        githubCount: 0,
        ledger: {
          pullRequests: { state: "empty", githubCount: 0, storedCount: 0 },
          reviews: { state: "empty", githubCount: 0, storedCount: 0 },
        },
        run: AGREEING.run,
      },
    ],
    [
      "has gaps that the ledger names",
      {
        ...AGREEING,
        ...ledger({ pullRequests: { state: "gaps", githubCount: 4 }, reviews: { state: "gaps" } }),
        githubCount: 4,
        withReviewGaps: 1,
        run: { outcome: "complete-with-gaps", isSettled: true, unfinishedJobs: 0 },
      },
    ],
    [
      "is gone, and its rows are kept",
      {
        ...AGREEING,
        ...ledger({ pullRequests: { state: "gone" }, reviews: { state: "gone" } }),
        run: { outcome: "complete-with-gaps", isSettled: true, unfinishedJobs: 0 },
      },
    ],
    [
      "was cancelled half way",
      {
        ...AGREEING,
        ledger: { pullRequests: UNREAD, reviews: UNREAD },
        phase: "backfill",
        jobs: [job({ state: "cancelled", isRunEnded: true })],
        run: { outcome: "cancelled", isSettled: false, unfinishedJobs: 0 },
      },
    ],
    [
      "failed visibly: its dead job waits for a retry",
      {
        ...AGREEING,
        ledger: { pullRequests: UNREAD, reviews: UNREAD },
        phase: "backfill",
        jobs: [job({ state: "dead", isRunEnded: true })],
        run: { outcome: "complete-with-gaps", isSettled: false, unfinishedJobs: 0 },
      },
    ],
  ])("%s", (_name, facts) => {
    expect(findDisagreements(facts)).toEqual([]);
  });
});

describe("it is named, with both sides, when", () => {
  test.each<[DisagreementKind, RepositoryFacts, string]>([
    [
      "ledger-differs-from-rows",
      { ...AGREEING, counted: { pullRequests: 2, reviews: 5 }, cached: { pullRequests: 2, reviews: 5 } },
      "The ledger claims 3 pull requests in all, but the database holds 2.",
    ],
    [
      "ledger-differs-from-rows",
      { ...AGREEING, counted: { pullRequests: 3, reviews: 4 }, cached: { pullRequests: 3, reviews: 4 } },
      "The ledger claims 5 reviews in all, but the database holds 4.",
    ],
    [
      "ledger-differs-from-rows",
      { ...AGREEING, ...ledger({ reviews: { state: "empty", githubCount: 0, storedCount: 0 } }) },
      "The ledger claims 0 reviews in all, but the database holds 5.",
    ],
    [
      "ledger-contradicts-itself",
      { ...AGREEING, ...ledger({ reviews: { githubCount: 6 } }) },
      "The ledger says that the reviews are verified, but notes 5 stored and 6 on GitHub.",
    ],
    [
      "ledger-contradicts-itself",
      { ...AGREEING, ...ledger({ pullRequests: { githubCount: null, storedCount: null } }) },
      "The ledger says that the pull requests are verified, but notes an unknown number stored and an unknown number on GitHub.",
    ],
    [
      "cached-count-differs",
      { ...AGREEING, cached: { pullRequests: 7, reviews: 5 } },
      "The cached counts say 7 pull requests and 5 reviews, but the database holds 3 pull requests and 5 reviews.",
    ],
    [
      "reviews-differ",
      { ...AGREEING, withReviewGaps: 2 },
      "The ledger says that all reviews are stored, but in 2 pull requests their number differs from GitHub's.",
    ],
    [
      "behind-github",
      { ...AGREEING, githubCount: 8 },
      "GitHub now counts 8 pull requests; the ledger's verification is of 3.",
    ],
    [
      "verified-but-not-read",
      { ...AGREEING, phase: "backfill" },
      "The ledger says verified, but the checkpoint says backfill.",
    ],
    [
      "never-verified",
      { ...AGREEING, ...ledger({ pullRequests: UNREAD, reviews: UNREAD }), run: null },
      "The checkpoint says read, but the ledger has no verification of the pull requests, and no job is left that would make one.",
    ],
    [
      "never-verified",
      { ...AGREEING, ...ledger({ reviews: UNREAD }), run: null },
      "The checkpoint says read, but the ledger has no verification of the reviews, and no job is left that would make one.",
    ],
    [
      "never-verified",
      { ...UNTOUCHED, jobs: [job({ state: "done", isRunEnded: true })] },
      "The job is done, but the ledger has no verification of the pull requests, and no job is left that would make one.",
    ],
    [
      "rows-without-checkpoint",
      {
        ...AGREEING,
        phase: null,
        ...ledger({ pullRequests: { state: "gaps" }, reviews: { state: "gaps" } }),
        run: null,
      },
      "The database holds 3 pull requests, but no checkpoint says that reading began.",
    ],
    [
      "leased-without-worker",
      { ...AGREEING, jobs: [job({ state: "leased" })], run: GOING_ON },
      "The pull requests job is leased, but no worker is at it.",
    ],
    [
      "worker-without-lease",
      { ...AGREEING, jobs: [job({ kind: "reviews", state: "done", isLive: true })] },
      "A worker is at the reviews job, which is done.",
    ],
    [
      "job-outlives-run",
      { ...AGREEING, jobs: [job({ state: "ready", isRunEnded: true })] },
      "The pull requests job is ready, but its run has ended.",
    ],
    [
      "run-ended-unsettled",
      {
        ...AGREEING,
        ...ledger({ pullRequests: { state: "gaps" }, reviews: { state: "gaps" } }),
        run: { outcome: "complete", isSettled: true, unfinishedJobs: 0 },
      },
      "The run ended as complete, but the ledger says gaps for the pull requests and gaps for the reviews.",
    ],
    [
      "run-ended-unsettled",
      { ...UNTOUCHED, run: { outcome: "complete-with-gaps", isSettled: false, unfinishedJobs: 0 } },
      "The run ended, but this repository is neither verified nor named as a gap.",
    ],
    [
      "nothing-will-settle-it",
      { ...UNTOUCHED, run: { outcome: null, isSettled: false, unfinishedJobs: 0 } },
      "The run is still open, but no job is left that would verify this repository.",
    ],
  ])("%s", (kind, facts, text) => {
    expect(findDisagreements(facts)).toEqual([{ kind, text }]);
  });

  test("several things disagree at once", () => {
    const facts: RepositoryFacts = {
      ...AGREEING,
      counted: { pullRequests: 0, reviews: 0 },
      phase: "backfill",
      jobs: [job({ state: "leased", isRunEnded: true })],
    };
    expect(kindsIn(facts)).toEqual(["cached-count-differs", "leased-without-worker", "job-outlives-run"]);
    expect(kindsIn({ ...facts, jobs: [] })).toEqual([
      "cached-count-differs",
      "ledger-differs-from-rows",
      "ledger-differs-from-rows",
      "verified-but-not-read",
    ]);
  });
});

describe("over every combination of job, checkpoint, ledger, run and worker", () => {
  const jobStates = [null, "ready", "leased", "done", "dead", "cancelled"] as const;
  const phases = [null, "backfill", "catch-up", "read"] as const;
  const ledgerStates: CoverageState[] = [
    "verified",
    "gaps",
    "empty",
    "disabled",
    "forbidden",
    "sso-blocked",
    "gone",
    "not-yet-read",
  ];
  const outcomes = [undefined, null, "complete", "complete-with-gaps", "failed", "cancelled"] as const;
  const truths = [true, false];

  const combinations: RepositoryFacts[] = jobStates.flatMap((state) =>
    phases.flatMap((phase) =>
      ledgerStates.flatMap((pullRequests) =>
        ledgerStates.flatMap((reviews) =>
          outcomes.flatMap((outcome) =>
            truths.flatMap((isSettled) =>
              truths.map((isLive): RepositoryFacts => ({
                ...AGREEING,
                ...ledger({ pullRequests: { state: pullRequests }, reviews: { state: reviews } }),
                phase,
                jobs: state === null ? [] : [job({ state, isLive, isRunEnded: outcome !== null })],
                run: outcome === undefined ? null : { outcome, isSettled, unfinishedJobs: 0 },
              })),
            ),
          ),
        ),
      ),
    ),
  );
  const verified = ["verified", "empty", "disabled"];

  test("a run never says complete over a repository that is not verified without being found out", () => {
    for (const facts of combinations.filter(({ run }) => run?.outcome === "complete")) {
      const isVerified = [facts.ledger.pullRequests, facts.ledger.reviews].every(({ state }) =>
        verified.includes(state),
      );
      expect(kindsIn(facts).includes("run-ended-unsettled"), JSON.stringify(facts)).toBe(!isVerified);
    }
  });

  test("a lease and a live worker always come together, or it is named", () => {
    for (const facts of combinations) {
      const kinds = kindsIn(facts);
      const [only] = facts.jobs;
      const agree = only === undefined || (only.state === "leased") === only.isLive;
      expect(
        kinds.includes("leased-without-worker") || kinds.includes("worker-without-lease"),
        JSON.stringify(facts),
      ).toBe(!agree);
    }
  });

  test("a verified ledger over rows that are gone is named once no work is left", () => {
    for (const facts of combinations) {
      const lost = { ...facts, counted: { pullRequests: 0, reviews: 0 } };
      const isClaimed = ["verified", "empty"].includes(facts.ledger.pullRequests.state);
      const isUnfinished = facts.jobs.some(({ state }) => state === "ready" || state === "leased");
      if (!isClaimed || isUnfinished) continue;
      expect(kindsIn(lost), JSON.stringify(facts)).toContain("ledger-differs-from-rows");
    }
  });

  test("what was read but never verified is named once no work is left, unless it failed or was cancelled", () => {
    for (const facts of combinations) {
      const [only] = facts.jobs;
      const isRead = facts.phase === "read" || only?.state === "done";
      const isOver = only === undefined || only.state === "done";
      if (!isRead || !isOver || facts.ledger.pullRequests.state !== "not-yet-read") continue;
      expect(kindsIn(facts), JSON.stringify(facts)).toContain("never-verified");
    }
  });

  test("each kind is named at most once per stream, in a sentence", () => {
    for (const facts of combinations) {
      const found = findDisagreements(facts);
      expect(new Set(found.map(({ text }) => text)).size).toBe(found.length);
      for (const { text } of found) expect(text).toMatch(/^[A-Z0-9][^]*\.$/);
    }
  });
});
