import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect } from "vitest";
import { startSampleServer, type SampleServer } from "../../../src/sample/sample-server.ts";
import { orgOptions } from "../../cli/journey-world.ts";
import {
  eventsOf,
  makeTerminal,
  type Ended,
  type RunningTerminal,
  type TerminalOptions,
} from "../../cli/terminal.ts";
import { ask, expectSameRows, readStored, readTruth, type Rows } from "../../journeys/support/truth.ts";

type Terminal = ReturnType<typeof makeTerminal>;
type CleanUps = Parameters<typeof makeTerminal>[0];

/** A little of everything, in some 60 pages: long and short histories, review lists of several pages, members. */
const WORLD = {
  repositories: 9,
  pullRequests: 2_400,
  members: 120,
  longReviews: { pullRequests: 4, reviews: 130 },
};
/** As long as a page takes to be stored, so that kills fall between pages as well as into them. */
const LATENCY_MS = 15;

/** The GitHub of a torture: it lives in the test's own process and survives whatever is done to Onramp. */
export class TortureWorld {
  readonly github: SampleServer;
  readonly truth: Rows;

  private constructor(github: SampleServer, truth: Rows) {
    this.github = github;
    this.truth = truth;
  }

  static async open(cleanUps: CleanUps): Promise<TortureWorld> {
    const github = await startSampleServer({ world: WORLD, latencyMs: LATENCY_MS });
    cleanUps(() => github.close());
    return new TortureWorld(github, await readTruth(github));
  }

  async countRequests(): Promise<number> {
    return (await ask(this.github, { type: "stats" }, "stats")).stats.requests;
  }

  /** Keeps the pages of the largest repository until the returned function is called. */
  async holdLargest(): Promise<() => Promise<void>> {
    const { repositories } = await ask(this.github, { type: "truth" }, "truth");
    const { fullName } = repositories.toSorted((a, b) => b.pullRequests - a.pullRequests)[0]!;
    const match = { operation: "PullRequestPage", repository: fullName };
    const { id } = await ask(this.github, { type: "hold", match }, "id");
    return async () => void (await ask(this.github, { type: "release", id }, "done"));
  }

  /** How many requests there have been; a number for `pagesAskedAgain`. */
  async lastRequest(): Promise<number> {
    const { requests } = await ask(this.github, { type: "requests" }, "requests");
    return requests.at(-1)?.number ?? 0;
  }

  /** How many times a page of pull requests or reviews was asked for that had been asked for before. */
  async pagesAskedAgain(since: number): Promise<number> {
    const { requests } = await ask(this.github, { type: "requests", since }, "requests");
    const pages = requests.flatMap(({ operation, variables = {} }) => {
      if (operation === "PullRequestPage") {
        const { owner, name, after, orderBy } = variables;
        return [JSON.stringify([owner, name, after ?? null, orderBy])];
      }
      return operation === "ReviewPages" ? [JSON.stringify(variables)] : [];
    });
    return pages.length - new Set(pages).size;
  }
}

/** Syncs the whole organization again and again on one data directory. */
export class TorturedSync {
  readonly world: TortureWorld;
  readonly #terminal: Terminal;

  constructor(world: TortureWorld, cleanUps: CleanUps) {
    this.world = world;
    this.#terminal = makeTerminal(cleanUps);
  }

  get dataDirectory(): string {
    return this.#terminal.dataDirectory;
  }

  start(environment: TerminalOptions["environment"] = {}): RunningTerminal {
    const { github } = this.world;
    const args = ["sync", ...orgOptions(github), "--all", "--json"];
    return this.#terminal.start(args, { token: github.token, environment });
  }

  close(): Promise<void> {
    return this.#terminal.close();
  }

  /** Lets a sync run to its end: verified complete, every row as GitHub holds it, and a sound database. */
  async finish(): Promise<"verified"> {
    this.expectVerified(await this.start().ended);
    return "verified";
  }

  /** The run itself says so; whether it is true is another question. */
  expectVerifiedRun({ exitCode, stdout, stderr }: Ended): void {
    expect(eventsOf(stdout).at(-1), stderr).toMatchObject({ event: "done", verified: true });
    expect(exitCode).toBe(0);
  }

  expectVerified(ended: Ended): void {
    this.expectVerifiedRun(ended);
    expectSameRows(readStored(this.dataDirectory), this.world.truth);
    look(this.dataDirectory, expectSound);
  }
}

/** Looks at a copy of the database as it lies there, so that the looking changes nothing; false when there is none. */
export function look(dataDirectory: string, act: (database: Database.Database) => void): boolean {
  const file = join(dataDirectory, "onramp.db");
  if (!existsSync(file)) return false;
  const copies = mkdtempSync(join(tmpdir(), "onramp-look-"));
  try {
    for (const suffix of ["", "-wal", "-journal"]) {
      if (existsSync(file + suffix)) copyFileSync(file + suffix, join(copies, `onramp.db${suffix}`));
    }
    const database = new Database(join(copies, "onramp.db"));
    act(database);
    database.close();
  } finally {
    rmSync(copies, { recursive: true, force: true });
  }
  return true;
}

/** The file is sound, and what was committed together agrees: rows, their counts, and the cursor that follows them. */
export function expectSound(database: Database.Database): void {
  expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(database.pragma("foreign_key_check")).toEqual([]);
  if (!hasSchema(database)) return;
  const disagreeing = database
    .prepare(
      `SELECT r.full_name, r.stored_pull_requests, r.stored_reviews, c.phase, c.pages
       FROM repositories r LEFT JOIN checkpoints c ON c.stream = 'pull_requests' AND c.subject_id = r.id
       WHERE r.stored_pull_requests <> (SELECT count(*) FROM pull_requests p WHERE p.repository_id = r.id)
         OR r.stored_reviews <> (SELECT count(*) FROM reviews w JOIN pull_requests p ON p.id = w.pull_request_id
           WHERE p.repository_id = r.id)
         OR (r.stored_pull_requests > 0) <> (coalesce(c.pages, 0) > 0)`,
    )
    .all();
  expect(disagreeing).toEqual([]);
}

/** A database whose very first transaction was not committed has none. */
export function hasSchema(database: Database.Database): boolean {
  const tables = "SELECT count(*) FROM sqlite_schema WHERE name = 'reviews'";
  return database.prepare<[], number>(tables).pluck().get() === 1;
}
