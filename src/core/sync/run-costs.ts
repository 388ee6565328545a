import type { AccountId, RunId } from "../../shared/ids.ts";
import { addCosts } from "../database/run-store.ts";
import type { WritableDatabase } from "../database/connection.ts";

interface Costs {
  requests: number;
  points: number;
  firstInsightMs: number | null;
}

const none = (): Costs => ({ requests: 0, points: 0, firstInsightMs: null });

/** What runs have cost since it was last stored. */
export type StorableCosts = ReadonlyMap<RunId, Readonly<Costs>>;

/** Adds costs to the stored runs. Call inside a transaction. */
export function storeCosts(database: WritableDatabase, taken: StorableCosts): void {
  for (const [runId, costs] of taken) addCosts(database, runId, costs);
}

/** What requests cost since it was last stored: each run's own, and each account's outside of runs. */
export class RunCosts {
  readonly #ofRuns = new Map<RunId, Costs>();
  readonly #ofAccounts = new Map<AccountId, Costs>();

  note(accountId: AccountId, runId: RunId | null, points: number): void {
    const costs = runId === null ? this.#ofAccount(accountId) : this.#ofRun(runId);
    costs.requests += 1;
    costs.points += points;
  }

  /** Rows are there that an insight can rest on. False when that was noted before. */
  noteFirstInsight(runId: RunId, sinceStartMs: number): boolean {
    const costs = this.#ofRun(runId);
    if (costs.firstInsightMs !== null) return false;
    costs.firstInsightMs = sinceStartMs;
    return true;
  }

  /** Lets a run bear what its account has spent on getting ready for it. */
  assign(accountId: AccountId, runId: RunId): void {
    const spent = this.#ofAccount(accountId);
    this.#ofAccounts.delete(accountId);
    const costs = this.#ofRun(runId);
    costs.requests += spent.requests;
    costs.points += spent.points;
  }

  /** Takes what is to be stored; whoever could not store it gives it back. */
  take(): StorableCosts {
    const taken = new Map(this.#ofRuns);
    this.#ofRuns.clear();
    return taken;
  }

  giveBack(taken: StorableCosts): void {
    for (const [runId, { requests, points, firstInsightMs }] of taken) {
      const costs = this.#ofRun(runId);
      costs.requests += requests;
      costs.points += points;
      costs.firstInsightMs = firstInsightMs ?? costs.firstInsightMs;
    }
  }

  #ofRun(runId: RunId): Costs {
    let costs = this.#ofRuns.get(runId);
    if (!costs) this.#ofRuns.set(runId, (costs = none()));
    return costs;
  }

  #ofAccount(accountId: AccountId): Costs {
    let costs = this.#ofAccounts.get(accountId);
    if (!costs) this.#ofAccounts.set(accountId, (costs = none()));
    return costs;
  }
}
