import type { EpochMs } from "../../../shared/ids.ts";
import { readOrganization } from "../account-store.ts";
import type { WritableDatabase } from "../connection.ts";
import { endRun, readNewestRun, reopenRun, type StoredRun } from "../run-store.ts";
import { beginRun } from "../../sync/run-work.ts";
import type { OrganizationId, RepositoryId } from "../../../shared/ids.ts";

/**
 * Lets the newest run of an organization whose rows are incomplete go on, so that it is not called complete and what
 * is missing is read: its first jobs are put into the queue again, whatever became of them. A run that was cancelled or
 * has failed claims nothing and stays as it is.
 */
export function takeUpRuns(database: WritableDatabase, now: EpochMs): void {
  const organizations = database
    .prepare<[], OrganizationId>("SELECT DISTINCT organization_id FROM sync_runs")
    .pluck()
    .all();
  for (const id of organizations) {
    const run = readNewestRun(database, id);
    if (run === null || run.outcome === "cancelled" || run.outcome === "failed") continue;
    if (run.outcome !== null) reopenRun(database, run.id);
    takeUp(database, run, now);
  }
}

function takeUp(database: WritableDatabase, run: StoredRun, now: EpochMs): void {
  const isOrganization = readOrganization(database, run.organizationId)?.kind === "organization";
  const chosen = findChosen(database, run);
  beginRun(database, { ...run, isOrganization }, run.choice, chosen, now);
  if (run.choice.kind === "all") return;
  const wanted = run.choice.kind === "ids" ? run.choice.ids.length : run.choice.names.length;
  const present = database
    .prepare<[number], number>("SELECT count(*) FROM sync_run_repositories WHERE run_id = ?")
    .pluck()
    .get(run.id)!;
  if (present >= wanted) return;
  // A repository that was asked for is not known any more: without a list to find it in, only a new sync can.
  const detail = `${wanted - present} of the chosen repositories could not be saved`;
  endRun(database, run.id, "failed", { code: "store/corrupt", detail }, now);
}

/** The chosen repositories that are still known; for "all", the list will tell. */
function findChosen(database: WritableDatabase, { choice, organizationId }: StoredRun): RepositoryId[] {
  const find = (condition: string, values: readonly (number | string)[]): RepositoryId[] =>
    database
      .prepare<[OrganizationId, string], RepositoryId>(
        `SELECT r.id FROM repositories r WHERE r.organization_id = ?
           AND EXISTS (SELECT 1 FROM json_each(?) j WHERE ${condition})`,
      )
      .pluck()
      .all(organizationId, JSON.stringify(values));
  switch (choice.kind) {
    case "all":
      return [];
    case "ids":
      return find("j.value = r.id", choice.ids);
    case "names":
      return find("lower(j.value) IN (lower(r.name), lower(r.full_name))", choice.names);
  }
}
