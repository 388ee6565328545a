import type { EpochMs, OrganizationId, RepositoryId } from "../../../shared/ids.ts";
import type { WritableDatabase } from "../connection.ts";
import { addToRun } from "../run-repositories.ts";
import { endRun, readNewestRun, reopenRun, type StoredRun } from "../run-store.ts";

/**
 * Lets the newest run of an organization whose rows are incomplete go on, so that it is not called complete and what
 * is missing is read. Its first jobs are taken away, whatever became of them: whoever runs the engine gives a run
 * without first jobs new ones. A run that was cancelled or has failed claims nothing and stays as it is.
 */
export function reopenRuns(database: WritableDatabase, now: EpochMs): void {
  const organizations = database
    .prepare<[], OrganizationId>("SELECT DISTINCT organization_id FROM sync_runs")
    .pluck()
    .all();
  for (const id of organizations) {
    const run = readNewestRun(database, id);
    if (run === null || run.outcome === "cancelled" || run.outcome === "failed") continue;
    if (run.outcome !== null) reopenRun(database, run.id);
    database.prepare("DELETE FROM jobs WHERE run_id = ? AND kind IN ('repositories', 'members')").run(run.id);
    if (run.choice.kind !== "all") takeInChosen(database, run, now);
  }
}

/** Repositories that were chosen one by one must be there: without a list to find it in, a lost one stays lost. */
function takeInChosen(database: WritableDatabase, run: StoredRun, now: EpochMs): void {
  addToRun(database, run.id, findChosen(database, run));
  const wanted =
    run.choice.kind === "all" ? 0 : (run.choice.kind === "ids" ? run.choice.ids : run.choice.names).length;
  const present = database
    .prepare<[number], number>("SELECT count(*) FROM sync_run_repositories WHERE run_id = ?")
    .pluck()
    .get(run.id)!;
  if (present >= wanted) return;
  const detail = `${wanted - present} of the chosen repositories could not be saved`;
  endRun(database, run.id, "failed", { code: "store/corrupt", detail }, now);
}

/** The chosen repositories that are still known. */
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
