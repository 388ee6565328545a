import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AccountId, JobId, RepositoryId } from "../../../src/shared/ids.ts";
import type { Failure, FailureCode } from "../../../src/shared/failures.ts";
import { setPaused } from "../../../src/core/database/run-store.ts";
import { openWorkerDatabase } from "../../../src/core/database/connection.ts";
import {
  cancelJobs,
  finish,
  freeAbandoned,
  giveBack,
  hasUnfinishedJobs,
  LEASE_MS,
  PRIORITY,
  renewLeases,
  reviveDead,
  type Lease,
} from "../../../src/core/jobs/job-queue.ts";
import type { Resource } from "../../../src/shared/resources.ts";
import { LONGEST_DELAY_MS } from "../../../src/core/jobs/retry-delay.ts";
import { JOB_KINDS } from "../../../src/shared/jobs/job-kinds.ts";
import { StoredQueue, type JobState } from "./stored-queue.ts";

const DAY_MS = 86_400_000;
const MAX_ATTEMPTS = JOB_KINDS.pull_requests.maxAttempts;
const BROKEN: Failure = { code: "github/server-error" };
const GAP: Failure = { code: "github/not-found" };

let queue: StoredQueue;
beforeEach(() => {
  queue = new StoredQueue();
});
afterEach(() => queue.remove());

const now = () => queue.clock.now();

describe("the table of states", () => {
  type Action = "lease" | "finish" | "yield" | "fail" | "give up" | "cancel" | "retry by hand" | "restart";

  const nothing = (state: JobState): Record<Action, JobState> => ({
    lease: state,
    finish: state,
    yield: state,
    fail: state,
    "give up": state,
    cancel: state,
    "retry by hand": state,
    restart: state,
  });

  /** What each action makes of a job in each state; whatever is not named changes nothing. */
  const TABLE: Record<JobState, Record<Action, JobState>> = {
    ready: { ...nothing("ready"), lease: "leased", cancel: "cancelled" },
    leased: {
      ...nothing("leased"),
      finish: "done",
      yield: "ready",
      fail: "ready",
      "give up": "dead",
      cancel: "cancelled",
      restart: "ready",
    },
    done: nothing("done"),
    dead: { ...nothing("dead"), "retry by hand": "ready" },
    cancelled: nothing("cancelled"),
  };

  /** Brings a new job into a state; returns the last lease that a worker had of it. */
  function bring(state: JobState): Lease {
    queue.enqueue(1);
    const { lease } = queue.leaseOnly();
    if (state === "ready") giveBack(queue.database, lease, now());
    if (state === "done") finish(queue.database, lease, now());
    if (state === "dead") queue.fail(lease, GAP);
    if (state === "cancelled") cancelJobs(queue.database, queue.runId, now());
    return lease;
  }

  const ACTIONS: Record<Action, (lease: Lease) => void> = {
    lease: () => queue.lease(),
    finish: (lease) => finish(queue.database, lease, now()),
    yield: (lease) => giveBack(queue.database, lease, now()),
    fail: (lease) => queue.fail(lease, BROKEN),
    "give up": (lease) => queue.fail(lease, GAP),
    cancel: () => cancelJobs(queue.database, queue.runId, now()),
    "retry by hand": () => reviveDead(queue.database, queue.runId, undefined, now()),
    restart: () => freeAbandoned(queue.database, "the next process", now()),
  };

  const rows = Object.entries(TABLE).flatMap(([from, actions]) =>
    Object.entries(actions).map(([action, to]) => ({ from, action, to })),
  ) as { from: JobState; action: Action; to: JobState }[];

  test.each(rows)("$from, $action: $to", ({ from, action, to }) => {
    const lease = bring(from);
    expect(queue.job().state).toBe(from);
    ACTIONS[action](lease);
    expect(queue.job().state).toBe(to);
  });

  test("only a leased job names an owner and a time", () => {
    bring("leased");
    expect(queue.job()).toMatchObject({ owner: "this process", leaseUntil: now() + LEASE_MS });
    freeAbandoned(queue.database, "the next process", now());
    expect(queue.job()).toMatchObject({ owner: null, leaseUntil: null });
  });
});

describe("enqueuing", () => {
  test("the same job a hundred times makes one job (P10)", () => {
    for (let time = 0; time < 100; time += 1) queue.enqueue(7);
    expect(queue.jobs()).toHaveLength(1);
  });

  test("the same job while a worker is at it makes no second one", () => {
    queue.enqueue(7);
    queue.leaseOnly();
    queue.enqueue(7);
    expect(queue.job().state).toBe("leased");
  });

  test("a job that was done before makes a new one: there is something new to read", () => {
    queue.enqueue(7);
    finish(queue.database, queue.leaseOnly().lease, now());
    queue.enqueue(7);
    expect(queue.jobs().map(({ state }) => state)).toEqual(["done", "ready"]);
  });

  test("an unfinished job of an earlier run is taken into the new one", () => {
    queue.enqueue(7);
    const later = queue.addRun();
    queue.enqueue(7, { runId: later });
    expect(queue.job().runId).toBe(later);
    expect(hasUnfinishedJobs(queue.database, queue.runId)).toBe(false);
  });

  test("the more urgent of two wishes counts", () => {
    queue.enqueue(7, { priority: PRIORITY.history });
    queue.enqueue(7, { priority: PRIORITY.head });
    queue.enqueue(7, { priority: PRIORITY.history });
    expect(queue.job().priority).toBe(PRIORITY.head);
  });
});

describe("leasing", () => {
  test("hands a job to one worker only", () => {
    queue.enqueue(1);
    expect(queue.lease()).toHaveLength(1);
    expect(queue.lease()).toEqual([]);
  });

  test("takes no more than there is room for", () => {
    for (let subject = 1; subject <= 5; subject += 1) queue.enqueue(subject);
    expect(queue.lease({ limit: 3 })).toHaveLength(3);
    expect(queue.lease({ limit: 0 })).toEqual([]);
    expect(queue.lease({ limit: 100 })).toHaveLength(2);
  });

  test("takes the newest page of every repository before the history of any", () => {
    queue.enqueue(1, { priority: PRIORITY.history });
    queue.enqueue(2, { priority: PRIORITY.head });
    queue.enqueue(3, { priority: PRIORITY.list });
    queue.enqueue(4, { priority: PRIORITY.head });
    expect(queue.lease().map(({ subjectId }) => subjectId)).toEqual([3, 2, 4, 1]);
  });

  test("takes none that ask in a way which is closed, however many there are", () => {
    const lists = ["repositories", "members"] as const;
    queue.enqueue(1, { kind: "repositories", priority: PRIORITY.list });
    queue.enqueue(1, { kind: "members", priority: PRIORITY.members });
    queue.enqueue(2, { priority: PRIORITY.head });
    queue.enqueue(3, { kind: "reviews" });
    const kinds = (resource: Resource) => queue.lease({ resources: [resource] }).map(({ kind }) => kind);
    expect(kinds("graphql")).toEqual(["pull_requests", "reviews"]);
    expect(kinds("rest")).toEqual(lists);
  });

  test("counts an attempt and raises the fence", () => {
    queue.enqueue(1);
    const first = queue.leaseOnly();
    queue.fail(first.lease, BROKEN, 0);
    const second = queue.leaseOnly();
    expect([first.attempt, second.attempt]).toEqual([1, 2]);
    expect(second.lease.fence).toBe(first.lease.fence + 1);
  });

  test("leaves the jobs of a paused run alone, and takes them when it goes on", () => {
    queue.enqueue(1);
    setPaused(queue.database, queue.runId, now());
    expect(queue.lease()).toEqual([]);
    setPaused(queue.database, queue.runId, null);
    expect(queue.lease()).toHaveLength(1);
  });

  test("takes the jobs of the named account alone", () => {
    const other = 2 as AccountId;
    queue.database.exec(
      `INSERT INTO accounts (id, host, github_id, login, token_kind, token_storage, created_at_ms)
       VALUES (2, 'github.com', 2, 'grace', 'classic', 'session', 0)`,
    );
    queue.enqueue(1);
    queue.enqueue(2, { runId: queue.addRun(other) });
    expect(queue.lease({ accountId: other }).map(({ subjectId }) => subjectId)).toEqual([2]);
    expect(queue.lease().map(({ subjectId }) => subjectId)).toEqual([1]);
  });
});

describe("a row that this version cannot read (P9)", () => {
  test.each([
    ["a payload that is not JSON", "payload = '{'"],
    ["a payload with a field that is unknown", `payload = '{"shape":"of a later version"}'`],
    ["an unknown kind", "kind = 'telepathy'"],
    ["the name of a method as its kind", "kind = 'constructor'"],
  ])("%s: it is dead and says why, and the queue flows on", (_, change) => {
    queue.enqueue(1);
    queue.enqueue(2);
    queue.database.exec(`UPDATE jobs SET ${change} WHERE subject_id = 1`);
    expect(queue.lease().map(({ subjectId }) => subjectId)).toEqual([2]);
    expect(queue.jobs()[0]).toMatchObject({
      state: "dead",
      failure: { code: "job/unreadable" },
      owner: null,
    });
  });

  test("it is kept, and can be retried after an update", () => {
    queue.enqueue(1);
    queue.database.exec("UPDATE jobs SET kind = 'telepathy'");
    queue.lease();
    expect(reviveDead(queue.database, queue.runId, undefined, now())).toBe(1);
    queue.database.exec("UPDATE jobs SET kind = 'pull_requests'");
    expect(queue.lease()).toHaveLength(1);
  });
});

describe("a late worker, whose lease was taken back (P8)", () => {
  let late: Lease;
  let current: Lease;

  beforeEach(() => {
    queue.enqueue(1);
    late = queue.leaseOnly().lease;
    freeAbandoned(queue.database, "the next process", now());
    current = queue.leaseOnly().lease;
  });

  const rows = () => queue.database.prepare("SELECT * FROM jobs").all();
  const checkpoints = () => queue.database.prepare("SELECT count(*) FROM checkpoints").pluck().get();

  test("finishes nothing", () => {
    const before = rows();
    expect(finish(queue.database, late, now() + 1)).toBe(false);
    expect(rows()).toEqual(before);
  });

  test("gives nothing back", () => {
    const before = rows();
    expect(giveBack(queue.database, late, now() + 1)).toBe(false);
    expect(rows()).toEqual(before);
  });

  test.each<FailureCode>([
    "github/server-error",
    "github/not-found",
    "network/offline",
    "rate-limit/primary",
  ])("fails nothing with %s", (code) => {
    const before = rows();
    expect(queue.fail(late, { code })).toEqual({ kind: "superseded" });
    expect(rows()).toEqual(before);
  });

  test("commits nothing from its own connection, while the current one does", () => {
    const connection = openWorkerDatabase(queue.organization.directory);
    try {
      expect(() => queue.commitPage(late, connection)).toThrow("job/superseded");
      expect(checkpoints()).toBe(0);
      queue.commitPage(current, connection);
      expect(checkpoints()).toBe(1);
    } finally {
      connection.close();
    }
  });
});

describe("attempts", () => {
  test("a job of 10,000 slices is as healthy as one of one: yielding uses none up", () => {
    queue.enqueue(1);
    queue.database.transaction(() => {
      for (let slice = 0; slice < 10_000; slice += 1) {
        giveBack(queue.database, queue.leaseOnly().lease, now());
      }
    })();
    expect(queue.job()).toMatchObject({ state: "ready", attempt: 0, failure: null });
    expect(queue.leaseOnly().attempt).toBe(1);
  });

  test.each<FailureCode>([
    "network/offline",
    "network/name-not-found",
    "network/proxy-refused",
    "rate-limit/primary",
    "rate-limit/secondary",
    "auth/token-rejected",
    "keychain/locked",
  ])("waiting for %s uses none up, however often", (code) => {
    queue.enqueue(1);
    for (let time = 0; time < 3 * MAX_ATTEMPTS; time += 1) {
      expect(queue.fail(queue.leaseOnly().lease, { code })).toEqual({ kind: "waits" });
      queue.clock.advance(LONGEST_DELAY_MS);
    }
    expect(queue.job()).toMatchObject({ state: "ready", attempt: 0 });
  });

  test("a job that a limit refused is not due at once: the limit may leave the gate open for others", () => {
    queue.enqueue(1);
    queue.fail(queue.leaseOnly().lease, { code: "rate-limit/primary", until: now() + 3_600_000 });
    expect(queue.lease()).toEqual([]);
    queue.clock.advance(5_000);
    queue.fail(queue.leaseOnly().lease, { code: "rate-limit/secondary", until: now() + 1_000 });
    queue.clock.advance(1_000);
    expect(queue.lease()).toHaveLength(1);
  });

  test("the end of a process uses none up: it says nothing about the job", () => {
    queue.enqueue(1);
    for (let restart = 0; restart < 3 * MAX_ATTEMPTS; restart += 1) {
      queue.leaseOnly();
      expect(freeAbandoned(queue.database, `process ${restart}`, now())).toBe(1);
    }
    expect(queue.job()).toMatchObject({ state: "ready", attempt: 0 });
  });

  test("a failure counts, and the next attempt waits for its backoff", () => {
    queue.enqueue(1);
    const after = queue.fail(queue.leaseOnly().lease, BROKEN, 0.5);
    expect(after).toEqual({ kind: "retry", at: now() + 500, attempt: 1, maxAttempts: MAX_ATTEMPTS });
    expect(queue.job()).toMatchObject({ attempt: 1, failure: BROKEN });
    expect(queue.lease()).toEqual([]);
    queue.clock.advance(500);
    expect(queue.lease()).toHaveLength(1);
  });

  /** Fails until the job is dead; returns how many attempts that took. */
  function failUntilDead(): number {
    for (let attempt = 1; ; attempt += 1) {
      if (queue.fail(queue.leaseOnly().lease, BROKEN).kind === "dead") return attempt;
      queue.clock.advance(LONGEST_DELAY_MS);
    }
  }

  test("used up, the job is dead and says why; a person's retry gives it a new set", () => {
    queue.enqueue(1);
    expect(failUntilDead()).toBe(MAX_ATTEMPTS);
    expect(queue.job()).toMatchObject({ state: "dead", failure: BROKEN });
    expect(reviveDead(queue.database, queue.runId, undefined, now())).toBe(1);
    expect(queue.job()).toMatchObject({ state: "ready", attempt: 0, failure: null });
    expect(failUntilDead()).toBe(MAX_ATTEMPTS);
  });

  test("a committed page gives a new set: only failures in a row count", () => {
    queue.enqueue(1);
    for (let page = 0; page < 3 * MAX_ATTEMPTS; page += 1) {
      const { lease } = queue.leaseOnly();
      queue.commitPage(lease);
      expect(queue.fail(lease, BROKEN)).toMatchObject({ kind: "retry", attempt: 1 });
      queue.clock.advance(LONGEST_DELAY_MS);
    }
    expect(failUntilDead()).toBe(MAX_ATTEMPTS - 1);
  });

  test("a page committed under an earlier lease gives no new set", () => {
    queue.enqueue(1);
    const { lease } = queue.leaseOnly();
    queue.commitPage(lease);
    giveBack(queue.database, lease, now());
    expect(failUntilDead()).toBe(MAX_ATTEMPTS);
  });

  test("a committed page makes the failure before it history", () => {
    queue.enqueue(1);
    queue.fail(queue.leaseOnly().lease, BROKEN, 0);
    expect(queue.job().failure).toEqual(BROKEN);
    const { lease } = queue.leaseOnly();
    queue.commitPage(lease);
    giveBack(queue.database, lease, now());
    expect(queue.job()).toMatchObject({ attempt: 0, failure: null });
  });
});

describe("the clock was moved by a day (P11)", () => {
  const subjects = Array.from({ length: 20 }, (_, index) => index + 1);

  /** Twenty jobs in all their backoffs. */
  function failAll(): void {
    for (const subject of subjects) queue.enqueue(subject);
    for (const { lease, subjectId } of queue.lease()) queue.fail(lease, BROKEN, subjectId / subjects.length);
  }

  test.each([
    ["ahead", DAY_MS],
    ["back", -DAY_MS],
  ])("%s: every job is due at once instead of a day late, each once", (_, byMs) => {
    failAll();
    queue.clock.turn(byMs);
    const leased = queue.lease();
    expect(leased.map(({ subjectId }) => subjectId).toSorted((a, b) => a - b)).toEqual(subjects);
    expect(queue.lease()).toEqual([]);
  });

  test("back, after which backoffs are as they always were: no job comes before its time", () => {
    failAll();
    queue.clock.turn(-DAY_MS);
    for (const { lease } of queue.lease()) queue.fail(lease, BROKEN);
    expect(queue.lease()).toEqual([]);
    queue.clock.advance(LONGEST_DELAY_MS);
    expect(queue.lease()).toHaveLength(subjects.length);
  });
});

describe("after a restart", () => {
  test("the jobs of the process that is gone are free, and those of this one are not", () => {
    queue.enqueue(1);
    queue.lease({ owner: "a process that is gone" });
    queue.enqueue(2);
    queue.lease({ owner: "this process" });
    expect(freeAbandoned(queue.database, "this process", now())).toBe(1);
    expect(queue.jobs().map(({ state }) => state)).toEqual(["ready", "leased"]);
  });
});

describe("a person's retry", () => {
  function bury(subjectId: number): void {
    queue.enqueue(subjectId);
    queue.fail(queue.leaseOnly().lease, GAP);
  }

  test("can be for one repository", () => {
    bury(1);
    bury(2);
    expect(reviveDead(queue.database, queue.runId, 2 as RepositoryId, now())).toBe(1);
    expect(queue.jobs().map(({ state }) => state)).toEqual(["dead", "ready"]);
  });

  test("never doubles work that is waiting already", () => {
    bury(1);
    queue.enqueue(1);
    expect(reviveDead(queue.database, queue.runId, undefined, now())).toBe(0);
    expect(queue.jobs().map(({ state }) => state)).toEqual(["dead", "ready"]);
  });

  test("of a job that died twice revives one", () => {
    bury(1);
    bury(1);
    expect(reviveDead(queue.database, queue.runId, undefined, now())).toBe(1);
    expect(queue.jobs().map(({ state }) => state)).toEqual(["dead", "ready"]);
  });
});

test("a renewed lease lasts as long as a new one", () => {
  queue.enqueue(1);
  const { jobId } = queue.leaseOnly().lease;
  queue.clock.advance(30_000);
  renewLeases(queue.database, [jobId, 999 as JobId], now());
  expect(queue.job().leaseUntil).toBe(now() + LEASE_MS);
});

test("a cancelled run leaves no job that could go on", () => {
  queue.enqueue(1);
  queue.lease();
  queue.enqueue(2);
  cancelJobs(queue.database, queue.runId, now());
  expect(hasUnfinishedJobs(queue.database, queue.runId)).toBe(false);
  expect(queue.lease()).toEqual([]);
});
