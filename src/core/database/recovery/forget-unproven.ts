import type { EpochMs, OrganizationId, RepositoryId } from "../../../shared/ids.ts";
import type { Coverage } from "../../../shared/models.ts";
import { listOrganizations, readListState, saveListState } from "../account-store.ts";
import { FRESH_CHECKPOINT, readCheckpoint, saveCheckpoint } from "../checkpoint-store.ts";
import type { WritableDatabase } from "../connection.ts";
import { readCoverage } from "../coverage-store.ts";
import { countMembers } from "../member-store.ts";
import { countRows, setStoredCounts, type RepositoryCounts } from "../pull-request-store.ts";

/*
 * After rows were lost nobody knows where, only what can be counted is believed: a repository whose rows equal the
 * counts in its ledger stays as it was. All others are read again from the start, and until then not called verified.
 */

/**
 * Resets what is not proven to be whole. Returns the repositories that are to be read again.
 * @param areRowsWhole false when rows lack columns: then their number proves nothing
 */
export function forgetUnproven(
  database: WritableDatabase,
  areRowsWhole: boolean,
  now: EpochMs,
): RepositoryId[] {
  for (const { id } of listOrganizations(database)) forgetLists(database, id, areRowsWhole, now);
  forgetStrayCheckpoints(database);
  const ids = database.prepare<[], RepositoryId>("SELECT id FROM repositories ORDER BY id").pluck().all();
  return ids.filter((id) => {
    const counts = countRows(database, id);
    setStoredCounts(database, id, counts);
    const checkpoint = readCheckpoint(database, "pull_requests", id);
    const ledger = readCoverage(database, id);
    // Known from the list only: there is nothing to be forgotten.
    if (!checkpoint && ledger.length === 0 && counts.pullRequests === 0) return false;
    if (areRowsWhole && isProven(ledger, counts, checkpoint?.phase === "read")) return false;
    forgetRepository(database, id, now);
    return true;
  });
}

/** Whether the ledger speaks of both streams and its counts are those of the rows. */
function isProven(ledger: readonly Coverage[], counts: RepositoryCounts, hasReadAll: boolean): boolean {
  return (["pull_requests", "reviews"] as const).every((stream) => {
    const entry = ledger.find((it) => it.stream === stream);
    switch (entry?.state) {
      case "verified":
      case "empty":
      case "gaps":
        return (
          (hasReadAll || entry.githubCount === 0) &&
          entry.storedCount === (stream === "reviews" ? counts.reviews : counts.pullRequests)
        );
      // These claim nothing about rows.
      case "disabled":
      case "forbidden":
      case "sso-blocked":
      case "gone":
        return true;
      case "not-yet-read":
      case undefined:
        return false;
    }
  });
}

/** Checkpoints of what could not be saved itself. */
function forgetStrayCheckpoints(database: WritableDatabase): void {
  database.exec(`DELETE FROM checkpoints WHERE CASE stream
    WHEN 'repositories' THEN subject_id NOT IN (SELECT id FROM organizations)
    WHEN 'members' THEN subject_id NOT IN (SELECT id FROM organizations)
    ELSE subject_id NOT IN (SELECT id FROM repositories) END`);
}

/** The next sweep has a number of its own: rows that it does not meet are recognized, and go. */
function forgetRepository(database: WritableDatabase, id: RepositoryId, now: EpochMs): void {
  const newestSweep = database
    .prepare<[RepositoryId], number>(
      "SELECT coalesce(max(sweep), 0) FROM pull_requests WHERE repository_id = ?",
    )
    .pluck()
    .get(id)!;
  const before = readCheckpoint(database, "pull_requests", id) ?? FRESH_CHECKPOINT;
  const again = {
    ...FRESH_CHECKPOINT,
    pageSize: before.pageSize,
    sweep: Math.max(newestSweep, before.sweep) + 1,
  };
  database
    .prepare("DELETE FROM checkpoints WHERE stream IN ('pull_requests', 'reviews') AND subject_id = ?")
    .run(id);
  saveCheckpoint(database, "pull_requests", id, again, null, now);
  database.prepare("UPDATE pull_requests SET reviews_cursor = NULL WHERE repository_id = ?").run(id);
  database.prepare("DELETE FROM coverage WHERE repository_id = ?").run(id);
  database.prepare("UPDATE sync_run_repositories SET settled_at_ms = NULL WHERE repository_id = ?").run(id);
}

/** The list of repositories is always read again; the members, if their number is not the one that was verified. */
function forgetLists(
  database: WritableDatabase,
  id: OrganizationId,
  areRowsWhole: boolean,
  now: EpochMs,
): void {
  const newestSweep = database
    .prepare<[OrganizationId], number>(
      "SELECT coalesce(max(list_sweep), 0) FROM repositories WHERE organization_id = ?",
    )
    .pluck()
    .get(id)!;
  const sweep = Math.max(newestSweep, readCheckpoint(database, "repositories", id)?.sweep ?? 0) + 1;
  saveCheckpoint(database, "repositories", id, { ...FRESH_CHECKPOINT, sweep }, null, now);
  saveListState(database, id, { ...readListState(database, id), listedAt: null });
  const membersProven = areRowsWhole ? countMembers(database, id) : null;
  const forgotten = database
    .prepare(
      `UPDATE organizations SET members_verified_at = NULL, member_count = NULL
       WHERE id = ? AND member_count IS NOT ?`,
    )
    .run(id, membersProven);
  if (forgotten.changes > 0) {
    database.prepare("DELETE FROM checkpoints WHERE stream = 'members' AND subject_id = ?").run(id);
  }
}
