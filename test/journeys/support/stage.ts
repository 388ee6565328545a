import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect } from "vitest";
import type { Core, CoreOptions } from "../../../src/core/core.ts";
import { openCore } from "../../../src/core/open-core.ts";
import { createSessionKeychain } from "../../../src/core/keychain/session-keychain.ts";
import type { ControlCommand, RequestRecord } from "../../../src/sample/control.ts";
import type { Fault, Match } from "../../../src/sample/faults.ts";
import {
  startSampleServer,
  type SampleServer,
  type SampleServerOptions,
} from "../../../src/sample/sample-server.ts";
import type {
  AnyEvent,
  ChosenRepositories,
  CommandInput,
  CommandName,
  CommandOutputs,
  EventName,
  Events,
  SyncView,
} from "../../../src/shared/contract.ts";
import { FailureError, type FailureCode } from "../../../src/shared/failures.ts";
import type { Account, Coverage, Organization, RepositoryProgress } from "../../../src/shared/models.ts";
import { ask, expectSameRows, readStored, readTruth, type Rows } from "./truth.ts";
import { WindingClock } from "./winding-clock.ts";

export interface StageOptions extends SampleServerOptions {
  /** What the core is given instead of the ordinary. */
  core?: Partial<CoreOptions>;
  /** The account's own repositories instead of the organization's. */
  ofUser?: boolean;
  /** Where the core finds GitHub, when something lies between the two. */
  apiUrlFor?: (apiUrl: string) => Promise<string>;
}

const WORKER_FILES = {
  sync: new URL("../../../src/workers/sync-worker.ts", import.meta.url),
  reader: new URL("../../../src/workers/reader-worker.ts", import.meta.url),
};

/** For a hang, not for speed. */
const LONGEST_RUN_MS = 60_000;

/** Requests that wait at GitHub until they are let go. */
export interface Hold {
  /** Resolves when one has arrived. */
  reached(): Promise<void>;
  release(): Promise<void>;
}

/**
 * A whole application without its window: a core with real worker threads on a real database file, connected to a
 * GitHub of its own over HTTP. Only the keychain is a stand-in, and the clock may be wound.
 */
export class Stage {
  readonly github: SampleServer;
  readonly clock = new WindingClock();
  readonly dataDirectory = mkdtempSync(join(tmpdir(), "onramp-stage-"));
  readonly events: AnyEvent[] = [];
  account!: Account;
  organization!: Organization;
  readonly #options: StageOptions;
  readonly #apiUrl: string;
  readonly #keychain = createSessionKeychain();
  #core: Core | null = null;
  #lastRequest = 0;
  #database: Database.Database | null = null;

  private constructor(github: SampleServer, apiUrl: string, options: StageOptions) {
    this.github = github;
    this.#apiUrl = apiUrl;
    this.#options = options;
  }

  /** Opens a stage whose account is connected and whose organization is known. */
  static async open(options: StageOptions = {}): Promise<Stage> {
    const stage = await Stage.openUnconnected(options);
    await stage.connect();
    return stage;
  }

  static async openUnconnected(options: StageOptions = {}): Promise<Stage> {
    const github = await startSampleServer(options);
    const apiUrl = (await options.apiUrlFor?.(github.apiUrl)) ?? github.apiUrl;
    const stage = new Stage(github, apiUrl, options);
    await stage.openCore();
    return stage;
  }

  /** Another application on the same data directory; `adopt` it, or close it. */
  openSecondCore(more: Partial<CoreOptions> = {}): Promise<Core> {
    return openCore({
      dataDirectory: this.dataDirectory,
      version: "0.0.0-test",
      keychain: this.#keychain,
      clock: this.clock,
      network: { isOnline: () => true, onChange: () => () => {} },
      workerFiles: WORKER_FILES,
      resumesAtStart: true,
      startSample: () => Promise.reject(new Error("the sample is not needed")),
      ...this.#options.core,
      ...more,
    });
  }

  async openCore(more: Partial<CoreOptions> = {}): Promise<void> {
    this.adopt(await this.openSecondCore(more));
  }

  /** Goes on with this core. */
  adopt(core: Core): void {
    core.subscribe((event) => this.events.push(event));
    this.#core = core;
  }

  async closeCore(): Promise<void> {
    const core = this.#core;
    this.#core = null;
    await core?.close();
  }

  /** Quits the application and starts it again on the same data. */
  async restart(more: Partial<CoreOptions> = {}): Promise<void> {
    await this.closeCore();
    await this.openCore(more);
  }

  async close(): Promise<void> {
    await this.closeCore();
    this.#database?.close();
    await this.github.close();
    rmSync(this.dataDirectory, { recursive: true, force: true });
  }

  /** Runs a command; a failed one throws its `FailureError`. */
  async call<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<CommandOutputs[Name]> {
    const result = await this.#core!.call(name, input);
    if (!result.ok) throw new FailureError(result.failure);
    return result.value;
  }

  async connect(token = this.github.token): Promise<void> {
    const { account } = await this.call("account.connect", {
      host: this.#apiUrl,
      apiUrl: this.#apiUrl,
      token,
      storage: "keychain",
    });
    this.account = account;
    const login = this.#options.ofUser ? account.login : this.github.organization;
    this.organization = await this.call("organizations.find", { accountId: account.id, login });
  }

  /** What the last event of this name told. */
  lastEvent<Name extends EventName>(name: Name): Events[Name] | undefined {
    const event = this.events.findLast((it): it is AnyEvent & { name: Name } => it.name === name);
    return event?.payload as Events[Name] | undefined;
  }

  async start(repositories: ChosenRepositories = { kind: "all" }): Promise<void> {
    await this.call("sync.start", { organizationId: this.organization.id, repositories });
  }

  /** What a screen would show now. */
  async view(): Promise<SyncView> {
    return (await this.call("sync.get", { organizationId: this.organization.id }))!;
  }

  async repository(name: string): Promise<RepositoryProgress> {
    const { repositories } = await this.view();
    const found = repositories.find(({ fullName }) => fullName.split("/")[1] === name);
    if (!found) throw new Error(`no repository ${name} in the run`);
    return found;
  }

  /** Waits until the run looks like this. */
  async runShows(expected: Partial<SyncView["run"]>): Promise<void> {
    await expect.poll(async () => (await this.view()).run).toMatchObject(expected);
  }

  /** Waits until the repository looks like this. */
  async repositoryShows(name: string, expected: Partial<RepositoryProgress>): Promise<void> {
    await expect.poll(() => this.repository(name)).toMatchObject(expected);
  }

  /** Waits until no worker is at anything. */
  async isIdle(): Promise<void> {
    await expect.poll(() => this.count("jobs WHERE state = 'leased'")).toBe(0);
  }

  /** Waits until no worker is at anything, and what was on its way has arrived at GitHub. */
  async fallsSilent(): Promise<void> {
    await this.isIdle();
    await expect.poll(() => this.countRequests(), { interval: 50 }).toBe(0);
  }

  /** How many entries of the log have this failure. */
  async logged(code: FailureCode): Promise<number> {
    return (await this.call("logs.search", { code, limit: 1_000 })).entries.length;
  }

  /** Waits for the end of the run, and winds the clock on whenever nothing happens before a known time. */
  async end(): Promise<SyncView> {
    const hasEnded = async (): Promise<boolean> => {
      const view = await this.view();
      if (view.run.endedAt !== null) return true;
      await this.#windOn(view);
      return false;
    };
    await expect.poll(hasEnded, { timeout: LONGEST_RUN_MS }).toBe(true);
    return this.view();
  }

  async #windOn({ run: { wait } }: SyncView): Promise<void> {
    // Work under way takes real time: to it, time that passes at once would look like a stall.
    if (this.count("jobs WHERE state = 'leased'") > 0) return;
    const now = this.clock.now();
    if (wait?.kind === "rate-limit") return this.clock.pass(wait.until - now);
    if (wait !== null) return this.clock.pass(1_000);
    const dueAt = this.database
      .prepare<[], number | null>("SELECT min(run_at_ms) FROM jobs WHERE state = 'ready'")
      .pluck()
      .get();
    // What is due is looked for once a second.
    if (dueAt != null) await this.clock.pass(Math.max(1_000, dueAt - now));
  }

  /** A look of one's own at what is stored. */
  get database(): Database.Database {
    this.#database ??= new Database(join(this.dataDirectory, "onramp.db"), { fileMustExist: true });
    return this.#database;
  }

  /** The codes of the failures that unfinished jobs have met. */
  failures(): string[] {
    const read = "SELECT DISTINCT failure ->> 'code' FROM jobs WHERE failure IS NOT NULL";
    return this.database.prepare<[], string>(read).pluck().all();
  }

  /** How many rows there are, after `FROM`. */
  count(what: string): number {
    return this.database.prepare<[], number>(`SELECT count(*) FROM ${what}`).pluck().get()!;
  }

  /** The ledger's entries of one repository. */
  coverage(name: string): Pick<Coverage, "stream" | "state" | "githubCount" | "storedCount" | "failure">[] {
    return this.database
      .prepare<[string], Coverage & { failure: string | null }>(
        `SELECT c.stream, c.state, c.github_count AS githubCount, c.stored_count AS storedCount, c.failure
         FROM coverage c JOIN repositories r ON r.id = c.repository_id WHERE r.name = ? ORDER BY c.stream`,
      )
      .all(name)
      .map((row) => ({ ...row, failure: row.failure === null ? null : JSON.parse(row.failure) }));
  }

  stored(): Rows {
    return readStored(this.dataDirectory);
  }

  /** The run has ended, complete and verified, and every table equals what GitHub itself holds. */
  async expectVerified(): Promise<SyncView> {
    const view = await this.end();
    expect(view.run).toMatchObject({ state: "complete", failure: null, stall: null, wait: null });
    expect(view.repositories.map(({ state }) => state)).toEqual(view.repositories.map(() => "complete"));
    await this.expectTruth();
    return view;
  }

  /** Every table equals what GitHub itself holds. */
  async expectTruth(): Promise<void> {
    expectSameRows(this.stored(), await readTruth(this.github));
  }

  async control(command: ControlCommand): Promise<void> {
    await ask(this.github, command, "done");
  }

  async fault(fault: Fault, match: Match = {}, times?: number, skip = 0): Promise<void> {
    const command = { type: "fault", fault, match, skip, ...(times === undefined ? {} : { times }) } as const;
    await ask(this.github, command, "id");
  }

  /** Ends all faults and holds, and lets the token in again. */
  async heal(): Promise<void> {
    await this.control({ type: "reset" });
  }

  async hold(match: Match): Promise<Hold> {
    const { id } = await ask(this.github, { type: "hold", match }, "id");
    const waiting = async (): Promise<number> =>
      (await ask(this.github, { type: "held", id }, "number")).number;
    return {
      // A process may have to start first.
      reached: () => expect.poll(waiting, { timeout: LONGEST_RUN_MS }).toBeGreaterThan(0),
      release: () => this.control({ type: "release", id }),
    };
  }

  /** Requests that have arrived at GitHub since the last call. */
  async newRequests(): Promise<RequestRecord[]> {
    const since = this.#lastRequest;
    const { requests } = await ask(this.github, { type: "requests", since }, "requests");
    this.#lastRequest = requests.at(-1)?.number ?? since;
    return requests;
  }

  /** Waits until GitHub has answered everything about this repository. */
  async hasAnswered(repository: string): Promise<void> {
    const unanswered = async (): Promise<RequestRecord[]> => {
      const { requests } = await ask(this.github, { type: "requests" }, "requests");
      return requests.filter(({ variables, status }) => variables?.["name"] === repository && status === 0);
    };
    await expect.poll(unanswered).toEqual([]);
  }

  /** How many of them there were. */
  async countRequests(): Promise<number> {
    return (await this.newRequests()).length;
  }

  /** The names of the organization's repositories, the one with most pull requests first. */
  async names(): Promise<string[]> {
    const { repositories } = await ask(this.github, { type: "truth" }, "truth");
    return repositories
      .toSorted((a, b) => b.pullRequests - a.pullRequests)
      .map(({ fullName }) => fullName.split("/")[1]!);
  }
}
