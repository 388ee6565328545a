import type { EpochMs, RepositoryId } from "../../shared/ids.ts";
import type { Failure } from "../../shared/failures.ts";
import type { Clock } from "../ports.ts";
import type { PlannedRepository } from "./plan-sync.ts";

/** What GitHub said of a repository when it was counted for a plan. */
export type PlanCount = PlannedRepository["count"] | Failure;

/** A plan is a forecast; what it rests on may be this old. Completeness is always counted afresh. */
const KEPT_MS = 5 * 60_000;

/**
 * Remembers for some minutes what GitHub counted for a plan, so that a plan that follows each change of a selection
 * asks only about what was added. Refusals are not kept: the person may be mending them just now.
 */
export class RecentCounts {
  readonly #clock: Clock;
  readonly #counts = new Map<RepositoryId, { count: PlanCount; at: EpochMs }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  keep(id: RepositoryId, count: PlannedRepository["count"]): void {
    this.#counts.set(id, { count, at: this.#clock.now() });
  }

  /** Those of these repositories that were counted lately. */
  of(ids: readonly RepositoryId[]): Map<RepositoryId, PlanCount> {
    const oldest = this.#clock.now() - KEPT_MS;
    return new Map(
      ids.flatMap((id) => {
        const known = this.#counts.get(id);
        return known && known.at >= oldest ? [[id, known.count] as const] : [];
      }),
    );
  }
}
