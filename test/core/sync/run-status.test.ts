import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CoverageState, RepositoryRunState, RunState } from "../../../src/shared/models.ts";
import type { RunOutcome } from "../../../src/core/database/run-store.ts";
import {
  isWhole,
  repositoryState,
  runState,
  type HeldUp,
  type RepositorySituation,
  type RunSituation,
} from "../../../src/core/sync/run-status.ts";

const NOW = 1_000_000;

const OUTCOMES: (RunOutcome | null)[] = [null, "complete", "complete-with-gaps", "failed", "cancelled"];
const HOLD_UPS: HeldUp[] = [null, "paused", "gate"];
const BOOLEANS = [false, true];
const COVERAGE_STATES: CoverageState[] = [
  "verified",
  "gaps",
  "empty",
  "disabled",
  "forbidden",
  "sso-blocked",
  "gone",
  "not-yet-read",
];
const REPOSITORY_STATES: RepositoryRunState[] = [
  "queued",
  "running",
  "waiting",
  "stalled",
  "retrying",
  "verifying",
  "complete",
  "gaps",
  "failed",
  "cancelled",
];
const RUN_STATES: RunState[] = [
  "planned",
  "running",
  "waiting",
  "stalled",
  "verifying",
  "complete",
  "complete-with-gaps",
  "failed",
  "cancelled",
  "unknown",
];

/** Ledgers of every shape: none, and every pair of states. */
const COVERAGES: CoverageState[][] = [
  [],
  ...COVERAGE_STATES.flatMap((one) => COVERAGE_STATES.map((other) => [one, other])),
];

const JOBS: RepositorySituation["job"][] = [
  null,
  ...(["ready", "leased", "dead"] as const).flatMap((state) =>
    [NOW - 1, NOW, NOW + 1].flatMap((runAt) => BOOLEANS.map((hasFailed) => ({ state, runAt, hasFailed }))),
  ),
];

interface RepositoryCase {
  situation: RepositorySituation;
  run: { outcome: RunOutcome | null; heldUp: HeldUp };
  state: RepositoryRunState;
}

/** Every combination of a repository's facts that can be told apart, with the state it is given. */
function* everyRepository(): Generator<RepositoryCase> {
  for (const outcome of OUTCOMES)
    for (const heldUp of HOLD_UPS)
      for (const settledAt of [null, NOW])
        for (const coverage of COVERAGES)
          for (const job of JOBS)
            for (const isLive of BOOLEANS)
              for (const isStalled of BOOLEANS)
                for (const hasBegun of BOOLEANS) {
                  const situation = { settledAt, coverage, job, isLive, isStalled, hasBegun };
                  const run = { outcome, heldUp };
                  yield { situation, run, state: repositoryState(situation, run, NOW) };
                }
}

/** The cases that break a rule; a few of them are enough to see why. */
function breaking(rule: (it: RepositoryCase) => boolean): RepositoryCase[] {
  const found: RepositoryCase[] = [];
  for (const it of everyRepository()) if (!rule(it) && found.push(it) === 3) break;
  return found;
}

describe("a repository's state, over every combination of facts", () => {
  test("is always one of those that a person can see", () => {
    const states = new Set(REPOSITORY_STATES);
    expect(breaking(({ state }) => states.has(state))).toEqual([]);
  });

  test("can be each of them", () => {
    expect(new Set([...everyRepository()].map(({ state }) => state))).toEqual(new Set(REPOSITORY_STATES));
  });

  test("is complete exactly when it is settled and both streams are whole", () => {
    const isSettledWhole = ({ situation: { settledAt, coverage } }: RepositoryCase) =>
      settledAt !== null && coverage.length > 0 && coverage.every(isWhole);
    expect(breaking((it) => (it.state === "complete") === isSettledWhole(it))).toEqual([]);
  });

  test("shows no work in a run that has ended", () => {
    const atWork = new Set(["queued", "running", "waiting", "stalled", "retrying", "verifying"]);
    expect(breaking(({ run, state }) => run.outcome === null || !atWork.has(state))).toEqual([]);
  });

  test("is running only in a run that nothing holds up", () => {
    expect(breaking(({ run, state }) => state !== "running" || run.heldUp === null)).toEqual([]);
  });

  test("is waiting only for a declared reason", () => {
    expect(breaking(({ run, state }) => state !== "waiting" || run.heldUp !== null)).toEqual([]);
  });

  test("is failed when its job is dead, until a person retries", () => {
    const isDead = ({ situation, run }: RepositoryCase) =>
      situation.settledAt === null && situation.job?.state === "dead" && run.outcome !== "cancelled";
    expect(breaking((it) => !isDead(it) || it.state === "failed")).toEqual([]);
  });

  test("is stalled when its job is leased and no worker is at it, or one that makes no progress", () => {
    const isLost = ({ situation: { settledAt, job, isLive, isStalled }, run }: RepositoryCase) =>
      settledAt === null && run.outcome === null && job?.state === "leased" && (!isLive || isStalled);
    expect(breaking((it) => isLost(it) === (it.state === "stalled"))).toEqual([]);
  });
});

const noCounts = (): Record<RepositoryRunState, number> =>
  Object.fromEntries(REPOSITORY_STATES.map((state) => [state, 0])) as Record<RepositoryRunState, number>;

const few = fc.integer({ min: 0, max: 2 });

/** Any run, also such as can never be. */
const anyRun: fc.Arbitrary<RunSituation> = fc
  .record({
    outcome: fc.constantFrom(...OUTCOMES),
    heldUp: fc.constantFrom(...HOLD_UPS),
    counts: fc
      .subarray(REPOSITORY_STATES)
      .map((present) =>
        Object.fromEntries(REPOSITORY_STATES.map((it) => [it, present.includes(it) ? 1 : 0])),
      ),
    organizationJobs: fc.record({ ready: few, leased: few, dead: few }),
    verifyJobs: few,
    liveSlices: few,
    stalledSlices: few,
  })
  .filter((it) => it.stalledSlices <= it.liveSlices) as fc.Arbitrary<RunSituation>;

/** A run that is about to begin and has no facts yet. */
function run(facts: Partial<Omit<RunSituation, "counts">> & { counts?: Partial<RunSituation["counts"]> }) {
  const { counts, ...rest } = facts;
  return runState({
    outcome: null,
    heldUp: null,
    organizationJobs: { ready: 0, leased: 0, dead: 0 },
    verifyJobs: 0,
    liveSlices: 0,
    stalledSlices: 0,
    ...rest,
    counts: { ...noCounts(), ...counts },
  });
}

const RUNS = { numRuns: 20_000 };

describe("a run's state, over any combination of facts", () => {
  test("is always exactly one of those that a person can see", () => {
    const states = new Set(RUN_STATES);
    fc.assert(
      fc.property(anyRun, (situation) => states.has(runState(situation))),
      RUNS,
    );
  });

  test("is complete only if every repository is whole and nothing is left to do or was given up", () => {
    fc.assert(
      fc.property(anyRun, (situation) => {
        if (runState(situation) !== "complete") return;
        const { outcome, counts, organizationJobs: jobs, verifyJobs } = situation;
        expect(outcome).toBe("complete");
        expect({ ...counts, complete: 0 }).toEqual(noCounts());
        expect(jobs.ready + jobs.leased + jobs.dead + verifyJobs).toBe(0);
      }),
      RUNS,
    );
  });

  test("shows work only while the run has not ended and nothing holds it up", () => {
    fc.assert(
      fc.property(anyRun, (situation) => {
        if (!["planned", "running", "verifying", "stalled"].includes(runState(situation))) return;
        expect([situation.outcome, situation.heldUp]).toEqual([null, null]);
      }),
      RUNS,
    );
  });

  test("shows work only while there is some", () => {
    fc.assert(
      fc.property(anyRun, (situation) => {
        if (!["planned", "running", "verifying", "stalled"].includes(runState(situation))) return;
        const { counts, organizationJobs: jobs, verifyJobs, liveSlices } = situation;
        const { complete: _, gaps: __, failed: ___, cancelled: ____, ...open } = counts;
        const work = Object.values(open).reduce((sum, count) => sum + count, 0);
        expect(work + jobs.ready + jobs.leased + verifyJobs + liveSlices).toBeGreaterThan(0);
      }),
      RUNS,
    );
  });

  test("of a run that ended otherwise than complete is how it ended", () => {
    fc.assert(
      fc.property(anyRun, (situation) => {
        const { outcome } = situation;
        if (outcome !== null && outcome !== "complete") expect(runState(situation)).toBe(outcome);
      }),
      RUNS,
    );
  });
});

describe("a run without contradictions", () => {
  test.each<[string, Parameters<typeof run>[0], RunState]>([
    ["whose jobs all wait to be taken", { counts: { queued: 3 } }, "planned"],
    ["whose list is waiting to be read", { organizationJobs: { ready: 1, leased: 0, dead: 0 } }, "planned"],
    ["of which one repository is read", { counts: { queued: 2, running: 1 }, liveSlices: 1 }, "running"],
    [
      "whose list is being read",
      { organizationJobs: { ready: 0, leased: 1, dead: 0 }, liveSlices: 1 },
      "running",
    ],
    ["with a retry to come", { counts: { retrying: 1, complete: 2 } }, "running"],
    ["that is held up", { counts: { waiting: 3 }, heldUp: "gate" }, "waiting"],
    ["that is paused", { counts: { waiting: 3 }, heldUp: "paused" }, "waiting"],
    ["whose workers all stall", { counts: { stalled: 2 }, liveSlices: 2, stalledSlices: 2 }, "stalled"],
    [
      "of whose workers one stalls",
      { counts: { stalled: 1, running: 1 }, liveSlices: 2, stalledSlices: 1 },
      "running",
    ],
    ["that is counting", { counts: { verifying: 3 }, verifyJobs: 1, liveSlices: 1 }, "verifying"],
    ["that was counted", { counts: { complete: 3 }, outcome: "complete" }, "complete"],
    ["with a gap", { counts: { complete: 3, gaps: 1 }, outcome: "complete-with-gaps" }, "complete-with-gaps"],
  ])("%s", (_, facts, state) => {
    expect(run(facts)).toBe(state);
  });
});

describe("what a system once said over nothing (G25)", () => {
  test("nothing to do is neither running nor complete", () => {
    expect(run({})).toBe("unknown");
  });

  test("a run that calls itself complete over a failed repository is not believed", () => {
    expect(run({ outcome: "complete", counts: { complete: 9, failed: 1 } })).toBe("unknown");
  });

  test("a run that calls itself complete while its members were given up is not believed", () => {
    const organizationJobs = { ready: 0, leased: 0, dead: 1 };
    expect(run({ outcome: "complete", counts: { complete: 9 }, organizationJobs })).toBe("unknown");
  });

  test("a run that calls itself complete before the last count is not believed", () => {
    expect(run({ outcome: "complete", counts: { complete: 9 }, verifyJobs: 1 })).toBe("unknown");
  });

  test("a repository is not complete because a settled mark says so over an empty ledger", () => {
    const situation = {
      settledAt: NOW,
      coverage: [],
      job: null,
      isLive: false,
      isStalled: false,
      hasBegun: true,
    };
    expect(repositoryState(situation, { outcome: null, heldUp: null }, NOW)).toBe("gaps");
  });

  const unsettled = { settledAt: null, coverage: [], isLive: false, isStalled: false, hasBegun: true };
  const onTheWay = { outcome: null, heldUp: null };

  test("a repository whose attempt failed is retrying, not complete, and after the last one failed", () => {
    const failed = { state: "ready", runAt: NOW + 1, hasFailed: true } as const;
    expect(repositoryState({ ...unsettled, job: failed }, onTheWay, NOW)).toBe("retrying");
    const dead = { state: "dead", runAt: NOW, hasFailed: true } as const;
    expect(repositoryState({ ...unsettled, job: dead }, onTheWay, NOW)).toBe("failed");
  });

  test("a repository that failed once and then succeeded is complete: the failure is history", () => {
    const coverage: CoverageState[] = ["verified", "empty"];
    expect(repositoryState({ ...unsettled, settledAt: NOW, coverage, job: null }, onTheWay, NOW)).toBe(
      "complete",
    );
  });

  test("a cancelled run shows nothing running, whatever its jobs say", () => {
    for (const job of JOBS) {
      const situation = { ...unsettled, isLive: true, job };
      expect(repositoryState(situation, { outcome: "cancelled", heldUp: null }, NOW)).toBe("cancelled");
    }
    expect(run({ outcome: "cancelled", counts: { running: 1 }, liveSlices: 1 })).toBe("cancelled");
  });
});
