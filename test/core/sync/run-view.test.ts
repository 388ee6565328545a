import { describe, expect, test } from "vitest";
import type { AccountId, JobId, OrganizationId, RepositoryId, RunId } from "../../../src/shared/ids.ts";
import type { Failure } from "../../../src/shared/failures.ts";
import type { OrganizationJob, RunRepositoryFacts } from "../../../src/core/database/run-facts.ts";
import type { StoredRun } from "../../../src/core/database/run-store.ts";
import { viewRepository, viewRun, type LiveFacts } from "../../../src/core/sync/run-view.ts";
import type { Gate } from "../../../src/core/sync/governor.ts";
import type { WatchdogVerdict } from "../../../src/core/sync/watchdog.ts";

const NOW = 1_000_000;
const BROKEN: Failure = { code: "github/server-error" };
const MISMATCH: Failure = { code: "verify/mismatch" };

const RUN: StoredRun = {
  id: 3 as RunId,
  accountId: 1 as AccountId,
  organizationId: 2 as OrganizationId,
  organizationLogin: "acme",
  apiUrl: "https://api.github.com",
  choice: { kind: "all" },
  outcome: null,
  pausedAt: null,
  startedAt: NOW - 60_000,
  endedAt: null,
  firstInsightMs: 900,
  requests: 40,
  points: 38,
  failure: null,
};

const LIVE: LiveFacts = {
  runsEngine: true,
  gates: { rest: { kind: "open" }, graphql: { kind: "open" } },
  storage: null,
  machine: null,
  slices: new Map(),
  degraded: false,
  hourlyBudget: { limit: 5_000, remaining: 4_000, reserved: 500, resetAt: 3_600_000 },
  rowsPerSecond: 10,
  plan: null,
};

const closed = (gates: Partial<LiveFacts["gates"]>): LiveFacts => ({
  ...LIVE,
  gates: { ...LIVE.gates, ...gates },
});

type StoredJob = NonNullable<RunRepositoryFacts["job"]>;

const job = (more: Partial<StoredJob> = {}): StoredJob => ({
  id: 5 as JobId,
  state: "ready",
  attempt: 0,
  runAt: NOW,
  leaseUntil: null,
  failure: null,
  ...more,
});

let lastId = 0;

/** A repository with half of its pull requests stored. */
function facts(more: Partial<RunRepositoryFacts> = {}): RunRepositoryFacts {
  lastId += 1;
  return {
    repositoryId: lastId as RepositoryId,
    fullName: `acme/${lastId}`,
    pullRequests: 50,
    reviews: 20,
    githubCount: 100,
    settledAt: null,
    lastEventAt: null,
    coverage: [
      { state: "not-yet-read", failure: null },
      { state: "not-yet-read", failure: null },
    ],
    job: job(),
    ...more,
  };
}

const settled = (failure: Failure | null = null): Partial<RunRepositoryFacts> => ({
  settledAt: NOW,
  job: null,
  pullRequests: 100,
  coverage: [
    { state: failure ? "gaps" : "verified", failure },
    { state: "verified", failure: null },
  ],
});

const row = (more: Partial<RunRepositoryFacts>, run = RUN, live = LIVE) =>
  viewRepository(facts(more), run, live, NOW);

const view = (rows: Partial<RunRepositoryFacts>[], run = RUN, live = LIVE, jobs: OrganizationJob[] = []) =>
  viewRun(
    run,
    rows.map((it) => row(it, run, live)),
    jobs,
    { count: 7 },
    live,
    NOW,
  );

/** What main knows of a worker that is at the job of `facts()`. */
const at = (verdict: WatchdogVerdict): LiveFacts => ({
  ...LIVE,
  slices: new Map([[5, { repositoryId: 9 as RepositoryId, verdict }]]),
});

const STALL: WatchdogVerdict = {
  kind: "stalled",
  cause: "request-hung",
  since: NOW - 40_000,
  remedy: "abort",
};

describe("the row of a repository", () => {
  test("says when the next attempt starts and what went wrong, while it is retrying", () => {
    const retrying = row({ job: job({ runAt: NOW + 5_000, failure: BROKEN }) });
    expect(retrying).toMatchObject({ state: "retrying", retryAt: NOW + 5_000, failure: BROKEN });
    expect(row({ job: job({ failure: BROKEN }) })).toMatchObject({ state: "running", retryAt: null });
  });

  test("says what it is waiting for, while it is waiting", () => {
    const paused = { ...RUN, pausedAt: NOW - 1 };
    expect(row({}, paused)).toMatchObject({ state: "waiting", wait: { kind: "paused", since: NOW - 1 } });
    expect(row(settled(), paused)).toMatchObject({ state: "complete", wait: null });
  });

  test("is read by another process for as long as its lease lasts, which is all that this one knows", () => {
    const elsewhere = { ...LIVE, runsEngine: false };
    const leased = (leaseUntil: number) => ({ job: job({ state: "leased", leaseUntil }) });
    expect(row(leased(NOW + 1), RUN, elsewhere).state).toBe("running");
    expect(row(leased(NOW), RUN, elsewhere).state).toBe("stalled");
    // Whoever runs the engine knows better than the lease.
    expect(row(leased(NOW + 1)).state).toBe("stalled");
  });

  test("says why it was given up", () => {
    expect(row({ job: job({ state: "dead", failure: BROKEN }) })).toMatchObject({
      state: "failed",
      failure: BROKEN,
    });
  });

  test("says what is missing when it is settled with a gap, and forgets failures that were overcome", () => {
    expect(row(settled(MISMATCH))).toMatchObject({ state: "gaps", failure: MISMATCH });
    expect(row({ ...settled(), job: job({ failure: BROKEN }) })).toMatchObject({
      state: "complete",
      failure: null,
    });
  });

  test("is running only when a worker of this process is at it and gets on", () => {
    const leased = { job: job({ state: "leased" }) };
    expect(row(leased).state).toBe("stalled");
    expect(row(leased, RUN, at({ kind: "well" })).state).toBe("running");
    expect(row(leased, RUN, at(STALL)).state).toBe("stalled");
  });
});

describe("the whole of a run", () => {
  test("adds up its rows, each counted once", () => {
    const whole = view([{}, settled(), settled(MISMATCH), { job: job({ state: "dead", failure: BROKEN }) }]);
    expect(whole).toMatchObject({
      repositories: 4,
      pullRequests: 300,
      pullRequestsExpected: 400,
      reviews: 80,
    });
    expect(whole.counts).toMatchObject({ running: 1, complete: 1, gaps: 1, failed: 1 });
    expect(Object.values(whole.counts).reduce((sum, count) => sum + count, 0)).toBe(4);
  });

  test("with nothing to show is not complete, and has no full bar to show (G25)", () => {
    expect(view([])).toMatchObject({
      state: "unknown",
      repositories: 0,
      pullRequests: 0,
      pullRequestsExpected: 0,
    });
  });

  test("tells the time left as a range, from what is still to come, without what was given up", () => {
    const { remainingMs } = view([{}, { job: job({ state: "dead" }) }, settled()]);
    expect(remainingMs).toEqual({ low: 3_500, high: 7_500 });
  });

  test.each<[string, Partial<StoredRun>, Partial<LiveFacts>]>([
    ["it has no rate yet", {}, { rowsPerSecond: null }],
    ["nothing comes", {}, { rowsPerSecond: 0 }],
    ["it waits", { pausedAt: NOW }, {}],
    ["it has ended", { outcome: "cancelled" }, {}],
  ])("tells no time left when %s", (_, run, live) => {
    expect(view([{}], { ...RUN, ...run }, { ...LIVE, ...live }).remainingMs).toBe(null);
  });

  test("says what failed of the list or a count, and when it is tried again: it does not just seem to begin", () => {
    const list = { id: 6 as JobId, kind: "repositories", state: "ready", failure: BROKEN } as const;
    const soon: OrganizationJob = { ...list, runAt: NOW + 9_000 };
    const sooner: OrganizationJob = { ...soon, kind: "verify", runAt: NOW + 3_000 };
    expect(view([], RUN, LIVE, [soon, sooner]).retry).toEqual({ failure: BROKEN, at: NOW + 3_000 });
    expect(view([], RUN, LIVE, [{ ...soon, runAt: NOW }]).retry).toBe(null);
    expect(view([], RUN, LIVE, [{ ...soon, state: "leased" }]).retry).toBe(null);
    const paused = { ...RUN, pausedAt: NOW };
    expect(view([], paused, LIVE, [soon])).toMatchObject({ retry: null, wait: { kind: "paused" } });
  });

  test("names the stall and its cause", () => {
    const { state, stall } = view([{ job: job({ state: "leased" }) }], RUN, at(STALL));
    expect(state).toBe("stalled");
    expect(stall).toEqual({ cause: "request-hung", repositoryId: 9, since: NOW - 40_000 });
  });

  test.each<[Gate, object]>([
    [
      { kind: "rate-limit", limit: "primary", until: NOW + 9 },
      { kind: "rate-limit", limit: "primary", until: NOW + 9 },
    ],
    [
      { kind: "offline", since: NOW - 9, failure: { code: "network/offline" } },
      { kind: "offline", since: NOW - 9, failure: { code: "network/offline" } },
    ],
    [
      { kind: "sign-in", failure: { code: "auth/token-rejected" } },
      { kind: "sign-in", accountId: 1, failure: { code: "auth/token-rejected" } },
    ],
  ])("waits for what closes the gate: $kind", (gate, wait) => {
    expect(view([{}], RUN, closed({ rest: gate, graphql: gate }))).toMatchObject({ state: "waiting", wait });
  });

  test("waits until something can be stored again, and says why it cannot", () => {
    const storage = { failure: { code: "store/full" }, since: NOW - 9 } as const;
    expect(view([{}], RUN, { ...LIVE, storage })).toMatchObject({
      state: "waiting",
      wait: { kind: "storage", ...storage },
    });
  });

  test("waits for what must be over first when nothing can be stored either: only who may ask GitHub finds out", () => {
    const storage = { failure: { code: "store/full" }, since: NOW - 9 } as const;
    const kindOfWait = (gate: Gate) =>
      view([{}], RUN, { ...closed({ rest: gate, graphql: gate }), storage }).wait?.kind;
    expect(kindOfWait({ kind: "sign-in", failure: { code: "auth/token-rejected" } })).toBe("sign-in");
    expect(kindOfWait({ kind: "offline", since: NOW, failure: { code: "network/offline" } })).toBe("offline");
    // A limit ends by itself, and room is made meanwhile.
    expect(kindOfWait({ kind: "rate-limit", limit: "primary", until: NOW + 9 })).toBe("storage");
  });

  describe("of which only one of GitHub's hourly budgets is used up (G5)", () => {
    const SOON: Gate = { kind: "rate-limit", limit: "primary", until: NOW + 9 };
    const LATER: Gate = { ...SOON, until: NOW + 99 };
    const members: OrganizationJob = {
      id: 6 as JobId,
      kind: "members",
      state: "ready",
      runAt: NOW,
      failure: null,
    };
    const read = { job: job({ state: "leased" as const }) };

    test("is running while the other one pays for something; what waits says so", () => {
      const run = view([read], RUN, { ...at({ kind: "well" }), gates: closed({ rest: LATER }).gates }, [
        members,
      ]);
      expect(run).toMatchObject({ state: "running", wait: null, members: { state: "waiting" } });
    });

    test("waits, and says until when, once nothing is left but what it pays for", () => {
      const run = view([settled()], RUN, closed({ rest: LATER }), [members]);
      expect(run).toMatchObject({ state: "waiting", wait: { kind: "rate-limit", until: NOW + 99 } });
      expect(view([{}], RUN, closed({ graphql: LATER }))).toMatchObject({
        state: "waiting",
        wait: { kind: "rate-limit", until: NOW + 99 },
        counts: { waiting: 1 },
      });
    });

    test("waits until the first of both opens, when both are used up", () => {
      const gates = { rest: LATER, graphql: SOON };
      expect(view([{}], RUN, closed(gates), [members]).wait).toMatchObject({ until: NOW + 9 });
      expect(view([settled()], RUN, closed(gates), [members]).wait).toMatchObject({ until: NOW + 99 });
    });
  });

  test("that has ended waits for nothing, whatever the gate", () => {
    const gate = { kind: "offline", since: NOW, failure: { code: "network/offline" } } as const;
    const ended: StoredRun = { ...RUN, outcome: "complete" };
    expect(view([settled()], ended, closed({ rest: gate, graphql: gate }))).toMatchObject({
      state: "complete",
      wait: null,
    });
  });
});

describe("the members of a run", () => {
  const members = (state: OrganizationJob["state"], failure: Failure | null = null): OrganizationJob => ({
    id: 6 as JobId,
    kind: "members",
    state,
    runAt: NOW,
    failure,
  });

  test.each<[string, OrganizationJob, string]>([
    ["still to be read", members("ready"), "queued"],
    ["to be tried again", members("ready", BROKEN), "retrying"],
    ["being read", members("leased"), "running"],
    ["read", members("done"), "complete"],
    ["given up", members("dead", BROKEN), "failed"],
    ["cancelled", members("cancelled"), "cancelled"],
  ])("%s", (_, it, state) => {
    expect(view([{}], RUN, LIVE, [it]).members).toEqual({ state, members: 7, failure: it.failure });
  });

  test("are not spoken of where there are none", () => {
    expect(view([{}]).members).toBe(null);
  });

  test("given up keep a run from being complete", () => {
    const ended: StoredRun = { ...RUN, outcome: "complete" };
    const { state, failure } = view([settled()], ended, LIVE, [members("dead", BROKEN)]);
    expect(state).toBe("unknown");
    expect(failure).toEqual(BROKEN);
  });
});
