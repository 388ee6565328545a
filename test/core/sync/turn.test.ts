import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AccountId } from "../../../src/shared/ids.ts";
import type { Failure } from "../../../src/shared/failures.ts";
import { Governor } from "../../../src/core/sync/governor.ts";
import { Turn, type StartableJob } from "../../../src/core/sync/turn.ts";
import { NO_FOLLOW_UP, type Observation } from "../../../src/shared/slices.ts";
import { saveAccount } from "../../../src/core/database/account-store.ts";
import { createRun, readRun } from "../../../src/core/database/run-store.ts";
import { PRIORITY } from "../../../src/core/jobs/job-queue.ts";
import { GRACE, StoredRunWorld } from "./stored-run.ts";

const RESET: Failure = { code: "network/reset" };
const TIMEOUT: Failure = { code: "network/timeout" };
const GONE: Failure = { code: "network/offline" };
const QUERY = { resource: "graphql", points: 1 } as const;
const ANSWER: Observation = {
  ...{ status: 200, durationMs: 100, rate: null, cost: 1, limited: null, overloaded: false },
};

const NO_ANSWER: Observation = { ...ANSWER, status: null, cost: null };

let world: StoredRunWorld;
let governor: Governor;
let turn: Turn;
let account: AccountId;

beforeEach(() => {
  world = new StoredRunWorld();
  const { clock, database } = world;
  const network = { isOnline: () => true, onChange: () => () => undefined };
  governor = new Governor({ clock, network, reserve: 0, onGateChange: () => undefined });
  turn = new Turn({ database, governor, clock, owner: "this process" });
  account = world.accountId;
});
afterEach(() => {
  governor.close();
  world.remove();
});

const lease = (free = 10, busy: AccountId[] = []): StartableJob[] =>
  turn.lease([world.run()], free, new Map(busy.map((id) => [id, 1])));

function fail({ job }: StartableJob, failure: Failure): void {
  const signIn = governor.signInOf(account);
  turn.conclude({
    job,
    accountId: account,
    outcome: { kind: "failed", failure },
    wasAborted: false,
    signIn,
  });
}

function finishJob({ job }: StartableJob): void {
  const outcome = { kind: "done", follow: NO_FOLLOW_UP } as const;
  turn.conclude({ job, accountId: account, outcome, wasAborted: false, signIn: 0 });
}

/** Something else of the account's is answered. */
async function answer(): Promise<void> {
  await governor.acquire(account, QUERY);
  governor.settle(account, QUERY, ANSWER);
}

/** The attempts of the jobs, in the order in which they were enqueued. */
const attempts = (): number[] => world.jobs().map(({ attempt }) => attempt);

describe("a connection that breaks (G1, G3)", () => {
  beforeEach(() => {
    world.enqueue(1);
    world.enqueue(2);
  });

  test("counts as an attempt, while GitHub can be reached", async () => {
    const [one, two] = lease();
    fail(one!, RESET);
    await answer();
    world.clock.advance(1_000);
    await answer();
    fail(two!, GONE);
    lease();
    expect(attempts()).toEqual([1, expect.any(Number)]);
    expect(world.jobs()[0]!.failure).toEqual(RESET);
  });

  test.each([RESET, TIMEOUT])(
    "is no attempt when GitHub turns out to be out of reach, and waits as the network does: $code",
    (failure) => {
      const [one, two] = lease();
      fail(one!, failure);
      expect(attempts()).toEqual([1, 1]);
      fail(two!, GONE);
      lease(0);
      expect(attempts()).toEqual([0, 0]);
      expect(world.jobs().map((it) => it.failure)).toEqual([null, null]);
    },
  );

  test("is no attempt either when it is told after it is known that there is no network", () => {
    const [one, two] = lease();
    fail(two!, GONE);
    fail(one!, RESET);
    expect(attempts()).toEqual([0, 0]);
  });

  test("gives back only what broke since GitHub last answered", async () => {
    const [one, two] = lease();
    fail(one!, RESET);
    world.clock.advance(60_000);
    await answer();
    world.clock.advance(1);
    fail(two!, RESET);
    const [again] = lease();
    fail(again!, GONE);
    lease(0);
    expect(attempts()).toEqual([1, 0]);
  });
});

describe("while the network is away", () => {
  beforeEach(() => {
    world.enqueue(1);
    world.enqueue(2);
    governor.note(account, GONE);
    world.clock.advance(3_000);
  });

  test("one job at a time looks for it", () => {
    expect(lease()).toHaveLength(1);
    expect(lease(9, [account])).toEqual([]);
  });

  test("whoever finds only a broken connection leaves it alone for as long as any other try", async () => {
    const [probe] = lease();
    await governor.acquire(account, QUERY);
    governor.settle(account, QUERY, NO_ANSWER);
    fail(probe!, RESET);
    expect(lease()).toEqual([]);
    world.clock.advance(2_999);
    expect(lease()).toEqual([]);
    world.clock.advance(1);
    expect(lease()).toHaveLength(1);
  });

  test("none does when nothing may start: the computer sleeps, or the program ends", () => {
    expect(lease(0)).toEqual([]);
    expect(world.jobs().map(({ state }) => state)).toEqual(["ready", "ready"]);
  });
});

test("an account with endless work leaves what gets free to one that has less under way", () => {
  const { database, clock, organization } = world;
  for (let subject = 1; subject <= 9; subject += 1) world.enqueue(subject);
  const accountId = saveAccount(database, GRACE, clock.now());
  const choice = { kind: "all" } as const;
  const runId = createRun(database, { accountId, organizationId: organization.id, choice }, clock.now());
  world.enqueue(100, { runId });
  world.enqueue(101, { runId });
  const leaseOne = (underWay: [AccountId, number][]): AccountId[] =>
    turn
      .lease([world.run(), readRun(database, runId)!], 1, new Map(underWay))
      .map(({ slice }) => slice.accountId);
  expect(leaseOne([[account, 4]])).toEqual([accountId]);
  expect(
    leaseOne([
      [account, 4],
      [accountId, 1],
    ]),
  ).toEqual([accountId]);
  // What nobody else needs is its own.
  expect(
    leaseOne([
      [account, 4],
      [accountId, 2],
    ]),
  ).toEqual([account]);
});

test("what is read is counted also while a list waits for its limit, and the run ends after both", () => {
  const repository = world.addRepository();
  const { id: subjectId } = world.organization;
  world.enqueue(subjectId, { kind: "members", priority: PRIORITY.members });
  turn.advance(world.run());
  expect(world.listJobs("ready")).toEqual([`members ${subjectId}`, `verify ${subjectId}`]);
  world.settle(repository);
  const started = lease();
  finishJob(started.find(({ job }) => job.kind === "verify")!);
  expect(turn.advance(world.run())).toBe(false);
  finishJob(started.find(({ job }) => job.kind === "members")!);
  // The run is of all repositories, and their list was never read.
  expect(turn.advance(world.run())).toBe(false);
  expect(world.listJobs("ready")).toEqual([`repositories ${subjectId}`]);
  finishJob(lease()[0]!);
  expect(turn.advance(world.run())).toBe(true);
  expect(world.run().outcome).toBe("complete");
});
