import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Failure } from "../../../src/shared/failures.ts";
import { FRESH_CHECKPOINT, saveCheckpoint } from "../../../src/core/database/checkpoint-store.ts";
import { saveListState } from "../../../src/core/database/account-store.ts";
import { cancelJobs, finish } from "../../../src/core/jobs/job-queue.ts";
import {
  beginRun,
  endIfDone,
  followUp,
  judgeRun,
  takeIn,
  takeInList,
  verifyWhatIsRead,
} from "../../../src/core/sync/run-work.ts";
import { NO_FOLLOW_UP } from "../../../src/shared/slices.ts";
import { StoredRunWorld } from "./stored-run.ts";

const GAP: Failure = { code: "github/not-found" };

let world: StoredRunWorld;
beforeEach(() => {
  world = new StoredRunWorld();
});
afterEach(() => world.remove());

const now = () => world.clock.now();
const finishAll = () => {
  for (const { lease } of world.lease()) finish(world.database, lease, now());
};

describe("how a run ended", () => {
  const whole = { repositories: 3, settled: 3, gaps: 0, deadJobs: 0 };

  test("complete, only if everything chosen was counted and nothing was given up or hidden", () => {
    expect(judgeRun(whole, false)).toBe("complete");
  });

  test.each([
    ["a gap", { ...whole, gaps: 1 }, false],
    ["a repository that was not counted", { ...whole, settled: 2 }, false],
    ["a job that was given up", { ...whole, deadJobs: 1 }, false],
    ["a list from which GitHub left something out", whole, true],
  ])("with gaps, for %s", (_, tally, isListShort) => {
    expect(judgeRun(tally, isListShort)).toBe("complete-with-gaps");
  });

  test("failed, when nothing came of it because a job was given up", () => {
    expect(judgeRun({ repositories: 3, settled: 0, gaps: 0, deadJobs: 3 }, false)).toBe("failed");
    expect(judgeRun({ repositories: 0, settled: 0, gaps: 0, deadJobs: 1 }, false)).toBe("failed");
  });

  test("complete for an organization without repositories, once its list was read: a verified zero", () => {
    expect(judgeRun({ repositories: 0, settled: 0, gaps: 0, deadJobs: 0 }, false)).toBe("complete");
  });
});

describe("a run", () => {
  const begin = (kind: "all" | "ids", ids = world.repositories) =>
    beginRun(
      world.database,
      { id: world.runId, organizationId: world.organization.id, isOrganization: true },
      kind === "all" ? { kind } : { kind, ids },
      ids,
      now(),
    );

  test("of all repositories begins with the list, and with the members", () => {
    begin("all", []);
    const { id } = world.organization;
    expect(world.listJobs("ready")).toEqual([`repositories ${id}`, `members ${id}`]);
  });

  test("of chosen repositories reads each, newest page first, and does not list", () => {
    const ids = [world.addRepository(false), world.addRepository(false)];
    begin("ids", ids);
    expect(world.listJobs("ready")).toEqual([
      `members ${world.organization.id}`,
      ...ids.map((id) => `pull_requests ${id}`),
    ]);
  });

  test("begun twice does nothing twice", () => {
    const ids = [world.addRepository(false), world.addRepository(false)];
    begin("ids", ids);
    const jobs = world.jobs();
    begin("ids", ids);
    expect(world.jobs()).toEqual(jobs);
  });

  test("asks for the count of what was read before, a hundred at once, instead of reading it", () => {
    const ids = Array.from({ length: 101 }, () => world.addRepository(false));
    for (const id of ids) world.reach(id, "read");
    takeIn(world.database, world.runId, world.organization.id, ids, now());
    const verify = `verify ${world.organization.id}`;
    expect(world.listJobs("ready")).toEqual([verify, verify]);
  });

  test("goes on with what a finished job found", () => {
    const [one, other] = world.addRepositories(2);
    followUp(world.database, world.runId, { ...NO_FOLLOW_UP, read: [one!], readReviews: [other!] }, now());
    expect(world.listJobs("ready")).toEqual([`pull_requests ${one}`, `reviews ${other}`]);
  });

  test("takes in, at the end of the list, what a crash had left out, and what the list no longer holds", () => {
    const listed = world.addRepository(false);
    const vanished = world.addRepository(false);
    world.reach(vanished, "read");
    const { id } = world.organization;
    const sweep = world.database.prepare("SELECT max(list_sweep) FROM repositories").pluck().get() as number;
    world.database.prepare("UPDATE repositories SET list_sweep = ? WHERE id = ?").run(sweep - 1, vanished);
    saveCheckpoint(world.database, "repositories", id, { ...FRESH_CHECKPOINT, sweep }, null, now());
    takeInList(world.database, world.run(), now());
    expect(world.listJobs("ready").toSorted()).toEqual([`pull_requests ${listed}`, `verify ${id}`]);
  });
});

describe("what was read", () => {
  test("is counted a hundred at a time while others are still being read", () => {
    const ids = world.addRepositories(100);
    verifyWhatIsRead(world.database, world.run(), false, now());
    expect(world.listJobs("ready")).toHaveLength(1);
    world.addRepositories(1);
    verifyWhatIsRead(world.database, world.run(), false, now());
    expect(world.listJobs("ready")).toHaveLength(1);
    const [job] = world.lease();
    expect(job?.payload).toEqual({ repositoryIds: ids });
  });

  test("is counted to the last one when nothing else is left to do", () => {
    world.addRepositories(3);
    verifyWhatIsRead(world.database, world.run(), false, now());
    expect(world.listJobs("ready")).toEqual([]);
    verifyWhatIsRead(world.database, world.run(), true, now());
    expect(world.listJobs("ready")).toHaveLength(1);
  });

  test("is not counted while it is being read, or was given up", () => {
    const [reading, dead] = world.addRepositories(2);
    world.enqueue(dead!);
    world.fail(world.leaseOnly().lease, GAP);
    world.enqueue(reading!);
    verifyWhatIsRead(world.database, world.run(), true, now());
    expect(world.listJobs("ready")).toEqual([`pull_requests ${reading}`]);
  });
});

describe("a run ends", () => {
  test("not as long as one job is left", () => {
    const id = world.addRepository();
    world.settle(id);
    world.enqueue(id);
    expect(endIfDone(world.database, world.run(), now())).toBe(null);
    world.leaseOnly();
    expect(endIfDone(world.database, world.run(), now())).toBe(null);
    expect(world.run().outcome).toBe(null);
  });

  test("complete, with every repository whole", () => {
    for (const state of ["verified", "empty", "disabled"] as const)
      world.settle(world.addRepository(), state);
    expect(endIfDone(world.database, world.run(), now())).toBe("complete");
    expect(world.run()).toMatchObject({ outcome: "complete", endedAt: now(), failure: null });
  });

  test.each(["gaps", "forbidden", "sso-blocked", "gone", "not-yet-read"] as const)(
    "with gaps, when one repository is %s",
    (state) => {
      world.settle(world.addRepository());
      world.settle(world.addRepository(), state);
      expect(endIfDone(world.database, world.run(), now())).toBe("complete-with-gaps");
    },
  );

  test("failed, with the cause of the first death, when nothing came of it", () => {
    world.enqueue(world.addRepository());
    world.fail(world.leaseOnly().lease, { code: "internal/bug" });
    expect(endIfDone(world.database, world.run(), now())).toBe("failed");
    expect(world.run().failure).toEqual({ code: "internal/bug" });
  });

  test("with gaps and their cause, when GitHub left repositories out of the list (G9)", () => {
    world.settle(world.addRepository());
    const hidden: Failure = { code: "auth/sso-required", link: "https://github.com/orgs/acme/sso" };
    saveListState(world.database, world.organization.id, { listedAt: now(), hidden });
    expect(endIfDone(world.database, world.run(), now())).toBe("complete-with-gaps");
    expect(world.run().failure).toEqual(hidden);
  });

  test("not while one of its repositories is read for another run, which has taken its job over", () => {
    const id = world.addRepository();
    world.enqueue(id);
    const other = world.addRun();
    world.enqueue(id, { runId: other });
    expect(endIfDone(world.database, world.run(), now())).toBeNull();
    // That run is cancelled, and its jobs with it: then this one goes on by itself.
    cancelJobs(world.database, other, now());
    verifyWhatIsRead(world.database, world.run(), true, now());
    expect(world.listJobs("ready")).toEqual([`verify ${world.organization.id}`]);
  });

  test("once: a cancelled run stays cancelled", () => {
    world.database.exec("UPDATE sync_runs SET outcome = 'cancelled'");
    endIfDone(world.database, world.run(), now());
    expect(world.run().outcome).toBe("cancelled");
  });

  test("not because its jobs are done, as long as a repository was not counted (G25)", () => {
    const id = world.addRepository();
    world.enqueue(id);
    finishAll();
    expect(endIfDone(world.database, world.run(), now())).toBe("complete-with-gaps");
  });
});
