import type { Core } from "../core/core.ts";
import { systemClock } from "../core/ports.ts";
import type { SyncView } from "../shared/contract.ts";
import type { Failure } from "../shared/failures.ts";
import type { EpochMs, OrganizationId, RunId } from "../shared/ids.ts";
import type { RunProgress } from "../shared/models.ts";
import type { RecoveryReport } from "../shared/recovery.ts";
import { failed, ok, type Result } from "../shared/result.ts";
import { FirstInsight } from "./first-insight.ts";
import type { Output } from "./output/output.ts";
import { ProgressReporter } from "./progress-reporter.ts";
import { carryOn, freshPatience, judgeRun } from "./wait-patience.ts";

export interface FollowOptions {
  core: Core;
  output: Output;
  organizationId: OrganizationId;
  runId: RunId;
  /** When the command began to talk to GitHub. */
  commandStartedAt: EpochMs;
  maxWaitMs: number;
}

/** A run that came to its end. */
export interface FollowedRun {
  view: SyncView;
  /** From the command's first request to the first insight; null when there was nothing to say. */
  firstInsightMs: number | null;
  durationMs: number;
}

/** Without events, a wait is looked at and the status line redrawn this often. */
const TICK_MS = 250;

/** Shows a run until it ends, or until it should no longer be waited for: then the failure says why. */
export async function followRun(options: FollowOptions): Promise<Result<FollowedRun>> {
  const { core, output, organizationId, commandStartedAt } = options;
  const insight = new FirstInsight(options);
  const [giveUp] = await Promise.all([
    watchUntilEnd(options, (run) => insight.lookAt(run)),
    insight.lookAtStored(),
  ]);
  output.hideStatus();
  await insight.settled();
  if (giveUp) return failed(giveUp);

  const view = await core.call("sync.get", { organizationId });
  if (!view.ok) return view;
  if (view.value === null) return failed({ code: "internal/bug", detail: "the run is gone" });
  return ok({
    view: view.value,
    firstInsightMs: insight.afterMs,
    durationMs: systemClock.now() - commandStartedAt,
  });
}

/** Resolves with null when the run has ended, or with the reason to leave it. */
async function watchUntilEnd(
  { core, output, organizationId, runId, maxWaitMs }: FollowOptions,
  onProgress: (run: RunProgress) => void,
): Promise<Failure | null> {
  const ended = Promise.withResolvers<Failure | null>();
  const reporter = new ProgressReporter(output);
  let patience = freshPatience(maxWaitMs);
  let latest: RunProgress | null = null;

  const look = (): void => {
    if (latest === null) return;
    const now = systemClock.now();
    reporter.show(latest, now);
    patience = carryOn(patience, latest, now);
    const verdict = judgeRun(latest, patience, now);
    if (verdict.kind === "ended") ended.resolve(null);
    if (verdict.kind === "give-up") ended.resolve(verdict.failure);
  };
  const take = (run: RunProgress): void => {
    if (run.runId !== runId) return;
    latest = run;
    onProgress(run);
    look();
  };
  const takeStored = async (): Promise<void> => {
    const view = await core.call("sync.get", { organizationId });
    if (!view.ok) ended.resolve(view.failure);
    else if (view.value?.run.runId === runId) take(view.value.run);
    else ended.resolve({ code: "store/corrupt", detail: "the sync that was under way could not be saved" });
  };
  const takeRecovery = (report: RecoveryReport | null): void => {
    if (report?.kind !== "under-way") void takeStored();
    else if (latest) {
      take({
        ...latest,
        state: "waiting",
        wait: { kind: "storage", since: report.at, failure: report.failure },
      });
    }
  };
  const unsubscribe = core.subscribe((event) => {
    if (event.name === "run.changed") take(event.payload.run);
    if (event.name === "recovery.changed") takeRecovery(event.payload.recovery);
  });
  const ticker = setInterval(look, TICK_MS);
  try {
    // Events before the subscription are not heard again, so the watch begins with a look.
    await takeStored();
    return await ended.promise;
  } finally {
    clearInterval(ticker);
    unsubscribe();
  }
}
