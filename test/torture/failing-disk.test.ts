import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { eventsOf, type RunningTerminal, type TerminalEvent } from "../cli/terminal.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { buildShim, FailingDisk } from "./support/failing-writes.ts";
import { expectSound, TorturedSync, TortureWorld } from "./support/tortured-sync.ts";

const IS_LONG = process.env["ONRAMP_TORTURE_LONG"] === "1";
const shimDirectory = mkdtempSync(join(tmpdir(), "onramp-shim-"));
const shim = buildShim(shimDirectory);
if ("reason" in shim) process.stdout.write(`torture by failing writes is skipped: ${shim.reason}\n`);
const library = "library" in shim ? shim.library : "";

let world: TortureWorld;
const cleanUps: (() => Promise<void>)[] = [];
beforeAll(async () => {
  world = await TortureWorld.open((cleanUp) => cleanUps.push(cleanUp));
});
afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp();
  rmSync(shimDirectory, { recursive: true, force: true });
});

/** A sync on a disk that can fail at every Nth write. */
function prepare(every: number, error: "ENOSPC" | "EIO"): { sync: TorturedSync; disk: FailingDisk } {
  const sync = new TorturedSync(world, onTestFinished);
  mkdirSync(sync.dataDirectory, { recursive: true });
  const switchFile = join(temporaryDirectory(), "failing");
  const disk = new FailingDisk({ library, below: sync.dataDirectory, switchFile, every, error });
  return { sync, disk };
}

/** What the terminal has printed so far, line by line. */
const eventsIn = (running: RunningTerminal): TerminalEvent[] =>
  eventsOf(running.stdout().slice(0, running.stdout().lastIndexOf("\n") + 1));

/** Waits until a line that the terminal printed says this. */
async function says(running: RunningTerminal, is: (event: TerminalEvent) => boolean): Promise<void> {
  let hasEnded = false;
  void running.ended.then(() => (hasEnded = true));
  const hasSaid = (): boolean => eventsIn(running).some(is);
  await expect.poll(() => hasSaid() || hasEnded, { timeout: 30_000 }).toBe(true);
  expect(hasSaid(), running.stdout().slice(-2_000)).toBe(true);
}

const waitsForStorage = ({ wait }: TerminalEvent): boolean =>
  (wait as { kind?: string } | null)?.kind === "storage";

/** A sync that has stored something and cannot finish before it is let go on. */
async function startHeld(
  sync: TorturedSync,
  environment: Record<string, string> = {},
): Promise<{ running: RunningTerminal; letGoOn: () => Promise<void> }> {
  const letGoOn = await world.holdLargest();
  const running = sync.start(environment);
  await says(running, ({ pullRequests }) => Number(pullRequests) > 0);
  return { running, letGoOn };
}

/** How many pull requests are stored, as another program sees it; the database must be sound. */
function countStored(dataDirectory: string): number {
  const database = new Database(join(dataDirectory, "onramp.db"), { readonly: true });
  try {
    expectSound(database);
    return database.prepare<[], number>("SELECT count(*) FROM pull_requests").pluck().get()!;
  } finally {
    database.close();
  }
}

/** All of them with `npm run torture`; some in the suite. */
const IN_THE_MIDDLE = [
  ["EIO", 3],
  ["ENOSPC", 7],
  ["ENOSPC", 2],
  ["EIO", 1],
  ["EIO", 2],
  ["EIO", 11],
  ["EIO", 40],
] as const;
const FROM_THE_START = [
  ["ENOSPC", 1],
  ["EIO", 5],
  ["ENOSPC", 4],
  ["EIO", 1],
  ["EIO", 2],
  ["EIO", 13],
  ["EIO", 60],
] as const;
const some = <Case>(cases: readonly Case[]): readonly Case[] => (IS_LONG ? cases : cases.slice(0, 2));

describe.skipIf("reason" in shim)("a disk", () => {
  test("that is full in the middle of a sync: the sync waits, says so, and goes on by itself (P16)", async () => {
    const { sync, disk } = prepare(1, "ENOSPC");
    const { running, letGoOn } = await startHeld(sync, disk.environment);
    disk.fail();
    await letGoOn();
    await says(running, waitsForStorage);
    const stored = countStored(sync.dataDirectory);
    expect(stored).toBeGreaterThan(0);
    // One page every few seconds finds out whether there is room.
    const before = await world.countRequests();
    await sleep(4_000);
    expect((await world.countRequests()) - before).toBeLessThanOrEqual(3);
    expect(countStored(sync.dataDirectory)).toBe(stored);
    disk.work();
    sync.expectVerified(await running.ended);
  }, 120_000);

  test.each(some(IN_THE_MIDDLE))(
    "that fails with %s at every write number %i: nothing committed is lost, and it goes on when that is over (P17)",
    async (error, every) => {
      const { sync, disk } = prepare(every, error);
      const { running, letGoOn } = await startHeld(sync, disk.environment);
      const stored = countStored(sync.dataDirectory);
      expect(stored).toBeGreaterThan(0);
      disk.fail();
      await letGoOn();
      await says(running, waitsForStorage);
      await sleep(IS_LONG ? 10_000 : 1_000);
      expect(countStored(sync.dataDirectory)).toBeGreaterThanOrEqual(stored);
      disk.work();
      sync.expectVerified(await running.ended);
      // A disk that fails to write has not damaged what it had written.
      expect(readdirSync(sync.dataDirectory).filter((name) => name.startsWith("damaged-"))).toEqual([]);
    },
    120_000,
  );

  test.each(some(FROM_THE_START))(
    "that fails with %s from the first start on at every write number %i: a clear failure or a wait, and then a verified sync (P17)",
    async (error, every) => {
      const { sync, disk } = prepare(every, error);
      disk.fail();
      const running = sync.start(disk.environment);
      await sleep(IS_LONG ? 10_000 : 2_000);
      disk.work();
      const ended = await running.ended;
      if (ended.exitCode === 0) sync.expectVerified(ended);
      else {
        const code = expect.stringMatching(/^store\//);
        expect(eventsOf(ended.stdout).at(-1), ended.stderr).toMatchObject({ event: "failed", code });
        await sync.finish();
      }
    },
    120_000,
  );
});

test("a lock that another program holds for long: events go on, nothing is lost, and the sync goes on after it (P20)", async () => {
  const sync = new TorturedSync(world, onTestFinished);
  const { running, letGoOn } = await startHeld(sync);
  const other = new Database(join(sync.dataDirectory, "onramp.db"), { timeout: 10_000 });
  onTestFinished(() => void other.close());
  other.exec("BEGIN IMMEDIATE");
  await letGoOn();
  const printedBefore = eventsIn(running).length;
  await sleep(IS_LONG ? 45_000 : 3_000);
  expect(eventsIn(running).length).toBeGreaterThan(printedBefore + 2);
  if (IS_LONG) expect(eventsIn(running).some(waitsForStorage)).toBe(true);
  other.exec("ROLLBACK");
  sync.expectVerified(await running.ended);
}, 120_000);
