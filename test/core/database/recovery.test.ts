import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { LOCK_WAIT_MS, openDatabase } from "../../../src/core/database/connection.ts";
import { checkAndRepair } from "../../../src/core/database/recovery/check-and-repair.ts";
import { checkDatabase } from "../../../src/core/database/recovery/check-database.ts";
import { recoverDatabase } from "../../../src/core/database/recovery/recover-database.ts";
import { finishRecovery, openWorkplace } from "../../../src/core/database/recovery/recovery-files.ts";
import type { RecoveryReport } from "../../../src/shared/recovery.ts";
import {
  EVERYTHING,
  fileIn,
  killAfter,
  makeIndexDiffer,
  NOW,
  overwrite,
  overwritePage,
  PAGE_BYTES,
  pagesOf,
  rowsIn,
  syncedDirectory,
} from "./recovery-world.ts";

type Recovered = Extract<RecoveryReport, { kind: "recovered" }>;

const recover = (directory: string): Recovered => recoverDatabase(directory, "malformed", NOW) as Recovered;

function query<Row>(directory: string, sql: string): Row[] {
  const database = new Database(fileIn(directory), { readonly: true });
  try {
    return database.prepare<[], Row>(sql).all();
  } finally {
    database.close();
  }
}

function expectSound(directory: string): void {
  const database = openDatabase(directory, LOCK_WAIT_MS.main);
  expect(checkDatabase(database)).toEqual({ kind: "sound" });
  expect(database.pragma("foreign_key_check")).toEqual([]);
  database.close();
}

/** Repositories that the ledger calls verified. */
const verifiedIn = (directory: string): unknown[] =>
  query<{ id: number }>(
    directory,
    "SELECT DISTINCT repository_id AS id FROM coverage WHERE state = 'verified' ORDER BY 1",
  ).map(({ id }) => id);

describe("a database whose first bytes were overwritten (P13)", () => {
  test.each([
    ["the header", 100],
    ["the whole first page", PAGE_BYTES],
  ])("%s: everything is saved, and stays verified", (_, bytes) => {
    const directory = syncedDirectory();
    const before = rowsIn(directory);
    overwrite(directory, 0, bytes);
    const report = recover(directory);
    expect(report).toMatchObject({ saved: EVERYTHING, incompleteTables: [], repositoriesToRead: 0 });
    expect(rowsIn(directory)).toEqual(before);
    expect(verifiedIn(directory)).toHaveLength(EVERYTHING.repositories);
    expect(query(directory, "SELECT outcome FROM sync_runs")).toEqual([{ outcome: "complete" }]);
    expectSound(directory);
  });
});

describe("a damaged database", () => {
  test("is set aside unchanged, with its WAL, under a name with the time", () => {
    const directory = syncedDirectory();
    killAfter(directory, (database) => database.exec("UPDATE repositories SET description = 'new'"));
    overwrite(directory, 0, 100);
    const before = ["", "-wal"].map((suffix) => readFileSync(fileIn(directory) + suffix, "base64"));
    const { setAside } = recover(directory);
    expect(setAside).toBe(join(directory, "damaged-2026-11-24T09-00-00Z"));
    expect(["", "-wal"].map((suffix) => readFileSync(fileIn(setAside) + suffix, "base64"))).toEqual(before);
    expect(readdirSync(directory).toSorted()).toEqual(["damaged-2026-11-24T09-00-00Z", "onramp.db"]);
  });

  test("gives what only its WAL holds", () => {
    const directory = syncedDirectory();
    killAfter(directory, (database) => database.exec("UPDATE repositories SET description = 'new'"));
    overwrite(directory, 0, 100);
    recover(directory);
    expect(query(directory, "SELECT DISTINCT description FROM repositories")).toEqual([
      { description: "new" },
    ]);
  });

  test("damaged a second time is set aside beside the first", () => {
    const directory = syncedDirectory();
    for (const name of ["damaged-2026-11-24T09-00-00Z", "damaged-2026-11-24T09-00-00Z-2"]) {
      overwrite(directory, 0, 100);
      expect(recover(directory).setAside).toBe(join(directory, name));
    }
    expect(readdirSync(directory)).toHaveLength(3);
  });

  test("cut short gives what is before the cut", () => {
    const directory = syncedDirectory();
    const whole = readFileSync(fileIn(directory));
    writeFileSync(fileIn(directory), whole.subarray(0, whole.length * 0.6));
    const before = whole.length / PAGE_BYTES;
    const { saved } = recover(directory);
    expect(before).toBeGreaterThan(100);
    expect(saved.accounts).toBe(1);
    expect(saved.pullRequests).toBeGreaterThan(EVERYTHING.pullRequests / 4);
    expectSound(directory);
  });

  test("of which nothing can be read is replaced by an empty one, and kept", () => {
    const directory = syncedDirectory();
    const text = "Dear diary, ".repeat(1_000);
    writeFileSync(fileIn(directory), text);
    const { saved, setAside } = recover(directory);
    expect(saved).toEqual({ accounts: 0, repositories: 0, pullRequests: 0, reviews: 0 });
    expect(readFileSync(fileIn(setAside), "utf8")).toBe(text);
    expectSound(directory);
  });
});

describe("a page that was overwritten (P14)", () => {
  /** One of each kind, beside the first page: of tables and indexes, roots, inner pages and leaves, and the schema. */
  const places = [
    ["a leaf of the pull requests", "pull_requests", "leaf", 10],
    ["their first leaf", "pull_requests", "leaf", 0],
    ["the root of the pull requests", "pull_requests", "internal", 0],
    ["a leaf of the reviews", "reviews", "leaf", 20],
    ["the root of the reviews", "reviews", "internal", 0],
    ["a leaf of the repositories", "repositories", "leaf", 1],
    ["a leaf of an index", "pull_requests_by_number", "leaf", 3],
    ["the root of an index", "reviews_by_pull_request", "internal", 0],
    ["a leaf of the members", "members", "leaf", 1],
    ["the only page of the ledger's first rows", "coverage", "leaf", 0],
    ["the checkpoints", "checkpoints", "leaf", 0],
    ["the runs", "sync_runs", "leaf", 0],
    ["a leaf of the schema", "sqlite_schema", "leaf", 0],
  ] as const;

  test.each(places)(
    "%s: nothing false is stored, and only what is whole is called verified",
    (_, name, kind, index) => {
      const directory = syncedDirectory();
      const before = rowsIn(directory);
      overwritePage(directory, pagesOf(directory, name, kind)[index]!);
      const report = recover(directory);
      expectSound(directory);

      expect([...rowsIn(directory)].filter((row) => !before.has(row))).toEqual([]);
      const perRepository = query<{ id: number; pulls: number; reviews: number }>(
        directory,
        `SELECT repository_id AS id, count(DISTINCT p.id) AS pulls, count(r.id) AS reviews
       FROM pull_requests p LEFT JOIN reviews r ON r.pull_request_id = p.id GROUP BY 1 ORDER BY 1`,
      );
      const whole = perRepository
        .filter(({ pulls, reviews }) => pulls === 60 && reviews === 120)
        .map(({ id }) => id);
      expect(whole).toEqual(expect.arrayContaining(verifiedIn(directory)));

      // What is not verified will be read again: from the start, and in a run that has not ended.
      const unread = query<{ phase: string; cursor: string | null; sweep: number }>(
        directory,
        `SELECT phase, cursor, sweep FROM checkpoints c WHERE stream = 'pull_requests'
         AND NOT EXISTS (SELECT 1 FROM coverage o WHERE o.repository_id = c.subject_id)`,
      );
      expect(unread).toHaveLength(report.repositoriesToRead);
      for (const checkpoint of unread)
        expect(checkpoint).toEqual({ phase: "backfill", cursor: null, sweep: 2 });
      const complete = query(directory, "SELECT 1 FROM sync_runs WHERE outcome = 'complete'");
      const isWhole = report.incompleteTables.length === 0 && report.repositoriesToRead === 0;
      if (!isWhole) expect(complete).toEqual([]);
    },
  );

  test("that held chosen repositories: their run fails, instead of ending without them", () => {
    const directory = syncedDirectory();
    const database = new Database(fileIn(directory));
    const names = Array.from({ length: EVERYTHING.repositories }, (_, index) => `repository-${index + 1}`);
    database.prepare("UPDATE sync_runs SET choice = ?").run(JSON.stringify({ kind: "names", names }));
    database.close();
    overwritePage(directory, pagesOf(directory, "repositories", "leaf")[1]!);
    const { saved } = recover(directory);
    const lost = EVERYTHING.repositories - saved.repositories;
    expect(lost).toBeGreaterThan(0);
    const [run] = query<{ outcome: string; failure: string }>(
      directory,
      "SELECT outcome, failure FROM sync_runs",
    );
    expect(run!.outcome).toBe("failed");
    expect(JSON.parse(run!.failure)).toEqual({
      code: "store/corrupt",
      detail: `${lost} of the chosen repositories could not be saved`,
    });
  });

  test("a leaf: what lies around it is saved", () => {
    const directory = syncedDirectory();
    const leaves = pagesOf(directory, "pull_requests", "leaf");
    for (const leaf of [leaves[3]!, leaves[20]!, leaves.at(-2)!]) overwritePage(directory, leaf);
    const { saved, incompleteTables, repositoriesToRead } = recover(directory);
    const perLeaf = EVERYTHING.pullRequests / leaves.length;
    expect(saved.pullRequests).toBeGreaterThan(EVERYTHING.pullRequests - 5 * perLeaf);
    expect(saved.pullRequests).toBeLessThan(EVERYTHING.pullRequests);
    expect(incompleteTables).toContain("pull_requests");
    expect(repositoriesToRead).toBeGreaterThanOrEqual(3);
    expect(repositoriesToRead).toBeLessThanOrEqual(6);
  });

  test("both ends of a table: what lies between is saved", () => {
    const directory = syncedDirectory();
    const leaves = pagesOf(directory, "reviews", "leaf");
    for (const leaf of [leaves[0]!, leaves.at(-1)!]) overwritePage(directory, leaf);
    expect(recover(directory).saved.reviews).toBeGreaterThan(EVERYTHING.reviews * 0.9);
  });

  test("of an index alone: nothing is lost and nothing is read again", () => {
    const directory = syncedDirectory();
    overwritePage(directory, pagesOf(directory, "pull_requests_by_number", "leaf")[5]!);
    expect(recover(directory)).toMatchObject({
      saved: EVERYTHING,
      incompleteTables: [],
      repositoriesToRead: 0,
    });
  });
});

describe("an index that disagrees with its table (P15)", () => {
  test("is built anew, checked again, and said to be repaired; a quick check would not have seen it", () => {
    const directory = syncedDirectory();
    makeIndexDiffer(directory);
    expect(query(directory, "PRAGMA quick_check")).toEqual([{ quick_check: "ok" }]);
    const before = rowsIn(directory);
    expect(checkAndRepair(directory)).toEqual({ kind: "repaired", indexes: ["reviews_by_pull_request"] });
    expect(rowsIn(directory)).toEqual(before);
    expectSound(directory);
    expect(checkAndRepair(directory)).toEqual({ kind: "sound" });
  });

  test("that cannot be built, because its table holds a key twice, means that the table is damaged", () => {
    const directory = syncedDirectory();
    const database = new Database(fileIn(directory));
    database.unsafeMode(true);
    database.exec("DROP INDEX pull_requests_by_number");
    database.exec("UPDATE pull_requests SET number = 1 WHERE number = 2");
    database.exec("CREATE INDEX pull_requests_by_number ON pull_requests (repository_id, number)");
    database.pragma("writable_schema = ON");
    database.exec(`UPDATE sqlite_schema SET sql = replace(sql, 'CREATE INDEX', 'CREATE UNIQUE INDEX')
      WHERE name = 'pull_requests_by_number'`);
    database.close();
    expect(checkAndRepair(directory)).toMatchObject({ kind: "damaged" });
    const { saved, repositoriesToRead } = recover(directory);
    expect(saved.pullRequests).toBe(EVERYTHING.pullRequests - EVERYTHING.repositories);
    expect(repositoriesToRead).toBe(EVERYTHING.repositories);
  });
});

describe("a recovery that is killed", () => {
  test("before the new database is whole begins again from the untouched file", () => {
    const directory = syncedDirectory();
    overwrite(directory, 0, 100);
    const workplace = openWorkplace(directory);
    writeFileSync(workplace.fresh, "half of a database");
    expect(finishRecovery(directory)).toBeNull();
    expect(recover(directory).saved).toEqual(EVERYTHING);
    expect(existsSync(join(directory, "recovery.part"))).toBe(false);
  });

  test.each([
    ["nothing", []],
    ["the WAL", ["onramp.db-wal"]],
    ["the WAL and the database", ["onramp.db-wal", "onramp.db"]],
  ])("after it was whole, when %s had been set aside, is finished at the next start", (_, moved) => {
    const directory = syncedDirectory();
    killAfter(directory, (database) => database.exec("UPDATE repositories SET description = 'new'"));
    overwrite(directory, 0, 100);
    const damaged = readFileSync(fileIn(directory), "base64");
    const workplace = openWorkplace(directory);
    writeFileSync(workplace.fresh, readFileSync(fileIn(syncedDirectory())));
    const setAside = join(directory, "damaged-then");
    const report: RecoveryReport = {
      ...{ kind: "recovered", at: NOW, cause: "malformed", setAside, saved: EVERYTHING },
      ...{ incompleteTables: [], repositoriesToRead: 0 },
    };
    writeFileSync(join(directory, "recovery.part", "recovery.json"), JSON.stringify(report));
    renameSync(join(directory, "recovery.part"), join(directory, "recovery.ready"));
    for (const name of moved) {
      mkdirSync(setAside, { recursive: true });
      renameSync(join(directory, name), join(setAside, name));
    }
    expect(finishRecovery(directory)).toEqual(report);
    expect(readFileSync(fileIn(setAside), "base64")).toBe(damaged);
    expect(readdirSync(directory).toSorted()).toEqual(["damaged-then", "onramp.db"]);
    expect(rowsIn(directory)).toEqual(rowsIn(syncedDirectory()));
  });

  test("at its very last step has nothing left to do but to say so", () => {
    const directory = syncedDirectory();
    overwrite(directory, 0, 100);
    const report = recover(directory);
    mkdirSync(join(directory, "recovery.ready"));
    writeFileSync(join(directory, "recovery.ready", "recovery.json"), JSON.stringify(report));
    const before = readFileSync(fileIn(directory), "base64");
    expect(finishRecovery(directory)).toEqual(report);
    expect(readFileSync(fileIn(directory), "base64")).toBe(before);
    expect(finishRecovery(directory)).toBeNull();
  });
});
