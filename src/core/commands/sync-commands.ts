import type { ChosenRepositories } from "../../shared/contract.ts";
import type { EpochMs, RepositoryId, RunId } from "../../shared/ids.ts";
import { FailureError } from "../../shared/failures.ts";
import type { Organization } from "../../shared/models.ts";
import { failed, ok, type Result } from "../../shared/result.ts";
import { readListState, readReadAnewAt, saveReadAnewAt } from "../database/account-store.ts";
import { forgetLooks, readCheckpoint, saveCheckpoint } from "../database/checkpoint-store.ts";
import type { WritableDatabase } from "../database/connection.ts";
import { removeFromRun, unsettleGaps } from "../database/run-repositories.ts";
import {
  createRun,
  endRun,
  listUnfinishedRuns,
  readNewestRun,
  readRun,
  reopenRun,
  setAccount,
  setChoice,
  setPaused,
  type StoredRun,
} from "../database/run-store.ts";
import { readSettings } from "../database/settings-store.ts";
import { cancelJobs, enqueue, PRIORITY, reviveDead } from "../jobs/job-queue.ts";
import { beginRun } from "../sync/run-work.ts";
import { startSweep } from "../sync/streams/checkpoint-advance.ts";
import { askKeychainAgain } from "./account-commands.ts";
import type { CoreParts, Handlers } from "./parts.ts";
import { requireOrganization, resolveChoice } from "./repository-commands.ts";

export const syncCommands: Handlers<
  "sync.start" | "sync.verify" | "sync.pause" | "sync.resume" | "sync.cancel" | "sync.retry" | "sync.get"
> = {
  "sync.start": async (parts, { organizationId, repositories }) => {
    const organization = requireOrganization(parts, organizationId);
    const choice =
      repositories.kind === "as-before"
        ? readNewestRun(parts.database, organizationId)?.choice
        : repositories;
    if (choice === undefined)
      return failed({ code: "usage/not-allowed-now", detail: "Nothing was synced before." });
    if (choice.kind === "all") return syncAll(parts, organization);
    const ids = await resolveChoice(parts, organization, choice);
    return startRun(parts, organization, choice, ids, () => undefined);
  },

  "sync.verify": async (parts, { organizationId, repositories }) => {
    const organization = requireOrganization(parts, organizationId);
    const ids = await resolveChoice(parts, organization, repositories);
    if (ids.length === 0)
      return failed({ code: "usage/not-allowed-now", detail: "Nothing is stored to verify." });
    return verifyAnew(parts, organization, ids);
  },

  "sync.pause": async (parts, { runId }) => {
    requireRun(parts, runId, "unfinished");
    await parts.writer.write(() => setPaused(parts.database, runId, parts.clock.now()));
    parts.engine.supervisor.abortRun(runId);
    moveOn(parts, runId);
    return ok(null);
  },

  "sync.resume": async (parts, { runId }) => {
    const { accountId } = requireRun(parts, runId, "unfinished");
    const started = await parts.engine.start();
    if (!started.ok) return started;
    await askKeychainAgain(parts, accountId);
    await parts.writer.write(() => setPaused(parts.database, runId, null));
    moveOn(parts, runId);
    return ok(null);
  },

  "sync.cancel": async (parts, { runId }) => {
    const { database, writer, engine, clock } = parts;
    requireRun(parts, runId, "unfinished");
    await writer.write(() => {
      cancelJobs(database, runId, clock.now());
      endRun(database, runId, "cancelled", null, clock.now());
    });
    engine.supervisor.abortRun(runId);
    moveOn(parts, runId);
    return ok(null);
  },

  "sync.retry": async (parts, { runId, repositoryId }) => {
    const { accountId } = requireRun(parts, runId, "any");
    const started = await parts.engine.start();
    if (!started.ok) return started;
    await askKeychainAgain(parts, accountId);
    const stalled = abortStalled(parts, runId, repositoryId);
    const retried = await parts.writer.write(() => retry(parts, runId, repositoryId, parts.clock.now()));
    moveOn(parts, runId);
    return ok({ retried: stalled + retried });
  },

  "sync.get": async ({ database, feed }, { organizationId }) => {
    const run = readNewestRun(database, organizationId);
    return ok(run && feed.view(run));
  },
};

const DAY_MS = 24 * 60 * 60_000;

/** Syncs whatever the list holds; everything anew when the settings ask for that from time to time, and it is time. */
async function syncAll(parts: CoreParts, organization: Organization): Promise<Result<{ runId: RunId }>> {
  const { database, clock } = parts;
  const { id: organizationId } = organization;
  const lastAt = readReadAnewAt(database, organizationId);
  const everyDays = readSettings(database).deepVerifyEveryDays;
  const isDue = lastAt !== null && everyDays > 0 && clock.now() - lastAt >= everyDays * DAY_MS;
  // The list tells what there is; what was known before need not be there any more.
  const ids = isDue ? await resolveChoice(parts, organization, { kind: "all" }) : [];
  return startRun(parts, organization, { kind: "all" }, ids, (runId, now) => {
    if (isDue) readAnew(parts, runId, ids, now);
    if (isDue || lastAt === null) saveReadAnewAt(database, organizationId, now);
  });
}

/** Starts a run that reads these repositories anew. */
export function verifyAnew(
  parts: CoreParts,
  organization: Organization,
  ids: RepositoryId[],
): Promise<Result<{ runId: RunId }>> {
  return startRun(parts, organization, { kind: "ids", ids }, ids, (runId, now) =>
    readAnew(parts, runId, ids, now),
  );
}

/** What is stored of these repositories counts for nothing until it is read and compared again. */
function readAnew({ database }: CoreParts, runId: RunId, ids: readonly RepositoryId[], now: EpochMs): void {
  // They join the run afresh, also if it had settled them already.
  removeFromRun(database, runId, ids);
  for (const id of ids) {
    const checkpoint = readCheckpoint(database, "pull_requests", id);
    if (checkpoint?.phase !== "read") continue;
    saveCheckpoint(database, "pull_requests", id, { ...startSweep(checkpoint), looks: 0 }, null, now);
  }
}

/** Starts a run, or takes the choice into the one that has not ended. `prepare` comes first in its transaction. */
async function startRun(
  parts: CoreParts,
  organization: Organization,
  choice: ChosenRepositories,
  ids: readonly RepositoryId[],
  prepare: (runId: RunId, now: EpochMs) => void,
): Promise<Result<{ runId: RunId }>> {
  const { database, writer, engine, clock, log } = parts;
  const { id: organizationId, accountId } = organization;
  const started = await engine.start();
  if (!started.ok) return started;
  await askKeychainAgain(parts, accountId);
  const now = clock.now();
  const runId = await writer.write(() => {
    const unfinished = listUnfinishedRuns(database).find((run) => run.organizationId === organizationId);
    const runId = unfinished
      ? takeUp(parts, unfinished, organization, choice, now)
      : createRun(database, { accountId, organizationId, choice }, now);
    prepare(runId, now);
    const isOrganization = organization.kind === "organization";
    beginRun(database, { id: runId, organizationId, isOrganization }, choice, ids, now);
    return runId;
  });
  engine.supervisor.costs.assign(accountId, runId);
  log.write({
    at: now,
    level: "info",
    event: "run.started",
    message: `A sync of ${organization.login} starts: ${describeChoice(choice)}.`,
    runId,
    organizationId,
    data: { choice: choice.kind, repositories: ids.length },
  });
  moveOn(parts, runId);
  // Soon it is asked for the first insight; it starts while GitHub lists the repositories.
  parts.reader.warmUp();
  return ok({ runId });
}

/** Lets the engine look for work, and screens look again. */
function moveOn({ engine, feed }: CoreParts, runId: RunId): void {
  engine.supervisor.wake();
  feed.touchAll(runId);
}

function requireRun({ database }: CoreParts, runId: RunId, which: "unfinished" | "any"): StoredRun {
  const run = readRun(database, runId);
  if (!run) throw new FailureError({ code: "usage/bad-input", detail: `There is no sync ${runId}.` });
  if (which === "any") return run;
  if (run.outcome !== null) {
    throw new FailureError({ code: "usage/not-allowed-now", detail: `This sync has ended: ${run.outcome}.` });
  }
  return run;
}

/**
 * A sync of the same organization that has not ended takes the new choice in; nothing is done twice. It goes on as the
 * account through which the organization is read now, and what was given up so far is tried again.
 */
function takeUp(
  { database }: CoreParts,
  run: StoredRun,
  { accountId }: Organization,
  choice: ChosenRepositories,
  now: EpochMs,
): RunId {
  if (choice.kind === "all") setChoice(database, run.id, choice);
  setAccount(database, run.id, accountId);
  setPaused(database, run.id, null);
  reviveDead(database, run.id, undefined, now);
  return run.id;
}

/** Lets go of what makes no progress, so that it begins again at once. Returns how much that was. */
function abortStalled({ engine }: CoreParts, runId: RunId, only: RepositoryId | undefined): number {
  const stalled = engine.supervisor
    .listLive(runId)
    .filter(({ verdict }) => verdict.kind === "stalled")
    .filter(({ slice }) => only === undefined || slice.subjectId === only);
  for (const work of stalled) work.abort();
  return stalled.length;
}

/** Gives what was given up or left with gaps another chance. Returns how many repositories and jobs that concerns. */
function retry(parts: CoreParts, runId: RunId, only: RepositoryId | undefined, now: EpochMs): number {
  const { database } = parts;
  const revived = reviveDead(database, runId, only, now);
  const gaps = unsettleGaps(database, runId, only);
  for (const subjectId of gaps) {
    forgetLooks(database, subjectId);
    enqueue(database, { runId, kind: "pull_requests", subjectId, payload: {}, priority: PRIORITY.head }, now);
  }
  const relisted = only === undefined && relistHidden(database, runId, now) ? 1 : 0;
  const retried = revived + gaps.length + relisted;
  if (retried > 0) reopenRun(database, runId);
  return retried;
}

/** Reads the list again from which GitHub had left something out. False when it was whole, or none was read. */
function relistHidden(database: WritableDatabase, runId: RunId, now: EpochMs): boolean {
  const { choice, organizationId: subjectId } = readRun(database, runId)!;
  if (choice.kind !== "all" || readListState(database, subjectId).hidden === null) return false;
  enqueue(database, { runId, kind: "repositories", subjectId, payload: {}, priority: PRIORITY.list }, now);
  return true;
}

function describeChoice(choice: ChosenRepositories): string {
  switch (choice.kind) {
    case "all":
      return "all repositories";
    case "ids":
      return `${choice.ids.length} repositories`;
    case "names":
      return choice.names.join(", ").slice(0, 300);
  }
}
