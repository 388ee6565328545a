import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { LOCK_WAIT_MS, openDatabase } from "../../src/core/database/connection.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { Random, seedOf } from "./support/random.ts";
import { expectSound, TorturedSync, TortureWorld } from "./support/tortured-sync.ts";
import { framesOf, type Frame } from "./support/wal.ts";

const SEED = seedOf(process.env);
const CUTS = Number(process.env["ONRAMP_TORTURE_CUTS"] ?? 40);
/** Every one of these cuts is also synced to its end. */
const SYNCS = 3;
const ENOUGH_COMMITS = 40;
/** For a hang, not for speed. */
const LONGEST_CUT_MS = 2_000;

/** The files of a database that was being written. */
interface Files {
  database: Buffer;
  wal: Buffer;
}

/*
 * SIGKILL does not lose what was written but not forced to the disk; the end of power does. What SQLite forces, and
 * when, decides what may be missing: the end of the WAL from any byte on, and any pages of the file while the WAL is
 * being moved into it.
 */
describe("the end of power", () => {
  const cleanUps: (() => Promise<void>)[] = [];
  let world: TortureWorld;
  let files: Files;
  let frames: Frame[];
  const random = new Random(SEED);

  beforeAll(async () => {
    world = await TortureWorld.open((cleanUp) => cleanUps.push(cleanUp));
    files = await interruptSync(world);
    frames = framesOf(files.wal);
    process.stdout.write(
      `torture by power loss: seed ${SEED}, ${frames.length} frames in the WAL, ${CUTS} cuts\n`,
    );
    return async () => {
      for (const cleanUp of cleanUps) await cleanUp();
    };
  }, 60_000);

  test(
    "leaves of a WAL cut at any byte exactly what was committed before the cut (P4)",
    () => {
      const digests = new Map<number, string>();
      const digestOf = (bytes: number): string => {
        const known = digests.get(bytes) ?? digest({ ...files, wal: files.wal.subarray(0, bytes) });
        digests.set(bytes, known);
        return known;
      };
      for (let cut = 0; cut < CUTS; cut += 1) {
        const bytes = random.whole(0, files.wal.length);
        const committed = frames.findLast(({ isCommit, end }) => isCommit && end <= bytes)?.end ?? 0;
        const torn = Buffer.from(files.wal.subarray(0, bytes + random.whole(0, 5_000)));
        // What the disk had not yet written of the last blocks can be anything.
        for (let at = bytes; at < torn.length; at += 1) torn[at] = random.whole(0, 255);
        expect(digest({ ...files, wal: torn }), `cut at ${bytes}, seed ${SEED}`).toBe(digestOf(committed));
      }
      // The cuts fell into different commits, or they would prove nothing.
      expect(digests.size).toBeGreaterThan(Math.min(CUTS, ENOUGH_COMMITS) / 4);
    },
    LONGEST_CUT_MS * CUTS,
  );

  test(
    "while the WAL is being moved into the file loses nothing (P4)",
    () => {
      const whole = digest(files);
      for (let attempt = 0; attempt < CUTS / 4; attempt += 1) {
        const largest = Math.max(...frames.map(({ page }) => page)) * 4096;
        const database = Buffer.alloc(Math.max(files.database.length, largest));
        files.database.copy(database);
        for (const { page, start, end } of frames) {
          if (random.next() < 0.5) continue;
          // Some pages were written, some in part, in no order.
          const bytes = random.next() < 0.2 ? random.whole(0, end - start) : end - start;
          files.wal.copy(database, (page - 1) * 4096, start, start + bytes);
        }
        expect(digest({ ...files, database }), `attempt ${attempt}, seed ${SEED}`).toBe(whole);
      }
    },
    LONGEST_CUT_MS * CUTS,
  );

  test.each(Array.from({ length: SYNCS }, (_, index) => index))(
    "leaves a database from which a sync goes on and ends verified (P4), cut %i",
    async () => {
      const sync = new TorturedSync(world, onTestFinished);
      const bytes = random.whole(0, files.wal.length);
      lay(sync.dataDirectory, { ...files, wal: files.wal.subarray(0, bytes) });
      expect(await sync.finish()).toBe("verified");
    },
    60_000,
  );

  test("with a disk that forgot half of the file still leads to a verified sync (P4, P14)", async () => {
    const sync = new TorturedSync(world, onTestFinished);
    await sync.finish();
    const file = join(sync.dataDirectory, "onramp.db");
    const database = readFileSync(file);
    writeFileSync(file, database.subarray(0, random.whole(4096, database.length - 1)));
    expect(await sync.finish()).toBe("verified");
  }, 60_000);
});

/** Kills a sync when it has committed enough, and takes its files. */
async function interruptSync(world: TortureWorld): Promise<Files> {
  const cleanUps: (() => Promise<void>)[] = [];
  const sync = new TorturedSync(world, (cleanUp) => cleanUps.push(cleanUp));
  const file = join(sync.dataDirectory, "onramp.db");
  const running = sync.start();
  const read = (path: string): Buffer => {
    try {
      return readFileSync(path);
    } catch {
      return Buffer.alloc(0);
    }
  };
  const commits = (): number => framesOf(read(`${file}-wal`)).filter(({ isCommit }) => isCommit).length;
  while (commits() < ENOUGH_COMMITS) await sleep(5);
  running.kill();
  await running.ended;
  const files = { database: read(file), wal: read(`${file}-wal`) };
  for (const cleanUp of cleanUps) await cleanUp();
  return files;
}

function lay(directory: string, { database, wal }: Files): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "onramp.db"), database);
  writeFileSync(join(directory, "onramp.db-wal"), wal);
}

/** What Onramp finds in these files, all rows of all tables in one number; the database must be sound. */
function digest(files: Files): string {
  const directory = temporaryDirectory();
  lay(directory, files);
  const database = openDatabase(directory, LOCK_WAIT_MS.worker);
  try {
    expectSound(database);
    const hash = createHash("sha256");
    const tables = database
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .pluck()
      .all();
    for (const table of tables) {
      for (const row of database.prepare<[], unknown[]>(`SELECT * FROM "${table}"`).raw().iterate()) {
        hash.update(`${table}${JSON.stringify(row)}\n`);
      }
    }
    return hash.digest("hex");
  } finally {
    database.close();
  }
}
