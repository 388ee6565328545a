import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AccountId } from "../../../src/shared/ids.ts";
import type { Failure } from "../../../src/shared/failures.ts";
import { Governor } from "../../../src/core/sync/governor.ts";
import { Turn, type StartableJob } from "../../../src/core/sync/turn.ts";
import type { Observation } from "../../../src/shared/slices.ts";
import { StoredRunWorld } from "./stored-run.ts";

const RESET: Failure = { code: "network/reset" };
const TIMEOUT: Failure = { code: "network/timeout" };
const GONE: Failure = { code: "network/offline" };
const QUERY = { resource: "graphql", points: 1 } as const;
const ANSWER: Observation = {
  ...{ status: 200, durationMs: 100, rate: null, cost: 1, limited: null, overloaded: false },
};

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
  turn.lease([world.run()], free, new Set(busy));

function fail({ job }: StartableJob, failure: Failure): void {
  const begunAt = world.clock.now();
  turn.conclude({
    job,
    accountId: account,
    outcome: { kind: "failed", failure },
    wasAborted: false,
    begunAt,
  });
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

  test("none does when nothing may start: the computer sleeps, or the program ends", () => {
    expect(lease(0)).toEqual([]);
    expect(world.jobs().map(({ state }) => state)).toEqual(["ready", "ready"]);
  });
});
