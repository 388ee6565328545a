import type { Core } from "../core/core.ts";
import { systemClock } from "../core/ports.ts";
import type { EpochMs, OrganizationId } from "../shared/ids.ts";
import type { Insights } from "../shared/insights.ts";
import type { RunProgress } from "../shared/models.ts";
import type { Output } from "./output/output.ts";
import { firstInsightEvent, renderFirstInsight } from "./render/first-insight.ts";

/** Shows the first insight as soon as there are rows to compute it from. */
export class FirstInsight {
  readonly #core: Core;
  readonly #output: Output;
  readonly #organizationId: OrganizationId;
  readonly #commandStartedAt: EpochMs;
  #showing: Promise<void> | null = null;
  #afterMs: number | null = null;

  constructor(options: {
    core: Core;
    output: Output;
    organizationId: OrganizationId;
    commandStartedAt: EpochMs;
  }) {
    this.#core = options.core;
    this.#output = options.output;
    this.#organizationId = options.organizationId;
    this.#commandStartedAt = options.commandStartedAt;
  }

  /** From the command's first request until the insight was there; null as long as there is none. */
  get afterMs(): number | null {
    return this.#afterMs;
  }

  /** Shows it at once where earlier runs have stored something. */
  async lookAtStored(): Promise<void> {
    const insights = await this.#compute();
    if (insights === null || insights.coverage.storedPullRequests === 0 || this.#showing) return;
    this.#tell(insights, systemClock.now() - this.#commandStartedAt);
    this.#showing = Promise.resolve();
  }

  /** Looks whether the run has stored something to tell of. */
  lookAt(run: RunProgress): void {
    if (run.firstInsightMs === null || this.#showing) return;
    // A run that was taken up may have come to it before this command began.
    const afterMs = Math.max(0, run.startedAt + run.firstInsightMs - this.#commandStartedAt);
    this.#showing = this.#compute().then((insights) => {
      if (insights) this.#tell(insights, afterMs);
    });
  }

  /** Resolves when nothing more will be shown. */
  async settled(): Promise<void> {
    await this.#showing;
  }

  async #compute(): Promise<Insights | null> {
    const insights = await this.#core.call("insights.get", { organizationId: this.#organizationId });
    return insights.ok ? insights.value : null;
  }

  #tell(insights: Insights, afterMs: number): void {
    this.#afterMs = afterMs;
    this.#output.answer({
      json: [firstInsightEvent(insights, afterMs)],
      text: () => renderFirstInsight(insights, afterMs),
    });
  }
}
