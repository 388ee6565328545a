import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AccountId, JobId, OrganizationId, RunId } from "../../../src/shared/ids.ts";
import type { Failure } from "../../../src/shared/failures.ts";
import type { Result } from "../../../src/shared/result.ts";
import type { Observation, Slice, SliceOutcome, SliceReport, ToWorker } from "../../../src/shared/slices.ts";
import { Governor } from "../../../src/core/sync/governor.ts";
import { SliceAtWork } from "../../../src/core/sync/slice-at-work.ts";
import type { SliceMessage } from "../../../src/core/sync/slice-pool.ts";
import { WATCHDOG_SETTINGS } from "../../../src/core/sync/watchdog.ts";
import { FakeClock } from "../../support/fake-clock.ts";

const ACCOUNT = 1 as AccountId;
const RUN = 3 as RunId;
const COST = { resource: "graphql", points: 1 } as const;
const { stallAfterMs, abortAfterMs, terminateAfterMs } = WATCHDOG_SETTINGS;

const SLICE: Slice = {
  kind: "pull_requests",
  lease: { jobId: 5 as JobId, fence: 1 },
  runId: RUN,
  accountId: ACCOUNT,
  apiUrl: "https://api.github.com",
  organizationId: 2 as OrganizationId,
  subjectId: 7,
  payload: {},
  attempt: 1,
  maxPages: 1,
};

const ANSWER: Observation = {
  status: 200,
  durationMs: 100,
  rate: { limit: 5_000, remaining: 4_000, resetAt: Date.parse("2026-11-24T10:00:00Z") },
  cost: 1,
  limited: null,
  overloaded: false,
};

/** A worker that says what the test makes it say, and remembers what it was told. */
class ScriptedWorker {
  readonly heard: ToWorker[] = [];
  isTerminated = false;
  readonly #ending = Promise.withResolvers<SliceOutcome>();
  #tell: (message: SliceMessage) => void = () => undefined;

  readonly pool = {
    run: (_: Slice, onMessage: (message: SliceMessage) => void) => {
      this.#tell = onMessage;
      return {
        outcome: this.#ending.promise,
        send: (message: ToWorker) => void this.heard.push(message),
        terminate: () => (this.isTerminated = true),
      };
    },
  };

  say(message: SliceMessage): void {
    this.#tell(message);
  }

  tell(report: SliceReport): void {
    this.say({ kind: "report", report });
  }

  end(outcome: SliceOutcome): void {
    this.#ending.resolve(outcome);
  }

  heardKinds(): string[] {
    return this.heard.map(({ kind }) => kind);
  }
}

let clock: FakeClock;
let governor: Governor;
let worker: ScriptedWorker;
let work: SliceAtWork;
let costs: number[];
let reports: SliceReport[];
let credential: Result<string>;

beforeEach(() => {
  clock = new FakeClock();
  governor = new Governor({
    clock,
    network: { isOnline: () => true, onChange: () => () => undefined },
    reserve: 0,
    onGateChange: () => undefined,
  });
  worker = new ScriptedWorker();
  costs = [];
  reports = [];
  credential = { ok: true, value: "the-token" };
  work = new SliceAtWork(SLICE, {
    pool: worker.pool,
    governor,
    clock,
    credentialOf: () => Promise.resolve(credential),
    onReport: (_, report) => reports.push(report),
    onCost: (_account, _run, points) => costs.push(points),
    log: () => undefined,
  });
});

afterEach(() => governor.close());

const settled = () => new Promise((resolve) => setImmediate(resolve));
const watch = () => work.watch(WATCHDOG_SETTINGS, clock.now());

/** Takes every permit that there is; never resolves when some are lost. */
async function takeAllPermits(): Promise<void> {
  for (let count = governor.atOnce(ACCOUNT); count > 0; count -= 1) await governor.acquire(ACCOUNT, COST);
}

describe("what a worker asks for", () => {
  test("the credential, it is told", async () => {
    worker.say({ kind: "credential" });
    await settled();
    expect(worker.heard).toEqual([{ kind: "credential", token: "the-token", failure: null }]);
  });

  test("a credential that cannot be had is a failure with its reason", async () => {
    credential = { ok: false, failure: { code: "keychain/locked" } };
    worker.say({ kind: "credential" });
    await settled();
    expect(worker.heard).toEqual([{ kind: "credential", token: null, failure: { code: "keychain/locked" } }]);
  });

  test("a permit, it is granted, and its cost is noted when it is settled, once", async () => {
    worker.say({ kind: "permit", permit: 1, cost: COST });
    await settled();
    expect(worker.heard).toEqual([{ kind: "granted", permit: 1 }]);
    worker.say({ kind: "settle", permit: 1, observation: { ...ANSWER, cost: 4 } });
    worker.say({ kind: "settle", permit: 1, observation: { ...ANSWER, cost: 4 } });
    expect(costs).toEqual([4]);
  });

  test("a permit that the governor refuses is a failure with its reason", async () => {
    const failure: Failure = { code: "auth/token-rejected" };
    governor.note(ACCOUNT, failure);
    worker.say({ kind: "permit", permit: 1, cost: COST });
    await settled();
    expect(worker.heard).toEqual([{ kind: "refused", permit: 1, failure }]);
  });
});

describe("permits are never lost", () => {
  test("those that a worker held when it ended are given back", async () => {
    for (let permit = 1; permit <= 5; permit += 1) worker.say({ kind: "permit", permit, cost: COST });
    await settled();
    worker.end({ kind: "failed", failure: { code: "worker/crashed" } });
    await work.ended;
    await expect(takeAllPermits()).resolves.toBeUndefined();
  });

  test("those that a worker was still waiting for when it ended go to somebody else", async () => {
    await takeAllPermits();
    worker.say({ kind: "permit", permit: 1, cost: COST });
    worker.end({ kind: "yield" });
    await work.ended;
    const next = governor.acquire(ACCOUNT, COST);
    governor.release(ACCOUNT, COST);
    await expect(next).resolves.toBeUndefined();
  });
});

describe("the watch over a slice", () => {
  test("hears every sign of progress", () => {
    const signs: SliceReport[] = [
      { kind: "activity", activity: "request-started" },
      { kind: "activity", activity: "receiving" },
      { kind: "activity", activity: "request-ended" },
      { kind: "activity", activity: "commit-started" },
      { kind: "activity", activity: "commit-ended" },
      { kind: "members-stored", members: 3 },
    ];
    for (const sign of signs) {
      clock.advance(stallAfterMs - 1);
      worker.tell(sign);
      expect(watch()).toEqual({ kind: "well" });
    }
    expect(reports).toEqual([{ kind: "members-stored", members: 3 }]);
  });

  test("takes no answer to its own question for progress", () => {
    for (let second = 0; second < stallAfterMs / 1_000; second += 1) {
      clock.advance(1_000);
      worker.say({ kind: "pong" });
    }
    expect(watch()).toMatchObject({ kind: "stalled", cause: "unknown" });
  });

  test("aborts a hung request, ends a thread that does not obey, and names the cause", async () => {
    worker.tell({ kind: "activity", activity: "request-started" });
    clock.advance(stallAfterMs);
    worker.say({ kind: "pong" });
    expect(watch()).toMatchObject({ cause: "request-hung", remedy: "wait" });
    expect(worker.heardKinds()).toEqual(["ping"]);
    clock.advance(abortAfterMs);
    worker.say({ kind: "pong" });
    watch();
    expect(worker.heardKinds()).toEqual(["ping", "ping", "abort"]);
    expect(worker.isTerminated).toBe(false);
    clock.advance(terminateAfterMs);
    watch();
    expect(worker.isTerminated).toBe(true);
  });

  test("ends a thread that answers nothing, without asking it to end", () => {
    clock.advance(stallAfterMs);
    expect(watch()).toMatchObject({ cause: "worker-not-answering", remedy: "wait" });
    clock.advance(terminateAfterMs);
    watch();
    expect(worker.heardKinds()).not.toContain("abort");
    expect(worker.isTerminated).toBe(true);
  });

  test("counts a slice that had to be stopped as failed, though the worker says that it yielded", async () => {
    worker.tell({ kind: "activity", activity: "request-started" });
    clock.advance(stallAfterMs + abortAfterMs);
    worker.say({ kind: "pong" });
    watch();
    worker.end({ kind: "yield" });
    expect(await work.ended).toEqual({ kind: "failed", failure: { code: "network/timeout" } });
  });

  test("counts a slice that a pause stopped as what it is", async () => {
    work.abort();
    worker.end({ kind: "yield" });
    expect(await work.ended).toEqual({ kind: "yield" });
    expect(work.wasAborted).toBe(true);
  });

  test("calls a wait for a permit no stall, as long as one request still waits", async () => {
    await takeAllPermits();
    worker.say({ kind: "permit", permit: 1, cost: COST });
    worker.say({ kind: "permit", permit: 2, cost: COST });
    await settled();
    clock.advance(10 * stallAfterMs);
    expect(watch()).toEqual({ kind: "well" });
    governor.release(ACCOUNT, COST);
    await settled();
    expect(worker.heard.filter(({ kind }) => kind !== "ping")).toEqual([{ kind: "granted", permit: 1 }]);
    clock.advance(10 * stallAfterMs);
    expect(watch()).toEqual({ kind: "well" });
  });

  test("forgives the silence of a machine that slept (P12)", () => {
    clock.advance(8 * 3_600_000);
    work.forgiveSilence(clock.now());
    expect(watch()).toEqual({ kind: "well" });
    clock.advance(stallAfterMs);
    expect(watch().kind).toBe("stalled");
  });
});
