import type { RepositoryId } from "../../../src/shared/ids.ts";
import type { CoverageState } from "../../../src/shared/models.ts";
import type { AccountFacts } from "../../../src/core/database/account-store.ts";
import { settleInRun } from "../../../src/core/database/coverage-store.ts";
import {
  FRESH_CHECKPOINT,
  saveCheckpoint,
  type Checkpoint,
} from "../../../src/core/database/checkpoint-store.ts";
import { addToRun } from "../../../src/core/database/run-repositories.ts";
import { readRun, type StoredRun } from "../../../src/core/database/run-store.ts";
import { StoredQueue } from "../jobs/stored-queue.ts";

/** Another account of the organization's host. */
export const GRACE: AccountFacts = {
  ...{ host: "github.com", apiUrl: "https://api.github.com", githubId: 2, login: "grace", name: null },
  ...{ isSample: false, tokenKind: "classic", scopes: [], tokenExpiresAt: null, tokenStorage: "session" },
};

/** A run over repositories in a real database, brought from state to state as the engine does it. */
export class StoredRunWorld extends StoredQueue {
  readonly repositories: RepositoryId[] = [];

  /** Adds a repository, chosen for the run unless it is only known. */
  addRepository(isChosen = true): RepositoryId {
    const id = this.organization.addRepository(`acme/repository-${this.repositories.length + 1}`);
    this.repositories.push(id);
    if (isChosen) addToRun(this.database, this.runId, [id]);
    return id;
  }

  addRepositories(count: number): RepositoryId[] {
    return Array.from({ length: count }, () => this.addRepository());
  }

  run(): StoredRun {
    return readRun(this.database, this.runId)!;
  }

  reach(id: RepositoryId, phase: Checkpoint["phase"]): void {
    const checkpoint = { ...FRESH_CHECKPOINT, phase };
    saveCheckpoint(this.database, "pull_requests", id, checkpoint, null, this.clock.now());
  }

  /** Settles a repository in the run, with the same entry in the ledger for both streams. */
  settle(id: RepositoryId, state: CoverageState = "verified"): void {
    for (const stream of ["pull_requests", "reviews"] as const) {
      this.organization.enterInLedger(id, stream, state, 0);
    }
    settleInRun(this.database, this.runId, id, this.clock.now());
  }

  /** The run's jobs in a state, as `kind subject`. */
  listJobs(state: string): string[] {
    return this.database
      .prepare<[string], string>("SELECT kind || ' ' || subject_id FROM jobs WHERE state = ? ORDER BY id")
      .pluck()
      .all(state);
  }
}
