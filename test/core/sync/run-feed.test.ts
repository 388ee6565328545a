import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AnyEvent, Events } from "../../../src/shared/contract.ts";
import type { OrganizationId, RepositoryId } from "../../../src/shared/ids.ts";
import type { RepositoryProgress, RunProgress } from "../../../src/shared/models.ts";
import { endRun, setPaused } from "../../../src/core/database/run-store.ts";
import { cancelJobs, finish, giveBack } from "../../../src/core/jobs/job-queue.ts";
import type { Gate } from "../../../src/core/sync/governor.ts";
import { RunFeed } from "../../../src/core/sync/run-feed.ts";
import type { LiveFacts } from "../../../src/core/sync/run-view.ts";
import { StoredRunWorld } from "./stored-run.ts";

/** A run, what is known of it while it runs, and a window that hears of it. */
class FedRun {
  readonly world = new StoredRunWorld();
  readonly events: { at: number; event: AnyEvent }[] = [];
  readonly slices = new Map<number, { repositoryId: RepositoryId | null; verdict: { kind: "well" } }>();
  gate: Gate = { kind: "open" };
  readonly feed = new RunFeed({
    database: this.world.database,
    clock: this.world.clock,
    liveOf: () => this.#live(),
    emit: (event) => this.events.push({ at: this.world.clock.now(), event }),
  });

  constructor() {
    // Thousands of commits; that they outlast a power cut is not the question here.
    this.world.database.pragma("synchronous = OFF");
  }

  #live(): Omit<LiveFacts, "rowsPerSecond"> {
    const { gate, slices } = this;
    return {
      runsEngine: true,
      gates: { rest: gate, graphql: gate },
      storage: null,
      machine: null,
      slices,
      degraded: false,
      hourlyBudget: null,
      plan: null,
    };
  }

  touch(id: RepositoryId | null): void {
    this.feed.touch(this.world.runId, id);
  }

  touchAll(): void {
    this.feed.touchAll(this.world.runId);
  }

  deltas(): Events["run.changed"][] {
    return this.events.flatMap(({ event }) => (event.name === "run.changed" ? [event.payload] : []));
  }

  /** When events of a kind were told. */
  timesOf(name: AnyEvent["name"]): number[] {
    return this.events.flatMap(({ at, event }) => (event.name === name ? [at] : []));
  }

  close(): void {
    this.feed.close();
    this.world.remove();
  }
}

let fed: FedRun;
let world: StoredRunWorld;
beforeEach(() => {
  fed = new FedRun();
  world = fed.world;
});
afterEach(() => fed.close());

describe("what a run tells", () => {
  test("after a pause is told at once", () => {
    fed.touch(world.addRepository());
    world.clock.advance(0);
    expect(fed.deltas()).toHaveLength(1);
  });

  test("is told at most eight times a second, however much changes", () => {
    const ids = world.addRepositories(20);
    for (let ms = 0; ms < 999; ms += 1) {
      fed.touch(ids[ms % ids.length]!);
      world.clock.advance(1);
    }
    const times = fed.timesOf("run.changed");
    expect(times.map((at) => at - times[0]!)).toEqual([0, 125, 250, 375, 500, 625, 750, 875]);
  });

  test("the last change is told too, although nothing follows it", () => {
    const id = world.addRepository();
    fed.touch(id);
    world.clock.advance(125);
    world.settle(id);
    fed.touch(id);
    world.clock.advance(125);
    expect(fed.deltas().at(-1)!.changed).toMatchObject([{ repositoryId: id, state: "complete" }]);
  });

  test("holds only the rows that changed", () => {
    const [, second] = world.addRepositories(3);
    fed.touchAll();
    world.clock.advance(125);
    fed.touch(second!);
    fed.touch(second!);
    world.clock.advance(125);
    expect(fed.deltas().map(({ changed }) => changed.length)).toEqual([3, 1]);
  });

  test("at its end is told at once, with every row", () => {
    const ids = world.addRepositories(3);
    fed.touchAll();
    world.clock.advance(125);
    for (const id of ids) world.settle(id);
    endRun(world.database, world.runId, "complete", null, world.clock.now());
    fed.touch(null);
    const { run, changed } = fed.deltas().at(-1)!;
    expect(run.state).toBe("complete");
    expect(changed.map(({ state }) => state)).toEqual(["complete", "complete", "complete"]);
  });

  test("goes on within a moment when the clock is turned back by a day (P11)", () => {
    const id = world.addRepository();
    fed.touch(id);
    world.clock.advance(125);
    world.clock.turn(-86_400_000);
    fed.touch(id);
    world.clock.advance(125);
    expect(fed.deltas()).toHaveLength(2);
  });
});

describe("what insights rest on", () => {
  const told = () => fed.timesOf("insights.changed").length;

  test("has changed when a repository is verified, also without a new row", () => {
    const id = world.addRepository();
    fed.touch(id);
    world.clock.advance(2_000);
    const before = told();
    world.settle(id);
    fed.touch(id);
    world.clock.advance(2_000);
    expect(told()).toBe(before + 1);
  });

  test("is told at most once a second, and at last too", () => {
    for (let ms = 0; ms < 3_000; ms += 10) {
      fed.feed.touchInsights(world.organization.id);
      world.clock.advance(10);
    }
    world.clock.advance(1_000);
    expect(told()).toBe(4);
  });

  test("is told of each organization, also when another's is about to be told", () => {
    const others = [7, 8] as OrganizationId[];
    for (const id of others) fed.feed.touchInsights(id);
    world.clock.advance(1_000);
    for (const id of others.toReversed()) fed.feed.touchInsights(id);
    world.clock.advance(1_000);
    const of = fed.events.flatMap(({ event }) =>
      event.name === "insights.changed" ? [event.payload.organizationId] : [],
    );
    expect(of).toEqual([7, 8, 8, 7]);
  });

  test("is told within a second when the clock is turned back by a day (P11)", () => {
    fed.feed.touchInsights(world.organization.id);
    world.clock.advance(0);
    world.clock.turn(-86_400_000);
    fed.feed.touchInsights(world.organization.id);
    world.clock.advance(1_000);
    expect(told()).toBe(2);
  });
});

test("the rate is that of the last ten seconds, and none when nothing came", () => {
  fed.touch(world.addRepository());
  const rate = () => fed.feed.view(world.run()).run.rowsPerSecond;
  expect(rate()).toBe(null);
  for (let second = 0; second < 20; second += 1) {
    fed.feed.noteCommitted(world.runId, 50);
    world.clock.advance(1_000);
  }
  expect(rate()).toBeCloseTo(50, 0);
  world.clock.advance(10_000);
  expect(rate()).toBe(null);
});

/** What a window knows: the first whole view, and every change since. */
class Window {
  run: RunProgress;
  readonly rows = new Map<RepositoryId, RepositoryProgress>();

  constructor(fed: FedRun) {
    const { run, repositories } = fed.feed.view(fed.world.run());
    this.run = run;
    for (const row of repositories) this.rows.set(row.repositoryId, row);
  }

  hear({ run, changed }: Events["run.changed"]): void {
    this.run = run;
    for (const row of changed) this.rows.set(row.repositoryId, row);
  }
}

/** Rows without the time at which they were looked at. */
const plain = (rows: Iterable<RepositoryProgress>) =>
  [...rows].map((row) => ({ ...row, changedAt: 0 })).toSorted((a, b) => a.repositoryId - b.repositoryId);

type Change = (fed: FedRun, chosen: RepositoryId | undefined) => void;

/** Everything that can happen to a run, each told as the engine tells it. */
const CHANGES: Record<string, Change> = {
  "a repository is listed": (fed) => fed.touch(fed.world.addRepository()),
  "a job is enqueued": (fed, id) => {
    if (id === undefined) return;
    fed.world.enqueue(id);
    fed.touch(id);
  },
  "jobs are leased": ({ world, slices, feed }) => {
    for (const { lease, subjectId } of world.lease()) {
      const repositoryId = subjectId as RepositoryId;
      slices.set(lease.jobId, { repositoryId, verdict: { kind: "well" } });
      feed.touch(world.runId, repositoryId);
    }
  },
  "a slice ends": (fed, id) =>
    endSlice(fed, id, (lease) => giveBack(fed.world.database, lease, fed.world.clock.now())),
  "a job is done": (fed, id) =>
    endSlice(fed, id, (lease) => finish(fed.world.database, lease, fed.world.clock.now())),
  "a job is given up": (fed, id) =>
    endSlice(fed, id, (lease) => fed.world.fail(lease, { code: "github/not-found" })),
  "a page is stored": (fed, id) => {
    if (id === undefined) return;
    fed.world.organization.addPullRequest(id, { reviews: [{}] });
    fed.touch(id);
  },
  "a repository is settled": (fed, id) => {
    if (id === undefined) return;
    fed.world.settle(id);
    fed.touch(id);
  },
  "a repository is settled with a gap": (fed, id) => {
    if (id === undefined) return;
    fed.world.settle(id, "forbidden");
    fed.touch(id);
  },
  "the run is paused": (fed) => {
    setPaused(fed.world.database, fed.world.runId, fed.world.clock.now());
    fed.touchAll();
  },
  "the run goes on": (fed) => {
    setPaused(fed.world.database, fed.world.runId, null);
    fed.touchAll();
  },
  "the network is gone": (fed) => {
    fed.gate = { kind: "offline", since: fed.world.clock.now(), failure: { code: "network/offline" } };
    fed.touchAll();
  },
  "the network is back": (fed) => {
    fed.gate = { kind: "open" };
    fed.touchAll();
  },
  "the run is cancelled": (fed) => {
    const { database, runId, clock } = fed.world;
    cancelJobs(database, runId, clock.now());
    endRun(database, runId, "cancelled", null, clock.now());
    fed.slices.clear();
    fed.touchAll();
  },
};

function endSlice(
  { world, slices, feed }: FedRun,
  id: RepositoryId | undefined,
  end: (lease: { jobId: Parameters<typeof world.commitPage>[0]["jobId"]; fence: number }) => unknown,
): void {
  const job = world.jobs().find(({ subjectId, state }) => subjectId === id && state === "leased");
  if (!job) return;
  end({ jobId: job.id, fence: job.fence });
  slices.delete(job.id);
  feed.touch(world.runId, id!);
}

test("a snapshot and the changes told since are the truth, whatever happens in whatever order", () => {
  const steps = fc.array(
    fc.record({
      change: fc.constantFrom(...Object.keys(CHANGES)),
      chosen: fc.nat(),
      passedMs: fc.constantFrom(0, 5, 50, 100, 1_000),
    }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(fc.nat(5), steps, (repositories, steps) => {
      const fed = new FedRun();
      try {
        fed.world.addRepositories(repositories);
        const window = new Window(fed);
        for (const { change, chosen, passedMs } of steps) {
          const ids = fed.world.repositories;
          CHANGES[change]!(fed, ids[chosen % Math.max(1, ids.length)]);
          fed.world.clock.advance(passedMs);
        }
        fed.world.clock.advance(125);
        for (const delta of fed.deltas()) window.hear(delta);
        const truth = fed.feed.view(fed.world.run());
        expect(plain(window.rows.values())).toEqual(plain(truth.repositories));
        expect(window.run).toEqual(truth.run);
        const times = fed.timesOf("run.changed");
        for (const [index, at] of times.entries()) {
          if (index > 0) expect(at - times[index - 1]!).toBeGreaterThanOrEqual(125);
        }
        fed.world.clock.advance(1_000);
        const changedAt = times.at(-1) ?? -Infinity;
        expect(fed.timesOf("insights.changed").at(-1) ?? -Infinity).toBeGreaterThanOrEqual(changedAt);
      } finally {
        fed.close();
      }
    }),
    { numRuns: 40 },
  );
});
