import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openWorkerDatabase, type WritableDatabase } from "../../../src/core/database/connection.ts";
import { commitFenced } from "../../../src/core/database/fenced-commit.ts";
import { cancelJobs, finish, freeAbandoned, type Lease } from "../../../src/core/jobs/job-queue.ts";
import { StoredQueue } from "../jobs/stored-queue.ts";

let queue: StoredQueue;
let worker: WritableDatabase;
let lease: Lease;

beforeEach(() => {
  queue = new StoredQueue();
  worker = openWorkerDatabase(queue.organization.directory);
  queue.enqueue(1);
  lease = queue.leaseOnly().lease;
});

afterEach(() => {
  worker.close();
  queue.remove();
});

const rename = (name: string) => worker.prepare("UPDATE organizations SET name = ?").run(name);
const name = () => queue.database.prepare("SELECT name FROM organizations").pluck().get();

describe("a worker's commit", () => {
  test("under its lease is there for everyone, with what it gave back", () => {
    expect(commitFenced(worker, lease, () => rename("Acme").changes)).toBe(1);
    expect(name()).toBe("Acme");
  });

  test("without a lease is for work outside the queue", () => {
    commitFenced(worker, null, () => rename("Acme"));
    expect(name()).toBe("Acme");
  });

  test("that breaks leaves nothing of itself: rows and cursor come together or not at all", () => {
    const breaking = () =>
      commitFenced(worker, lease, () => {
        rename("half of a page");
        throw new Error("broke");
      });
    expect(breaking).toThrow("broke");
    expect(name()).toBe(null);
  });

  test.each<[string, () => void]>([
    ["was taken back", () => freeAbandoned(queue.database, "the next process", queue.clock.now())],
    ["was finished", () => finish(queue.database, lease, queue.clock.now())],
    ["was cancelled", () => cancelJobs(queue.database, queue.runId, queue.clock.now())],
  ])("whose job %s is refused (P8)", (_, end) => {
    end();
    expect(() => commitFenced(worker, lease, () => rename("too late"))).toThrow("job/superseded");
    expect(name()).toBe(null);
  });

  test("excludes every other writer until it ends: nobody can take the lease back in the middle", () => {
    queue.database.pragma("busy_timeout = 0");
    commitFenced(worker, lease, () => {
      expect(() => freeAbandoned(queue.database, "the next process", queue.clock.now())).toThrow("locked");
      rename("Acme");
    });
    expect(name()).toBe("Acme");
  });

  test("while another writer never lets go says that the database is busy", () => {
    worker.pragma("busy_timeout = 10");
    queue.database.exec("BEGIN IMMEDIATE");
    expect(() => commitFenced(worker, lease, () => rename("Acme"))).toThrow("store/busy");
    queue.database.exec("ROLLBACK");
  });
});
