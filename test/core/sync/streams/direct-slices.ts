import type { AccountId, RepositoryId } from "../../../../src/shared/ids.ts";
import { FailureError } from "../../../../src/shared/failures.ts";
import { ok } from "../../../../src/shared/result.ts";
import type { JobKind } from "../../../../src/shared/jobs/job-kinds.ts";
import type { FollowUp, Slice, SliceOutcome, SliceReport } from "../../../../src/shared/slices.ts";
import { saveAccount, saveOrganization } from "../../../../src/core/database/account-store.ts";
import { LOCK_WAIT_MS, openDatabase } from "../../../../src/core/database/connection.ts";
import { readCoverage } from "../../../../src/core/database/coverage-store.ts";
import { listRepositories } from "../../../../src/core/database/repository-store.ts";
import { addToRun } from "../../../../src/core/database/run-repositories.ts";
import { createRun } from "../../../../src/core/database/run-store.ts";
import {
  enqueue,
  finish,
  giveBack,
  leaseJobs,
  PRIORITY,
  type LeasedJob,
} from "../../../../src/core/jobs/job-queue.ts";
import { systemClock } from "../../../../src/core/ports.ts";
import { PageSizes } from "../../../../src/core/sync/streams/page-sizes.ts";
import { runSlice, type SliceHost, type SliceSetting } from "../../../../src/core/sync/streams/run-slice.ts";
import type { SampleServer } from "../../../../src/sample/sample-server.ts";

/**
 * Runs jobs slice by slice in the caller's own thread: no pool, no window, no supervisor. The server, its HTTP, the
 * queue and the database file are real.
 */
export class DirectSlices {
  readonly database;
  readonly accountId: AccountId;
  readonly organizationId;
  readonly runId;
  readonly reports: SliceReport[] = [];
  /** Permits that were granted and not given back. */
  permitsOut = 0;
  requests = 0;
  /** Pages that a slice may read before it yields. */
  maxPages = 8;
  /** Called before each request, with a way to end the slice. */
  onRequest: (abort: () => void) => void = () => undefined;
  readonly #server: SampleServer;
  readonly #setting: SliceSetting;

  constructor(server: SampleServer, dataDirectory: string) {
    this.#server = server;
    this.database = openDatabase(dataDirectory, LOCK_WAIT_MS.worker);
    const pageSizes = new PageSizes();
    this.#setting = { database: this.database, clock: systemClock, pageSizesOf: () => pageSizes };
    this.accountId = saveAccount(
      this.database,
      {
        host: "github.test",
        apiUrl: server.apiUrl,
        githubId: 1,
        login: "ada",
        name: null,
        isSample: false,
        tokenKind: "classic",
        scopes: [],
        tokenExpiresAt: null,
        tokenStorage: "session",
      },
      Date.now(),
    );
    this.organizationId = saveOrganization(this.database, {
      accountId: this.accountId,
      host: "github.test",
      githubId: 2,
      login: server.organization,
      name: null,
      kind: "organization",
      blocked: null,
    });
    const { accountId, organizationId } = this;
    this.runId = createRun(this.database, { accountId, organizationId, choice: { kind: "all" } }, Date.now());
  }

  /** Works at one job until it is done; returns what it found that others must do. Throws its failure. */
  async run(kind: JobKind, subjectId: number, payload: unknown = {}): Promise<FollowUp> {
    const { database, runId, accountId } = this;
    enqueue(database, { runId, kind, subjectId, payload, priority: PRIORITY.head }, Date.now());
    for (;;) {
      const [job] = leaseJobs(database, { owner: "the test", accountId, limit: 1, now: Date.now() });
      const outcome = await this.runSlice(job!);
      if (outcome.kind === "failed") throw new FailureError(outcome.failure);
      if (outcome.kind === "done") {
        finish(database, job!.lease, Date.now());
        return outcome.follow;
      }
      giveBack(database, job!.lease, Date.now());
    }
  }

  /** Runs one slice of a job, as the given attempt, outside the queue. */
  attempt(kind: JobKind, subjectId: number, attempt: number): Promise<SliceOutcome> {
    const { runId } = this;
    return this.#run({ kind, subjectId, runId, attempt, lease: null, payload: {} });
  }

  /** Runs one slice of a job that was leased. */
  runSlice(job: LeasedJob): Promise<SliceOutcome> {
    return this.#run(job);
  }

  #run(
    job: Pick<Slice, "kind" | "lease" | "runId" | "subjectId" | "payload" | "attempt">,
  ): Promise<SliceOutcome> {
    const { accountId, organizationId, maxPages } = this;
    const { kind, lease, runId, subjectId, payload, attempt } = job;
    const { apiUrl } = this.#server;
    return runSlice(
      { kind, lease, runId, accountId, apiUrl, organizationId, subjectId, payload, attempt, maxPages },
      this.#host(),
      this.#setting,
    );
  }

  /** Reads the list of repositories and takes them into the run. */
  async list(): Promise<void> {
    await this.run("repositories", this.organizationId);
    const ids = listRepositories(this.database, this.organizationId).map(({ id }) => id);
    addToRun(this.database, this.runId, ids);
  }

  idOf(name: string): RepositoryId {
    const found = listRepositories(this.database, this.organizationId).find((it) => it.name === name);
    if (!found) throw new Error(`no repository ${name}`);
    return found.id;
  }

  /** What the ledger says of a repository: its pull requests, then its reviews. */
  ledger(id: RepositoryId): { state: string; githubCount: number | null; storedCount: number | null }[] {
    return readCoverage(this.database, id)
      .toSorted((a, b) => a.stream.localeCompare(b.stream))
      .map(({ state, githubCount, storedCount }) => ({ state, githubCount, storedCount }));
  }

  #host(): SliceHost {
    const ending = new AbortController();
    return {
      credential: () => Promise.resolve(ok(this.#server.token)),
      acquire: (): Promise<number> => {
        this.onRequest(() => ending.abort());
        this.requests += 1;
        this.permitsOut += 1;
        return Promise.resolve(this.requests);
      },
      settle: () => {
        this.permitsOut -= 1;
      },
      report: (report) => void this.reports.push(report),
      log: () => undefined,
      signal: ending.signal,
    };
  }
}
