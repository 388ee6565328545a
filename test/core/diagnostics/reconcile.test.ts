import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ReconciliationRow } from "../../../src/shared/contract.ts";
import type { Failure } from "../../../src/shared/failures.ts";
import type { RepositoryId } from "../../../src/shared/ids.ts";
import {
  FRESH_CHECKPOINT,
  saveCheckpoint,
  type Checkpoint,
} from "../../../src/core/database/checkpoint-store.ts";
import { saveCoverage } from "../../../src/core/database/coverage-store.ts";
import { setStoredCounts } from "../../../src/core/database/pull-request-store.ts";
import { reconcile } from "../../../src/core/diagnostics/reconcile.ts";
import { NOW, StoredOrganization } from "../insights/stored-organization.ts";

let acme: StoredOrganization;
let anvil: RepositoryId;

beforeEach(() => {
  acme = new StoredOrganization();
  anvil = acme.addRepository("acme/anvil");
});

afterEach(() => acme.remove());

function rows(liveJobIds: number[] = []): ReconciliationRow[] {
  return reconcile(acme.database, acme.id, new Set(liveJobIds));
}

function row(liveJobIds: number[] = []): ReconciliationRow {
  return rows(liveJobIds).find(({ repositoryId }) => repositoryId === anvil)!;
}

function addRun(outcome: string | null = null): number {
  return acme.database
    .prepare(
      "INSERT INTO sync_runs (account_id, organization_id, choice, outcome, started_at_ms) VALUES (1, ?, '{}', ?, 0) RETURNING id",
    )
    .pluck()
    .get(acme.id, outcome) as number;
}

function addToRun(runId: number, settledAtMs: number | null): void {
  acme.database.prepare("INSERT INTO sync_run_repositories VALUES (?, ?, ?)").run(runId, anvil, settledAtMs);
}

function addJob(
  runId: number,
  state: string,
  { kind = "pull_requests", failure = null as Failure | null } = {},
): number {
  return acme.database
    .prepare(
      `INSERT INTO jobs (run_id, kind, subject_id, payload, state, priority, run_at_ms, failure, created_at_ms, changed_at_ms)
       VALUES (?, ?, ?, '{}', ?, 0, 0, ?, 0, 0) RETURNING id`,
    )
    .pluck()
    .get(runId, kind, anvil, state, failure && JSON.stringify(failure)) as number;
}

function reach(phase: Checkpoint["phase"]): void {
  saveCheckpoint(acme.database, "pull_requests", anvil, { ...FRESH_CHECKPOINT, phase }, null, NOW);
}

/** Two pull requests with three reviews, read and verified. */
function verifyAnvil(): void {
  acme.addPullRequest(anvil, { reviews: [{}, {}] });
  acme.addPullRequest(anvil, { reviews: [{}] });
  acme.count(anvil, 2);
  acme.enterInLedger(anvil, "pull_requests", "verified", 2);
  acme.enterInLedger(anvil, "reviews", "verified", 3);
  reach("read");
}

describe("a row of the reconciliation", () => {
  test("puts every record of a verified repository side by side, and nothing disagrees", () => {
    verifyAnvil();
    const run = addRun("complete");
    addToRun(run, NOW);
    const jobId = addJob(run, "done");
    expect(rows()).toEqual([
      {
        repositoryId: anvil,
        fullName: "acme/anvil",
        coverage: [
          expect.objectContaining({ stream: "pull_requests", state: "verified", githubCount: 2 }),
          expect.objectContaining({ stream: "reviews", state: "verified", githubCount: 3 }),
        ],
        githubPullRequests: 2,
        storedPullRequests: 2,
        storedReviews: 3,
        jobId,
        jobState: "done",
        hasLiveWorker: false,
        phase: "read",
        failure: null,
        disagreements: [],
      },
    ]);
  });

  test("says not yet read where the ledger has no entry", () => {
    expect(row()).toMatchObject({
      coverage: [
        { stream: "pull_requests", state: "not-yet-read", githubCount: null, storedCount: null },
        { stream: "reviews", state: "not-yet-read", githubCount: null, storedCount: null },
      ],
      jobState: null,
      phase: null,
      disagreements: [],
    });
  });

  test("is there for every repository of the organization, by name, and for no other", () => {
    acme.addRepository("rival/rocket", acme.addOrganization("rival"));
    acme.addRepository("acme/aaa");
    expect(rows().map(({ fullName }) => fullName)).toEqual(["acme/aaa", "acme/anvil"]);
  });

  test("knows which job a worker is at", () => {
    const job = addJob(addRun(), "leased");
    expect(row([job])).toMatchObject({ jobState: "leased", hasLiveWorker: true, disagreements: [] });
    expect(row([])).toMatchObject({
      hasLiveWorker: false,
      disagreements: [{ text: "The pull requests job is leased, but no worker is at it." }],
    });
  });

  test("shows the most telling of a repository's jobs, with its failure", () => {
    const run = addRun();
    addJob(run, "done");
    addJob(run, "dead", { kind: "reviews", failure: { code: "github/server-error", detail: "502" } });
    expect(row()).toMatchObject({
      jobState: "dead",
      failure: { code: "github/server-error", detail: "502" },
    });
  });

  test("shows the ledger's failure when no job has one", () => {
    saveCoverage(acme.database, {
      repositoryId: anvil,
      stream: "pull_requests",
      state: "sso-blocked",
      githubCount: null,
      storedCount: null,
      asOf: null,
      failure: { code: "auth/sso-required", link: "https://github.com/orgs/acme/sso" },
    });
    expect(row().failure).toEqual({ code: "auth/sso-required", link: "https://github.com/orgs/acme/sso" });
  });

  test("looks at the newest job of a kind: a retry that went well outdoes the dead one before it", () => {
    const run = addRun();
    addJob(run, "dead", { failure: { code: "github/server-error" } });
    addJob(run, "done");
    expect(row()).toMatchObject({ jobState: "done", failure: null });
  });

  test("forgets the finished jobs of earlier runs, and not the unfinished ones", () => {
    const earlier = addRun("cancelled");
    addJob(earlier, "dead", { kind: "reviews" });
    addJob(earlier, "ready");
    addRun();
    expect(row()).toMatchObject({
      jobState: "ready",
      disagreements: [{ text: "The pull requests job is ready, but its run has ended." }],
    });
  });
});

describe("a disagreement is found between", () => {
  test("the ledger and rows that were lost", () => {
    verifyAnvil();
    acme.database.prepare("DELETE FROM pull_requests WHERE id = (SELECT max(id) FROM pull_requests)").run();
    setStoredCounts(acme.database, anvil, { pullRequests: 1, reviews: 2 });
    expect(row().disagreements.map(({ text }) => text)).toEqual([
      "The ledger claims 2 pull requests in all, but the database holds 1.",
      "The ledger claims 3 reviews in all, but the database holds 2.",
    ]);
  });

  test("the cached counts and the rows", () => {
    verifyAnvil();
    setStoredCounts(acme.database, anvil, { pullRequests: 2, reviews: 9 });
    expect(row().disagreements.map(({ text }) => text)).toEqual([
      "The cached counts say 2 pull requests and 9 reviews, but the database holds 2 pull requests and 3 reviews.",
    ]);
  });

  test("two pull requests whose wrong numbers of reviews add up", () => {
    acme.addPullRequest(anvil, { reviews: [{}, {}], reviewCount: 1 });
    acme.addPullRequest(anvil, { reviews: [], reviewCount: 1 });
    acme.count(anvil, 2);
    acme.enterInLedger(anvil, "pull_requests", "verified", 2);
    acme.enterInLedger(anvil, "reviews", "verified", 2);
    reach("read");
    expect(row().disagreements.map(({ text }) => text)).toEqual([
      "The ledger says that all reviews are stored, but in 2 pull requests their number differs from GitHub's.",
    ]);
  });

  test("a run that said complete and an organization of which nothing was read", () => {
    addToRun(addRun("complete"), null);
    expect(row().disagreements.map(({ text }) => text)).toEqual([
      "The run ended as complete, but the ledger says not-yet-read for the pull requests and not-yet-read for the reviews.",
    ]);
  });

  test("an open run and a queue that holds nothing for it", () => {
    const run = addRun();
    addToRun(run, null);
    const verify = addJob(run, "ready", { kind: "verify" });
    expect(row().disagreements.map(({ text }) => text)).toEqual([]);
    acme.database.prepare("UPDATE jobs SET state = 'done' WHERE id = ?").run(verify);
    expect(row().disagreements.map(({ text }) => text)).toEqual([
      "The run is still open, but no job is left that would verify this repository.",
    ]);
  });

  test("a settled repository and its ledger even while the run goes on for others", () => {
    verifyAnvil();
    acme.database
      .prepare("UPDATE coverage SET stored_count = 1, github_count = 1 WHERE stream = 'pull_requests'")
      .run();
    acme.count(anvil, 1);
    const run = addRun();
    addJob(run, "ready", { kind: "verify" });
    addToRun(run, null);
    expect(row().disagreements.map(({ text }) => text)).toEqual([]);
    acme.database.prepare("UPDATE sync_run_repositories SET settled_at_ms = 1").run();
    expect(row().disagreements.map(({ text }) => text)).toEqual([
      "The ledger claims 1 pull request in all, but the database holds 2.",
    ]);
  });
});
