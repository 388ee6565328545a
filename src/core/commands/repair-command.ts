import type { ReconciliationRow } from "../../shared/contract.ts";
import { REPAIRS, type Repair } from "../../shared/disagreements.ts";
import type { RunId } from "../../shared/ids.ts";
import { assertNever, ok } from "../../shared/result.ts";
import { countRows, setStoredCounts } from "../database/pull-request-store.ts";
import { listUnfinishedRuns } from "../database/run-store.ts";
import { releaseStray } from "../jobs/job-queue.ts";
import type { CoreParts, Handlers } from "./parts.ts";
import { requireOrganization } from "./repository-commands.ts";
import { verifyAnew } from "./sync-commands.ts";

export const repairCommand: Handlers<"status.repair"> = {
  "status.repair": async (parts, { organizationId, repositoryId }) => {
    const organization = requireOrganization(parts, organizationId);
    const started = await parts.engine.start();
    if (!started.ok) return started;
    const status = await parts.reader.reconcile(organizationId, parts.engine.supervisor.liveJobIds());
    if (!status.ok) return status;
    const rows = status.value.filter(
      (row) => repositoryId === undefined || row.repositoryId === repositoryId,
    );
    const needing = (repair: Repair): ReconciliationRow[] =>
      rows.filter(({ disagreements }) => disagreements.some(({ kind }) => REPAIRS[kind] === repair));
    const repairs = new Set(
      rows.flatMap(({ disagreements }) => disagreements.map(({ kind }) => REPAIRS[kind])),
    );
    let runId: RunId | null = null;
    for (const repair of repairs) {
      const ids = needing(repair).map((row) => row.repositoryId);
      switch (repair) {
        case "recount":
          await recount(parts, ids);
          break;
        case "release":
          await release(parts, ids);
          break;
        case "verify": {
          const run = await verifyAnew(parts, organization, ids);
          if (!run.ok) return run;
          runId = run.value.runId;
          break;
        }
        default:
          assertNever(repair);
      }
    }
    // Counts that were mended are shown, and insights rest on them.
    for (const run of listUnfinishedRuns(parts.database)) parts.feed.touchAll(run.id);
    parts.feed.touchInsights(organizationId);
    return ok({ repairs: [...repairs], runId });
  },
};

type Ids = ReconciliationRow["repositoryId"][];

function recount({ database, writer }: CoreParts, ids: Ids): Promise<void> {
  return writer.write(() => {
    for (const id of ids) setStoredCounts(database, id, countRows(database, id));
  });
}

async function release({ database, writer, engine, clock }: CoreParts, ids: Ids): Promise<void> {
  const live = engine.supervisor.liveJobIds();
  await writer.write(() => releaseStray(database, ids, live, clock.now()));
  engine.supervisor.wake();
}
