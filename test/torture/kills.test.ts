import { mkdirSync, watch } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import type { RunningTerminal } from "../cli/terminal.ts";
import { Random, seedOf } from "./support/random.ts";
import { expectSound, hasSchema, look, TorturedSync, TortureWorld } from "./support/tortured-sync.ts";

const KILLS = Number(process.env["ONRAMP_TORTURE_KILLS"] ?? 50);
const SEED = seedOf(process.env);
/** A sync that is killed this often has been killed everywhere; it may finish. */
const MOST_KILLS_OF_ONE_SYNC = 14;
/** For a hang, not for speed. */
const LONGEST_KILL_MS = 20_000;

test(
  `SIGKILL at ${KILLS} random instants of a sync (P1, P2, P3)`,
  async () => {
    const random = new Random(SEED);
    const world = await TortureWorld.open(onTestFinished);
    const tally = { seed: SEED, kills: 0, syncs: 0, pagesAskedAgain: 0, pagesAtWork: 0 };
    while (tally.kills < KILLS) {
      const left = Math.min(KILLS - tally.kills, MOST_KILLS_OF_ONE_SYNC);
      const { kills, atWork, askedAgain } = await tortureOneSync(world, random, left);
      tally.kills += kills;
      tally.syncs += 1;
      tally.pagesAskedAgain += askedAgain;
      tally.pagesAtWork += atWork;
    }
    process.stdout.write(`torture by kills: ${JSON.stringify(tally)}\n`);
    expect(tally.kills).toBeGreaterThanOrEqual(KILLS);
  },
  KILLS * LONGEST_KILL_MS,
);

/** Kills one sync until it is done, or `most` times, and then lets it finish. */
async function tortureOneSync(
  world: TortureWorld,
  random: Random,
  most: number,
): Promise<{ kills: number; atWork: number; askedAgain: number }> {
  const sync = new TorturedSync(world, onTestFinished);
  const since = await world.lastRequest();
  mkdirSync(sync.dataDirectory, { recursive: true });
  let kills = 0;
  let isDone = false;
  /** Jobs that were at work when they were killed: the page of each may have been lost. */
  let atWork = 0;
  const expectNoMoreThan = async (pages: number): Promise<number> => {
    const askedAgain = await world.pagesAskedAgain(since);
    expect(askedAgain, `pages asked for again after ${kills} kills, seed ${SEED}`).toBeLessThanOrEqual(pages);
    return askedAgain;
  };
  while (kills < most && !isDone) {
    const running = sync.start();
    const instant = chooseInstant(random, kills === 0);
    isDone = await Promise.race([
      running.ended.then(() => true),
      reach(instant, world, sync.dataDirectory, running).then(() => false),
    ]);
    running.kill();
    const ended = await running.ended;
    await expectNoMoreThan(atWork);
    look(sync.dataDirectory, (database) => {
      expectSound(database);
      atWork += countAtWork(database);
    });
    if (isDone) sync.expectVerified(ended);
    else kills += 1;
  }
  if (!isDone) await sync.finish();
  const askedAgain = await expectNoMoreThan(atWork);
  await sync.close();
  return { kills, atWork, askedAgain };
}

/** The jobs whose page may be lost with the process. */
function countAtWork(database: Database.Database): number {
  if (!hasSchema(database)) return 0;
  return database
    .prepare<[], number>(
      "SELECT count(*) FROM jobs WHERE state = 'leased' AND kind IN ('pull_requests', 'reviews')",
    )
    .pluck()
    .get()!;
}

/** When to kill: some time after the start, after the database's file appears, or after so many requests. */
type Instant =
  | { after: "start"; ms: number }
  | { after: "file"; ms: number }
  | { after: "requests"; count: number; ms: number };

function chooseInstant(random: Random, isFirst: boolean): Instant {
  if (isFirst && random.next() < 0.5) return { after: "file", ms: random.whole(0, 40) };
  if (random.next() < 0.2) return { after: "start", ms: random.whole(0, 900) };
  return { after: "requests", count: random.whole(1, 16), ms: random.whole(0, 30) };
}

async function reach(
  instant: Instant,
  world: TortureWorld,
  dataDirectory: string,
  running: RunningTerminal,
): Promise<void> {
  switch (instant.after) {
    case "start":
      break;
    case "file":
      await fileAppears(dataDirectory, running);
      break;
    case "requests":
      await requestsArrive(world, instant.count, running);
      break;
  }
  await sleep(instant.ms);
}

async function fileAppears(directory: string, running: RunningTerminal): Promise<void> {
  const watcher = watch(directory);
  const appeared = new Promise<void>((resolve) => watcher.once("change", () => resolve()));
  await Promise.race([appeared, running.ended]);
  watcher.close();
}

async function requestsArrive(world: TortureWorld, count: number, running: RunningTerminal): Promise<void> {
  const before = await world.countRequests();
  let hasEnded = false;
  void running.ended.then(() => (hasEnded = true));
  while (!hasEnded && (await world.countRequests()) < before + count) await sleep(1);
}
