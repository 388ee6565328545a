import { rmSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { takeEngineLock, type EngineLock } from "../../../src/core/sync/engine-lock.ts";
import { TestProcess } from "../../support/child-process.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const HOLDER = new URL("hold-engine-lock.ts", import.meta.url);
const NOW = new Date("2026-11-24T10:00:00Z");

let directory: string;
beforeEach(() => {
  directory = temporaryDirectory();
});

function take(): EngineLock {
  const lock = takeEngineLock(directory, NOW);
  if (!lock.ok) throw new Error(JSON.stringify(lock.failure));
  return lock.value;
}

/** Another process that holds the lock. */
async function holdElsewhere(): Promise<TestProcess> {
  const holder = new TestProcess(HOLDER, directory);
  expect(await holder.nextLine()).toBe('"held"');
  return holder;
}

describe("the engine lock of a data directory (P21)", () => {
  test("is had by one process, and the other is told by which", async () => {
    const holder = await holdElsewhere();
    expect(takeEngineLock(directory, NOW)).toEqual({
      ok: false,
      failure: { code: "store/held", detail: `process ${holder.pid}, since 2026-11-24T09:00:00.000Z` },
    });
  });

  test("is free at once when its holder is killed: no stale lock is ever left behind", async () => {
    const holder = await holdElsewhere();
    await holder.kill();
    const lock = takeEngineLock(directory, NOW);
    expect(lock.ok).toBe(true);
    if (lock.ok) lock.value.release();
  });

  test("is not had by another process while this one has it", async () => {
    const lock = take();
    const other = new TestProcess(HOLDER, directory);
    expect(JSON.parse(await other.nextLine())).toEqual({
      code: "store/held",
      detail: `process ${process.pid}, since ${NOW.toISOString()}`,
    });
    lock.release();
  });

  test("is had by one engine within a process too", () => {
    const lock = take();
    expect(takeEngineLock(directory, NOW).ok).toBe(false);
    lock.release();
    take().release();
  });

  test("lasts although the engine forgets it", async () => {
    // The holder does not keep what it was given.
    await holdElsewhere();
    for (let look = 0; look < 20; look += 1) {
      expect(takeEngineLock(directory, NOW).ok).toBe(false);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });

  test("of one directory does not hold another", () => {
    const lock = take();
    const other = takeEngineLock(temporaryDirectory(), NOW);
    expect(other.ok).toBe(true);
    if (other.ok) other.value.release();
    lock.release();
  });

  test("is refused also when nobody wrote down who holds it", () => {
    const lock = take();
    rmSync(join(directory, "engine-holder.txt"));
    expect(takeEngineLock(directory, NOW)).toMatchObject({ failure: { detail: "an unknown process" } });
    lock.release();
  });
});
