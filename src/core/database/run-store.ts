import type { ChosenRepositories } from "../../shared/contract.ts";
import type { AccountId, EpochMs, OrganizationId, RunId } from "../../shared/ids.ts";
import type { Failure } from "../../shared/failures.ts";
import type { ReadableDatabase, WritableDatabase } from "./connection.ts";
import { prepared } from "./prepared.ts";

export type RunOutcome = "complete" | "complete-with-gaps" | "failed" | "cancelled";

/** One request to sync, as stored. */
export interface StoredRun {
  id: RunId;
  accountId: AccountId;
  organizationId: OrganizationId;
  organizationLogin: string;
  apiUrl: string;
  choice: ChosenRepositories;
  /** Null while it has not ended. */
  outcome: RunOutcome | null;
  pausedAt: EpochMs | null;
  startedAt: EpochMs;
  endedAt: EpochMs | null;
  firstInsightMs: number | null;
  requests: number;
  points: number;
  failure: Failure | null;
}

export function createRun(
  database: WritableDatabase,
  run: { accountId: AccountId; organizationId: OrganizationId; choice: ChosenRepositories },
  now: EpochMs,
): RunId {
  return prepared<RunId>(
    database,
    "INSERT INTO sync_runs (account_id, organization_id, choice, started_at_ms) VALUES (?, ?, ?, ?) RETURNING id",
  )
    .pluck()
    .get(run.accountId, run.organizationId, JSON.stringify(run.choice), now)!;
}

type RunRow = Omit<StoredRun, "choice" | "failure"> & { choice: string; failure: string | null };

const SELECT_RUNS = `SELECT s.id, s.account_id AS accountId, s.organization_id AS organizationId,
    o.login AS organizationLogin, h.api_url AS apiUrl, s.choice, s.outcome, s.paused_at_ms AS pausedAt,
    s.started_at_ms AS startedAt, s.ended_at_ms AS endedAt, s.first_insight_ms AS firstInsightMs, s.requests, s.points,
    s.failure
  FROM sync_runs s JOIN organizations o ON o.id = s.organization_id JOIN hosts h ON h.host = o.host`;

function runOfRow(row: RunRow): StoredRun {
  return {
    ...row,
    choice: JSON.parse(row.choice) as ChosenRepositories,
    failure: row.failure === null ? null : (JSON.parse(row.failure) as Failure),
  };
}

export function readRun(database: ReadableDatabase, id: RunId): StoredRun | null {
  const row = prepared<RunRow>(database, `${SELECT_RUNS} WHERE s.id = ?`).get(id);
  return row ? runOfRow(row) : null;
}

/** The newest run of an organization, or of all; null when there was none. */
export function readNewestRun(database: ReadableDatabase, organizationId?: OrganizationId): StoredRun | null {
  const row = prepared<RunRow>(
    database,
    `${SELECT_RUNS} WHERE ? IS NULL OR s.organization_id = ? ORDER BY s.outcome IS NOT NULL, s.id DESC LIMIT 1`,
  ).get(organizationId ?? null, organizationId ?? null);
  return row ? runOfRow(row) : null;
}

/** Runs that have not ended, oldest first. */
export function listUnfinishedRuns(database: ReadableDatabase): StoredRun[] {
  return prepared<RunRow>(database, `${SELECT_RUNS} WHERE s.outcome IS NULL ORDER BY s.id`)
    .all()
    .map(runOfRow);
}

export function setChoice(database: WritableDatabase, id: RunId, choice: ChosenRepositories): void {
  prepared(database, "UPDATE sync_runs SET choice = ? WHERE id = ?").run(JSON.stringify(choice), id);
}

/** Whose token the run is read with from now on. */
export function setAccount(database: WritableDatabase, id: RunId, accountId: AccountId): void {
  prepared(database, "UPDATE sync_runs SET account_id = ? WHERE id = ?").run(accountId, id);
}

export function setPaused(database: WritableDatabase, id: RunId, pausedAt: EpochMs | null): void {
  prepared(database, "UPDATE sync_runs SET paused_at_ms = ? WHERE id = ? AND outcome IS NULL").run(
    pausedAt,
    id,
  );
}

export function endRun(
  database: WritableDatabase,
  id: RunId,
  outcome: RunOutcome,
  failure: Failure | null,
  now: EpochMs,
): void {
  prepared(
    database,
    `UPDATE sync_runs SET outcome = ?, failure = ?, ended_at_ms = ?, paused_at_ms = NULL
     WHERE id = ? AND outcome IS NULL`,
  ).run(outcome, failure && JSON.stringify(failure), now, id);
}

/** A run that had ended goes on: a person retries what had failed. */
export function reopenRun(database: WritableDatabase, id: RunId): void {
  prepared(
    database,
    "UPDATE sync_runs SET outcome = NULL, failure = NULL, ended_at_ms = NULL WHERE id = ?",
  ).run(id);
}

/** Adds what requests cost since the last time, and when the first rows were there. */
export function addCosts(
  database: WritableDatabase,
  id: RunId,
  costs: { requests: number; points: number; firstInsightMs: number | null },
): void {
  prepared(
    database,
    `UPDATE sync_runs SET requests = requests + ?, points = points + ?,
       first_insight_ms = coalesce(first_insight_ms, ?) WHERE id = ?`,
  ).run(costs.requests, costs.points, costs.firstInsightMs, id);
}
