import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { onTestFinished } from "vitest";
import { saveAccount, saveListState, saveOrganization } from "../../../src/core/database/account-store.ts";
import { FRESH_CHECKPOINT, saveCheckpoint } from "../../../src/core/database/checkpoint-store.ts";
import { DATABASE_FILE, LOCK_WAIT_MS, openDatabase } from "../../../src/core/database/connection.ts";
import { saveCoverage, settleInRun } from "../../../src/core/database/coverage-store.ts";
import { finishMembers, saveMembers } from "../../../src/core/database/member-store.ts";
import {
  savePullRequests,
  setStoredCounts,
  type PullRequestFacts,
} from "../../../src/core/database/pull-request-store.ts";
import { saveRepositories } from "../../../src/core/database/repository-store.ts";
import { addToRun } from "../../../src/core/database/run-repositories.ts";
import { createRun, endRun } from "../../../src/core/database/run-store.ts";
import type { PullRequestId, RepositoryId } from "../../../src/shared/ids.ts";

export const PAGE_BYTES = 4096;
export const NOW = Date.parse("2026-11-24T09:00:00Z");
const AS_OF = "2026-11-24T08:59:00Z";

const REPOSITORIES = 30;
const PULL_REQUESTS = 60;
const REVIEWS = 2;

/** What a recovery of an undamaged database saves. */
export const EVERYTHING = {
  accounts: 1,
  repositories: REPOSITORIES,
  pullRequests: REPOSITORIES * PULL_REQUESTS,
  reviews: REPOSITORIES * PULL_REQUESTS * REVIEWS,
};

/** All tables whose rows GitHub's answers fill. */
const DATA_TABLES = ["members", "repositories", "pull_requests", "reviews"] as const;

let synced: string | null = null;

/** A data directory of the test's own, as a complete, verified sync leaves it: all commits are in the file. */
export function syncedDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "onramp-recovery-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  synced ??= buildSyncedFile();
  writeFileSync(join(directory, DATABASE_FILE), readFileSync(synced));
  return directory;
}

export const fileIn = (directory: string): string => join(directory, DATABASE_FILE);

function buildSyncedFile(): string {
  const directory = mkdtempSync(join(tmpdir(), "onramp-synced-"));
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  const database = openDatabase(directory, LOCK_WAIT_MS.worker);
  database.transaction(() => fill(database)).immediate();
  database.close();
  return fileIn(directory);
}

function fill(database: Database.Database): void {
  const host = "github.com";
  const accountId = saveAccount(
    database,
    {
      ...{ host, apiUrl: "https://api.github.com", githubId: 1, login: "ada", name: null, isSample: false },
      ...{ tokenKind: "classic", scopes: [], tokenExpiresAt: null, tokenStorage: "session" },
    },
    NOW,
  );
  const organizationId = saveOrganization(database, {
    ...{ accountId, host, githubId: 2, login: "acme", name: null, kind: "organization", blocked: null },
  });
  const runId = createRun(database, { accountId, organizationId, choice: { kind: "all" } }, NOW);
  const members = Array.from({ length: 400 }, (_, index) => ({
    ...{ id: index + 1, login: `member-${index}`, kind: "User", isSiteAdmin: false },
  }));
  saveMembers(database, organizationId, runId, members);
  finishMembers(database, organizationId, runId, AS_OF);
  for (let number = 1; number <= REPOSITORIES; number += 1) {
    const id = (2_000 * number) as RepositoryId;
    const name = `repository-${number}`;
    saveRepositories(
      database,
      [
        {
          ...{ id, organizationId, host, nodeId: `R_${id}`, fullName: `acme/${name}`, name },
          ...{ description: "A repository of the tests. ".repeat(8), visibility: "private", isFork: false },
          ...{ isArchived: false, isDisabled: false, hasPullRequests: true, primaryLanguage: null },
          ...{ defaultBranch: "main", createdAt: AS_OF, updatedAt: AS_OF, pushedAt: AS_OF },
        },
      ],
      1,
    );
    const change = savePullRequests(database, id, 1, makePullRequests(id));
    setStoredCounts(database, id, change);
    const read = { ...FRESH_CHECKPOINT, phase: "read", pages: 2, watermark: AS_OF } as const;
    saveCheckpoint(database, "pull_requests", id, read, null, NOW);
    for (const stream of ["pull_requests", "reviews"] as const) {
      const count = stream === "reviews" ? change.reviews : change.pullRequests;
      const counts = { githubCount: count, storedCount: count, asOf: AS_OF };
      saveCoverage(database, { repositoryId: id, stream, state: "verified", ...counts, failure: null });
    }
    addToRun(database, runId, [id]);
    settleInRun(database, runId, id, NOW);
  }
  saveListState(database, organizationId, { listedAt: NOW, hidden: null });
  endRun(database, runId, "complete", null, NOW);
}

function makePullRequests(repositoryId: number): PullRequestFacts[] {
  return Array.from({ length: PULL_REQUESTS }, (_, index) => {
    const id = repositoryId * 1_000 + index * 7;
    return {
      ...{
        id: id as PullRequestId,
        nodeId: `PR_${id}`,
        number: index + 1,
        title: `Change ${index}`,
        state: "merged",
      },
      ...{ isDraft: false, authorLogin: "ada", authorKind: "User", createdAt: AS_OF, updatedAt: AS_OF },
      ...{
        mergedAt: AS_OF,
        closedAt: AS_OF,
        mergedByLogin: "ada",
        additions: 1,
        deletions: 2,
        changedFiles: 3,
      },
      ...{ baseRef: "main", headRef: `change-${index}`, reviewCount: REVIEWS, reviewsCursor: null },
      reviews: Array.from({ length: REVIEWS }, (_review, place) => ({
        ...{
          id: id * 10 + place,
          authorLogin: "grace",
          authorKind: "User",
          state: "APPROVED",
          submittedAt: AS_OF,
        },
      })),
    } as PullRequestFacts;
  });
}

/** The pages of a table or index, by number from 1. */
export function pagesOf(directory: string, name: string, kind: "leaf" | "internal"): number[] {
  const database = new Database(fileIn(directory), { readonly: true });
  try {
    return database
      .prepare<[string, string], number>(
        "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = ? ORDER BY path",
      )
      .pluck()
      .all(name, kind);
  } finally {
    database.close();
  }
}

/** Overwrites a stretch of the file with bytes that mean nothing; whoever has it open sees that. */
export function overwrite(directory: string, at: number, bytes: number): void {
  const nonsense = Buffer.from(Array.from({ length: bytes }, (_, place) => ((at + place) * 131 + 7) % 251));
  const file = openSync(fileIn(directory), "r+");
  writeSync(file, nonsense, 0, bytes, at);
  closeSync(file);
}

export function overwritePage(directory: string, number: number): void {
  overwrite(directory, (number - 1) * PAGE_BYTES, PAGE_BYTES);
}

/** All rows of the data tables, as texts that name their table. */
export function rowsIn(directory: string): Set<string> {
  const database = new Database(fileIn(directory), { readonly: true });
  try {
    const rows = new Set<string>();
    for (const table of DATA_TABLES) {
      const columns = database
        .prepare<[string], string>(
          // Recovery counts and marks anew.
          "SELECT name FROM pragma_table_info(?) WHERE name NOT IN ('stored_pull_requests', 'stored_reviews')",
        )
        .pluck()
        .all(table);
      for (const row of database
        .prepare<[], unknown[]>(`SELECT ${columns.join(", ")} FROM ${table}`)
        .raw()
        .all()) {
        rows.add(`${table} ${JSON.stringify(row)}`);
      }
    }
    return rows;
  } finally {
    database.close();
  }
}

/** A copy of the directory's database as a killed process leaves it: with what `write` did still in the WAL. */
export function killAfter(directory: string, write: (database: Database.Database) => void): void {
  const killed = mkdtempSync(join(tmpdir(), "onramp-killed-"));
  const database = new Database(fileIn(directory));
  database.pragma("journal_mode = WAL");
  database.pragma("wal_checkpoint(TRUNCATE)");
  write(database);
  for (const suffix of ["", "-wal"]) copyFileSync(fileIn(directory) + suffix, fileIn(killed) + suffix);
  database.close();
  for (const suffix of ["", "-wal"]) copyFileSync(fileIn(killed) + suffix, fileIn(directory) + suffix);
  rmSync(killed, { recursive: true });
  if (existsSync(`${fileIn(directory)}-shm`)) rmSync(`${fileIn(directory)}-shm`);
}

/** Takes the index away, changes its table, and puts it back as it was. */
export function makeIndexDiffer(directory: string): void {
  const database = new Database(fileIn(directory));
  const index = "reviews_by_pull_request";
  const entry = database
    .prepare<[string], { rootpage: number; sql: string }>(
      "SELECT rootpage, sql FROM sqlite_schema WHERE name = ?",
    )
    .get(index)!;
  database.unsafeMode(true);
  database.pragma("writable_schema = ON");
  database.prepare("DELETE FROM sqlite_schema WHERE name = ?").run(index);
  database.pragma("writable_schema = RESET");
  database.exec(
    "UPDATE reviews SET submitted_at = '2020-01-01T00:00:00Z' WHERE rowid IN (SELECT rowid FROM reviews LIMIT 5)",
  );
  database.pragma("writable_schema = ON");
  database
    .prepare("INSERT INTO sqlite_schema VALUES ('index', ?, 'reviews', ?, ?)")
    .run(index, entry.rootpage, entry.sql);
  database.pragma("writable_schema = OFF");
  database.close();
}
