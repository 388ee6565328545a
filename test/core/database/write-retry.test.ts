import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FailureError } from "../../../src/shared/failures.ts";
import { systemClock } from "../../../src/core/ports.ts";
import {
  LOCK_WAIT_MS,
  openDatabase,
  openWorkerDatabase,
  type WritableDatabase,
} from "../../../src/core/database/connection.ts";
import { PatientWriter } from "../../../src/core/database/write-retry.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

let main: WritableDatabase;
let other: WritableDatabase;

beforeEach(() => {
  const directory = temporaryDirectory();
  main = openDatabase(directory, LOCK_WAIT_MS.main);
  other = openWorkerDatabase(directory);
});

afterEach(() => {
  main.close();
  other.close();
});

const insert = (slot: number) =>
  main.prepare("INSERT INTO hosts VALUES (?, ?, '')").run(slot, `host ${slot}`);
const slots = () => other.prepare("SELECT slot FROM hosts ORDER BY rowid").pluck().all();

describe("while another connection holds the write lock (P20)", () => {
  test("the event loop goes on, and the write is committed once the lock is free", async () => {
    const writer = new PatientWriter(main, systemClock);
    other.exec("BEGIN IMMEDIATE");
    let isWritten = false;
    const written = writer.write(() => insert(1)).then(() => (isWritten = true));
    // Turns of the event loop that come between the tries; a thread that waited for the lock would take none.
    let turns = 0;
    while (turns < 20) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      turns += 1;
    }
    expect(isWritten).toBe(false);
    other.exec("ROLLBACK");
    await written;
    expect(slots()).toEqual([1]);
  });

  test("a read of the window goes on too", () => {
    other.exec("BEGIN IMMEDIATE; INSERT INTO hosts VALUES (9, 'not yet there', '')");
    expect(main.prepare("SELECT count(*) FROM hosts").pluck().get()).toBe(0);
    other.exec("ROLLBACK");
  });

  test("writes keep their order", async () => {
    const writer = new PatientWriter(main, systemClock);
    other.exec("BEGIN IMMEDIATE");
    const order: number[] = [];
    const written = [1, 2, 3].map((number) => writer.write(() => order.push(number)));
    await new Promise((resolve) => setImmediate(resolve));
    expect(order).toEqual([]);
    other.exec("ROLLBACK");
    await Promise.all(written);
    expect(order).toEqual([1, 2, 3]);
  });

  test("for longer than half a minute, the write says so instead of waiting for ever", async () => {
    const clock = new FakeClock();
    const writer = new PatientWriter(main, clock);
    other.exec("BEGIN IMMEDIATE");
    const refused = writer.write(() => insert(1)).catch((error: unknown) => error);
    for (let waited = 0; waited < 30_000; waited += 10_000) {
      await expect.poll(() => clock.waiting).toBe(1);
      clock.advance(10_000);
    }
    expect(await refused).toMatchObject({ failure: { code: "store/busy" } });
    other.exec("ROLLBACK");
    expect(slots()).toEqual([]);
  });
});

describe("a write that fails", () => {
  test("leaves nothing of itself and does not hold up the next", async () => {
    const writer = new PatientWriter(main, systemClock);
    const failing = writer.write(() => {
      insert(1);
      throw new FailureError({ code: "usage/bad-input" });
    });
    const next = writer.write(() => insert(2));
    await expect(failing).rejects.toMatchObject({ failure: { code: "usage/bad-input" } });
    await next;
    expect(slots()).toEqual([2]);
  });

  test("because the disk is full says that", async () => {
    const writer = new PatientWriter(main, systemClock);
    main.pragma(`max_page_count = ${main.pragma("page_count", { simple: true }) as number}`);
    const filling = writer.write(() => main.exec("CREATE TABLE large AS SELECT zeroblob(1000000)"));
    await expect(filling).rejects.toMatchObject({ failure: { code: "store/full" } });
  });
});
