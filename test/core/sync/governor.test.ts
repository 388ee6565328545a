import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AccountId } from "../../../src/shared/ids.ts";
import { FailureError, type Failure } from "../../../src/shared/failures.ts";
import type { Observation, RequestCost } from "../../../src/shared/slices.ts";
import type { Network } from "../../../src/core/ports.ts";
import { Governor, type Gate } from "../../../src/core/sync/governor.ts";
import { FakeClock } from "../../support/fake-clock.ts";

const ADA = 1 as AccountId;
const GRACE = 2 as AccountId;
const QUERY: RequestCost = { resource: "graphql", points: 1 };
const READ: RequestCost = { resource: "rest", points: 1 };
const OFFLINE: Failure = { code: "network/offline" };
const DAY_MS = 86_400_000;

class ToldNetwork implements Network {
  #listeners = new Set<() => void>();

  #isOnline = true;

  isOnline(): boolean {
    return this.#isOnline;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  change(isOnline = true): void {
    this.#isOnline = isOnline;
    for (const listener of this.#listeners) listener();
  }
}

let clock: FakeClock;
let network: ToldNetwork;
let governor: Governor;
/** The kinds of gates that were told, for all accounts in order. */
let told: Gate["kind"][];

beforeEach(() => {
  clock = new FakeClock();
  network = new ToldNetwork();
  told = [];
  governor = new Governor({
    clock,
    network,
    reserve: 0,
    onGateChange: (accountId) => told.push(governor.gateOf(accountId, "graphql").kind),
  });
});

afterEach(() => governor.close());

const answer = (more: Partial<Observation> = {}): Observation => ({
  status: 200,
  durationMs: 100,
  rate: { limit: 5_000, remaining: 4_000, resetAt: clock.now() + 3_600_000 },
  cost: 1,
  limited: null,
  overloaded: false,
  ...more,
});

const NO_ANSWER = { status: null, rate: null, cost: null };
const used = (resetInMs: number) =>
  answer({ rate: { limit: 5_000, remaining: 0, resetAt: clock.now() + resetInMs } });
const pushedBack = (waitMs: number) =>
  answer({ status: 403, rate: null, limited: { limit: "secondary", until: clock.now() + waitMs } });

type Answer = "granted" | "waiting" | Failure;

/** Asks for a permit; tells what has become of the question so far. */
function ask(accountId = ADA, cost = QUERY): () => Promise<Answer> {
  let answer: Answer = "waiting";
  governor.acquire(accountId, cost).then(
    () => (answer = "granted"),
    (error: unknown) => {
      if (!(error instanceof FailureError)) throw error;
      answer = error.failure;
    },
  );
  return async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return answer;
  };
}

/** Asks, and is answered at once. */
async function request(seen: Observation, accountId = ADA, cost = QUERY): Promise<void> {
  await governor.acquire(accountId, cost);
  governor.settle(accountId, cost, seen);
}

/** Takes permits until none is left; returns how many there were. */
async function takeAll(accountId = ADA): Promise<number> {
  const most = governor.atOnce(accountId);
  for (let count = 0; count < most; count += 1) expect(await ask(accountId)()).toBe("granted");
  return most;
}

/** Asks until GitHub's server time of this minute is spent; returns what whoever asks then is told. */
async function spendTheMinute(): Promise<Answer> {
  // The quickest answer is the round trip; each further one costs GitHub a second.
  await request(answer({ durationMs: 100 }));
  for (let count = 0; count < 60; count += 1) {
    const told = await ask()();
    if (told !== "granted") return told;
    governor.settle(ADA, QUERY, answer({ durationMs: 1_100 }));
  }
  throw new Error("more than a minute's worth was granted");
}

describe("permits", () => {
  test("are given to those who ask, in their order, as many as may be under way", async () => {
    await takeAll();
    const first = ask();
    const second = ask();
    expect(await first()).toBe("waiting");
    governor.settle(ADA, QUERY, answer());
    expect([await first(), await second()]).toEqual(["granted", "waiting"]);
    governor.settle(ADA, QUERY, answer());
    expect(await second()).toBe("granted");
  });

  test("that are lost with their worker are given back, and somebody else gets them", async () => {
    await takeAll();
    const next = ask();
    governor.release(ADA, QUERY);
    expect(await next()).toBe("granted");
  });

  test("of one account do not keep another waiting", async () => {
    await takeAll(ADA);
    expect(await ask(ADA)()).toBe("waiting");
    expect(await ask(GRACE)()).toBe("granted");
  });

  test("are refused for the rest of a minute that is spent, with its end, so that nobody takes it for a stall", async () => {
    const until = clock.now() + 60_000;
    expect(await spendTheMinute()).toEqual({ code: "rate-limit/pace", until });
    expect(governor.gateOf(ADA, "graphql")).toEqual({ kind: "rate-limit", limit: "pace", until });
    clock.advance(60_000);
    expect(governor.gateOf(ADA, "graphql")).toEqual({ kind: "open" });
    expect(await ask()()).toBe("granted");
  });
});

describe("a limit of GitHub's", () => {
  test("refuses whoever waits with the time at which it ends, so that their jobs go back to the queue", async () => {
    await takeAll();
    const waiting = ask();
    governor.settle(ADA, QUERY, pushedBack(60_000));
    const until = clock.now() + 60_000;
    expect(await waiting()).toEqual({ code: "rate-limit/secondary", until });
    expect(await ask()()).toEqual({ code: "rate-limit/secondary", until });
    expect(governor.gateOf(ADA, "graphql")).toEqual({ kind: "rate-limit", limit: "secondary", until });
    expect(governor.mayTry(ADA, "graphql")).toBe(false);
  });

  test("is told when it begins and when it ends, although nobody asks", async () => {
    await request(pushedBack(60_000));
    expect(told).toEqual(["rate-limit"]);
    clock.advance(59_999);
    expect(told).toEqual(["rate-limit"]);
    clock.advance(1);
    expect(told).toEqual(["rate-limit", "open"]);
    expect(governor.mayTry(ADA, "graphql")).toBe(true);
    expect(await ask()()).toBe("granted");
  });

  test("that is put off is told anew", async () => {
    await governor.acquire(ADA, QUERY);
    await request(pushedBack(60_000));
    governor.settle(ADA, QUERY, pushedBack(90_000));
    expect(governor.gateOf(ADA, "graphql")).toMatchObject({ until: clock.now() + 90_000 });
    expect(told).toEqual(["rate-limit", "rate-limit"]);
    clock.advance(90_000);
    expect(told.at(-1)).toBe("open");
  });

  test("of one account does not stop another", async () => {
    await request(used(3_600_000), ADA);
    expect(governor.mayTry(ADA, "graphql")).toBe(false);
    expect(governor.mayTry(GRACE, "graphql")).toBe(true);
    expect(await ask(GRACE)()).toBe("granted");
  });

  test.each([
    ["an answer that says that nothing is left", {}],
    ["a refusal", { status: 403, limited: { limit: "primary", until: null } }],
  ] as const)(
    "of REST does not stop GraphQL, which has a budget of its own, nor the other way round: %s",
    async (_, more) => {
      for (const [spent, other] of [
        [READ, QUERY],
        [QUERY, READ],
      ] as const) {
        governor.reopen(ADA);
        clock.advance(DAY_MS);
        const until = clock.now() + 3_600_000;
        const limited = "limited" in more ? { ...more.limited, until } : null;
        await request({ ...used(3_600_000), ...more, limited }, ADA, spent);
        expect(await ask(ADA, spent)()).toEqual({ code: "rate-limit/primary", until });
        expect(governor.gateOf(ADA, spent.resource)).toMatchObject({ kind: "rate-limit", until });
        expect(governor.mayTry(ADA, spent.resource)).toBe(false);
        expect(governor.mayTry(ADA, other.resource)).toBe(true);
        expect(await ask(ADA, other)()).toBe("granted");
      }
    },
  );

  test("leaves a figure of what remains", async () => {
    expect(governor.pointsRemaining(ADA)).toBe(null);
    await request(answer({ rate: { limit: 5_000, remaining: 123, resetAt: clock.now() + 1_000 } }));
    expect(governor.pointsRemaining(ADA)).toBe(123);
  });
});

describe("offline (G1)", () => {
  /** A request that gets no answer, and what its slice then says. */
  async function fail(): Promise<void> {
    await request(answer(NO_ANSWER));
    governor.note(ADA, OFFLINE);
  }

  test("is declared by the first request that finds no network, and refuses those that wait", async () => {
    await takeAll();
    const waiting = ask();
    governor.note(ADA, OFFLINE);
    expect(governor.gateOf(ADA, "graphql")).toEqual({
      kind: "offline",
      since: clock.now(),
      failure: OFFLINE,
    });
    expect(await waiting()).toEqual(OFFLINE);
    expect(told).toEqual(["offline"]);
  });

  test("keeps the time since when it lasts", async () => {
    await fail();
    const since = clock.now();
    for (let probe = 0; probe < 5; probe += 1) {
      clock.advance(3_000);
      await fail();
    }
    expect(governor.gateOf(ADA, "graphql")).toMatchObject({ kind: "offline", since });
    expect(told).toEqual(["offline"]);
  });

  test("says what is in the way by now, and since when there was anything", async () => {
    await fail();
    const since = clock.now();
    clock.advance(3_000);
    await governor.acquire(ADA, QUERY);
    governor.settle(ADA, QUERY, answer(NO_ANSWER));
    governor.note(ADA, { code: "network/tls" });
    expect(governor.gateOf(ADA, "graphql")).toEqual({
      kind: "offline",
      since,
      failure: { code: "network/tls" },
    });
    expect(told).toEqual(["offline", "offline"]);
  });

  test("lets one request try at a time", async () => {
    await fail();
    expect(governor.mayTry(ADA, "graphql")).toBe(false);
    clock.advance(3_000);
    expect(governor.mayTry(ADA, "graphql")).toBe(true);
    const [first, second] = [ask(), ask()];
    expect([await first(), await second()]).toEqual(["granted", OFFLINE]);
    expect(governor.mayTry(ADA, "graphql")).toBe(false);
  });

  test("ends with the first answer, within five seconds of the network's return", async () => {
    await fail();
    const returnedAt = clock.now() + 1;
    // The engine looks for work once a second.
    while (!governor.mayTry(ADA, "graphql")) clock.advance(1_000);
    await request(answer({ status: 502, overloaded: true }));
    expect(governor.gateOf(ADA, "graphql")).toEqual({ kind: "open" });
    expect(clock.now() - returnedAt).toBeLessThan(5_000);
    expect(told).toEqual(["offline", "open"]);
  });

  test("is tried at once when the system says that the network has changed", async () => {
    await fail();
    expect(governor.mayTry(ADA, "graphql")).toBe(false);
    network.change();
    expect(governor.mayTry(ADA, "graphql")).toBe(true);
    expect(told).toEqual(["offline", "offline"]);
  });

  test("begins when the system says that there is no network, before any request has failed", async () => {
    await request(answer());
    network.change(false);
    expect(governor.gateOf(ADA, "graphql")).toMatchObject({ kind: "offline", since: clock.now() });
    expect(await ask()()).toMatchObject({ code: "network/offline" });
    // The system may be wrong, as about a server on this computer: it is found out all the same.
    clock.advance(3_000);
    expect(governor.mayTry(ADA, "graphql")).toBe(true);
    network.change(true);
    expect(governor.mayTry(ADA, "graphql")).toBe(true);
  });

  test("goes on when the worker that was trying is lost: the next one tries", async () => {
    await fail();
    clock.advance(3_000);
    expect(await ask()()).toBe("granted");
    governor.release(ADA, QUERY);
    expect(await ask()()).toBe("granted");
  });

  test("is declared after a limit too: what was once closed is no excuse", async () => {
    await request(pushedBack(60_000));
    expect(await ask()()).toMatchObject({ code: "rate-limit/secondary" });
    clock.advance(60_000);
    await fail();
    expect(governor.gateOf(ADA, "graphql").kind).toBe("offline");
    expect(governor.mayTry(ADA, "graphql")).toBe(false);
  });

  test("is not declared for what a single repository or a slow answer causes", () => {
    for (const code of [
      "github/not-found",
      "network/timeout",
      "network/reset",
      "github/server-error",
    ] as const) {
      governor.note(ADA, { code });
    }
    expect(governor.gateOf(ADA, "graphql")).toEqual({ kind: "open" });
    expect(told).toEqual([]);
  });
});

describe("a token that GitHub refuses (G7)", () => {
  const REJECTED: Failure = { code: "auth/token-rejected" };

  test("stops every request of the account, with one prompt", async () => {
    await takeAll();
    const waiting = ask();
    governor.note(ADA, REJECTED);
    governor.note(ADA, REJECTED);
    expect(await waiting()).toEqual(REJECTED);
    expect(await ask()()).toEqual(REJECTED);
    expect(governor.gateOf(ADA, "graphql")).toEqual({ kind: "sign-in", failure: REJECTED });
    expect(told).toEqual(["sign-in"]);
  });

  test("is not tried again, whatever time passes or network changes", async () => {
    governor.note(ADA, REJECTED);
    network.change();
    clock.advance(DAY_MS);
    expect(governor.mayTry(ADA, "graphql")).toBe(false);
    expect(await ask()()).toEqual(REJECTED);
  });

  test("is not hidden by a network that fails afterwards", () => {
    governor.note(ADA, REJECTED);
    governor.note(ADA, OFFLINE);
    expect(governor.gateOf(ADA, "graphql").kind).toBe("sign-in");
  });

  test("says nothing of a token that was given after the work had begun, and all of one that was given before", () => {
    const before = governor.signInOf(ADA);
    governor.reopen(ADA);
    governor.note(ADA, REJECTED, before);
    expect(governor.gateOf(ADA, "graphql").kind).toBe("open");
    const since = governor.signInOf(ADA);
    // Somebody turns the clock back: what was begun after the sign-in seems to be older.
    clock.turn(-DAY_MS);
    governor.note(ADA, REJECTED, since);
    expect(governor.gateOf(ADA, "graphql").kind).toBe("sign-in");
  });

  test("is forgotten when the person signs in again, together with the old token's limits", async () => {
    await request(pushedBack(3_600_000));
    governor.note(ADA, REJECTED);
    governor.reopen(ADA);
    expect(governor.gateOf(ADA, "graphql")).toEqual({ kind: "open" });
    expect(await ask()()).toBe("granted");
  });
});

describe("the clock was turned back by a day (P11)", () => {
  function turnBack(): void {
    clock.turn(-DAY_MS);
    governor.clockTurned(-DAY_MS);
  }

  test("a limit lasts as long as it would have", async () => {
    await request(pushedBack(60_000));
    clock.advance(20_000);
    turnBack();
    expect(governor.gateOf(ADA, "graphql")).toMatchObject({ until: clock.now() + 40_000 });
    clock.advance(40_000);
    expect(governor.mayTry(ADA, "graphql")).toBe(true);
    expect(told.at(-1)).toBe("open");
  });

  test("the hour's budget is there again when it would have been", async () => {
    await request(used(600_000));
    turnBack();
    clock.advance(600_000);
    expect(governor.gateOf(ADA, "graphql")).toEqual({ kind: "open" });
  });

  test("the network is looked for as soon as it would have been", () => {
    governor.note(ADA, OFFLINE);
    turnBack();
    clock.advance(3_000);
    expect(governor.mayTry(ADA, "graphql")).toBe(true);
  });

  test("what was spent in the last minute counts for the rest of it", async () => {
    await spendTheMinute();
    turnBack();
    expect(await ask()()).not.toBe("granted");
    clock.advance(60_000);
    expect(await ask()()).toBe("granted");
  });
});
