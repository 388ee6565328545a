import type { EpochMs } from "../../shared/ids.ts";
import type { Insights, InsightScope } from "../../shared/insights.ts";
import { withStoreFailures, type ReadableDatabase } from "../database/connection.ts";
import { dataVersionOf } from "../database/data-version.ts";
import { computeInsights } from "./compute-insights.ts";

/** Ages grow with the time alone: by so little that nobody sees it. */
const KEPT_FOR_MS = 60_000;
/** A person goes back and forth between a few scopes. */
const MAX_KEPT = 8;

/**
 * The insights that one connection has computed, for whoever asks for them again: they are given as they are, and say
 * when they were computed, until anything is stored or a minute has passed.
 */
export class KeptInsights {
  readonly #kept = new Map<string, Insights>();
  #version: number | null = null;

  /** Throws as `computeInsights` does. The connection must be the same at each call, and must not write. */
  compute(database: ReadableDatabase, scope: InsightScope, now: EpochMs): Insights {
    const version = withStoreFailures(() => dataVersionOf(database));
    if (version !== this.#version) this.#kept.clear();
    this.#version = version;
    const name = JSON.stringify(scope);
    const kept = this.#kept.get(name);
    if (kept && now >= kept.computedAt && now - kept.computedAt < KEPT_FOR_MS) return kept;
    const insights = computeInsights(database, scope, now);
    this.#kept.delete(name);
    this.#kept.set(name, insights);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MAX_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return insights;
  }
}
