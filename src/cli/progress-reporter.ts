import type { EpochMs } from "../shared/ids.ts";
import type { RunProgress, SyncPlan } from "../shared/models.ts";
import type { Output } from "./output/output.ts";
import { renderPlan, renderProgressNote, renderStatusLine } from "./render/run-progress.ts";

/** How often each form of progress is written at most, unless the run's state changes. */
const INTERVAL_MS = { json: 500, statusLine: 100, note: 10_000 } as const;

/** Shows how a run goes on: a status line on a terminal, a line now and then elsewhere, or JSON. */
export class ProgressReporter {
  readonly #output: Output;
  readonly #intervalMs: number;
  #shownAt: EpochMs | null = null;
  #shownState = "";
  #hasShownPlan = false;

  constructor(output: Output) {
    this.#output = output;
    this.#intervalMs = output.isJson
      ? INTERVAL_MS.json
      : output.hasStatusLine
        ? INTERVAL_MS.statusLine
        : INTERVAL_MS.note;
  }

  show(run: RunProgress, now: EpochMs): void {
    if (run.plan && !this.#hasShownPlan) this.#showPlan(run.plan);
    const state = `${run.state} ${run.wait?.kind ?? ""}`;
    const isDue = this.#shownAt === null || now - this.#shownAt >= this.#intervalMs;
    if (!isDue && state === this.#shownState) return;
    this.#shownAt = now;
    this.#shownState = state;
    if (this.#output.isJson) this.#output.event(progressEvent(run));
    else if (this.#output.hasStatusLine) this.#output.showStatus((columns) => renderStatusLine(run, columns));
    else this.#output.note(renderProgressNote(run));
  }

  /** In the terminal reading starts before the plan is complete, so it is shown when it is there. */
  #showPlan(plan: SyncPlan): void {
    this.#hasShownPlan = true;
    const { refused, ...figures } = plan;
    this.#output.event({ event: "plan", ...figures, refused: refused.length });
    this.#output.note(renderPlan(plan));
  }
}

function progressEvent(run: RunProgress): { event: string; [field: string]: unknown } {
  const { state, wait, stall, listing, counts, repositories, pullRequests, pullRequestsExpected } = run;
  const { reviews, members, requests, points, pointsRemaining, rowsPerSecond, remainingMs, degraded } = run;
  return {
    event: "progress",
    state,
    wait,
    stall,
    degraded,
    listing,
    repositories,
    counts,
    pullRequests,
    pullRequestsExpected,
    reviews,
    members: members?.members ?? 0,
    requests,
    points,
    pointsRemaining,
    rowsPerSecond,
    remainingMs,
  };
}
