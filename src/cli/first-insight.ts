import type { Core } from "../core/core.ts";
import { systemClock } from "../core/ports.ts";
import type { EpochMs, OrganizationId } from "../shared/ids.ts";
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

  /** Looks whether the run has stored something to tell of; rows of earlier runs count too. */
  lookAt(run: RunProgress): void {
    if (this.#showing || (run.firstInsightMs === null && run.pullRequests === 0)) return;
    this.#showing = this.#show(run);
  }

  /** Resolves when nothing more will be shown. */
  async settled(): Promise<void> {
    await this.#showing;
  }

  async #show(run: RunProgress): Promise<void> {
    const insights = await this.#core.call("insights.get", { organizationId: this.#organizationId });
    if (!insights.ok) return;
    this.#afterMs =
      run.firstInsightMs === null
        ? systemClock.now() - this.#commandStartedAt
        : Math.max(0, run.startedAt + run.firstInsightMs - this.#commandStartedAt);
    this.#output.answer({
      json: [firstInsightEvent(insights.value, this.#afterMs)],
      text: () => renderFirstInsight(insights.value, this.#afterMs ?? 0),
    });
  }
}
