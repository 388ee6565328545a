import type { OrganizationId, RepositoryId } from "../../shared/ids.ts";
import { FailureError } from "../../shared/failures.ts";
import type { Organization } from "../../shared/models.ts";
import { ok } from "../../shared/result.ts";
import type { Slice, SliceReport } from "../../shared/slices.ts";
import { readAccount } from "../database/account-store.ts";
import { readCheckpoint } from "../database/checkpoint-store.ts";
import { countRows } from "../database/pull-request-store.ts";
import { readRepositories } from "../database/repository-store.ts";
import { planSync, type PlannedRepository } from "../sync/plan-sync.ts";
import type { PlanCount } from "../sync/recent-counts.ts";
import { VERIFY_BATCH } from "../sync/run-work.ts";
import type { CoreParts, Handlers } from "./parts.ts";
import { requireOrganization, resolveChoice } from "./repository-commands.ts";

/** Count queries under way at once. */
const BATCHES_AT_ONCE = 6;

export const planCommand: Handlers<"sync.plan"> = {
  "sync.plan": async (parts, { organizationId, repositories }) => {
    const organization = requireOrganization(parts, organizationId);
    const ids = await resolveChoice(parts, organization, repositories);
    const counted = await countAll(parts, organization, ids);
    const plan = planSync(
      readRepositories(parts.database, ids).map((it) => describe(parts, it, counted)),
      {
        hasMembers: organization.kind === "organization",
        pointsRemaining: parts.governor.pointsRemaining(organization.accountId),
        atOnce: Math.min(parts.governor.atOnce(organization.accountId), parts.engine.pool.capacity),
      },
    );
    parts.plans.set(organizationId, plan);
    return ok(plan);
  },
};

type Counted = Map<RepositoryId, PlanCount>;

function describe(
  { database }: CoreParts,
  { id, fullName }: { id: RepositoryId; fullName: string },
  counted: Counted,
): PlannedRepository {
  const found = counted.get(id) ?? null;
  const refused = found !== null && "code" in found ? found : null;
  const checkpoint = readCheckpoint(database, "pull_requests", id);
  return {
    repositoryId: id,
    fullName,
    count: refused ? null : (found as PlannedRepository["count"]),
    refused,
    stored: { pullRequests: countRows(database, id).pullRequests, watermark: checkpoint?.watermark ?? null },
  };
}

/**
 * The counts of all these repositories: those of the last minutes, and for the others what GitHub answers, some batches
 * at a time. Throws what stops a whole batch.
 */
async function countAll(
  parts: CoreParts,
  organization: Organization,
  ids: readonly RepositoryId[],
): Promise<Counted> {
  await parts.engine.checkHealth();
  const counted: Counted = parts.recentCounts.of(ids);
  const missing = ids.filter((id) => !counted.has(id));
  const batches: RepositoryId[][] = [];
  for (let at = 0; at < missing.length; at += VERIFY_BATCH)
    batches.push(missing.slice(at, at + VERIFY_BATCH));
  const note = (report: SliceReport): void => {
    if (report.kind === "repository-counted") {
      counted.set(report.repositoryId, report);
      parts.recentCounts.keep(report.repositoryId, report);
    }
    if (report.kind === "repository-refused") counted.set(report.repositoryId, report.failure);
  };
  const work = async (): Promise<void> => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      const outcome = await parts.engine.supervisor.runOnce(sliceFor(parts, organization, batch), note);
      if (outcome.kind === "failed") throw new FailureError(outcome.failure);
    }
  };
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, work));
  return counted;
}

function sliceFor(
  { database }: CoreParts,
  { id, accountId }: { id: OrganizationId; accountId: Organization["accountId"] },
  repositoryIds: readonly RepositoryId[],
): Slice {
  return {
    kind: "counts",
    lease: null,
    runId: null,
    accountId,
    apiUrl: readAccount(database, accountId)!.apiUrl,
    organizationId: id,
    subjectId: id,
    payload: { repositoryIds },
    attempt: 1,
    maxPages: 1,
  };
}
