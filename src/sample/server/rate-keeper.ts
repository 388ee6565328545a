/**
 * GitHub's limits, published in "Rate limits for the REST API" and "Rate limits and query limits for the GraphQL API":
 * an hourly budget each for REST requests and GraphQL points, and the secondary limits over any 60 seconds.
 */

const hourMs = 3_600_000;
const minuteMs = 60_000;
const publishedLimit = 5_000;
/** What the headers say where no limit is enforced: more than anyone can use, so that no client waits for nothing. */
const boundlessLimit = 1_000_000;
const mostConcurrent = 100;
const mostRestPointsPerMinute = 900;
const mostGraphqlPointsPerMinute = 2_000;
const mostWorkMsPerMinute = 90_000;
const mostGraphqlWorkMsPerMinute = 60_000;
/** How long GitHub asks a client to wait that was too fast. */
const penaltySeconds = 60;

export type Resource = "core" | "graphql";

interface Budget {
  used: number;
  resetAt: number;
  /** A test has used this budget up; it is enforced whatever the mode. */
  exhausted: boolean;
}

/** Why a request is refused. */
export type Refusal = { kind: "primary"; resetAt: number } | { kind: "secondary"; retryAfterSeconds: number };

/** What a budget looks like now; `resetAt` in epoch milliseconds. */
export interface BudgetView {
  limit: number;
  remaining: number;
  used: number;
  resetAt: number;
}

/** Sums amounts over the last 60 seconds. */
class MinuteWindow {
  #entries: { at: number; amount: number }[] = [];
  #sum = 0;

  add(at: number, amount: number): void {
    this.#entries.push({ at, amount });
    this.#sum += amount;
  }

  sum(now: number): number {
    let old = 0;
    while (old < this.#entries.length && (this.#entries[old]?.at ?? now) <= now - minuteMs) {
      this.#sum -= this.#entries[old]?.amount ?? 0;
      old += 1;
    }
    if (old > 0) this.#entries = this.#entries.slice(old);
    return this.#sum;
  }
}

/** Counts what was spent and says when a request must be refused. Pure but for its own sums: every method takes `now`. */
export class RateKeeper {
  readonly enforced: boolean;
  readonly #budgets: Record<Resource, Budget | undefined> = { core: undefined, graphql: undefined };
  readonly #points: Record<Resource, MinuteWindow> = {
    core: new MinuteWindow(),
    graphql: new MinuteWindow(),
  };
  readonly #work: Record<Resource, MinuteWindow> = {
    core: new MinuteWindow(),
    graphql: new MinuteWindow(),
  };
  #blockedUntil = 0;

  constructor(mode: "off" | "published") {
    this.enforced = mode === "published";
  }

  #budget(resource: Resource, now: number): Budget {
    const known = this.#budgets[resource];
    if (known !== undefined && now < known.resetAt) return known;
    const fresh: Budget = {
      used: 0,
      resetAt: Math.ceil((now + hourMs) / 1000) * 1000,
      exhausted: false,
    };
    this.#budgets[resource] = fresh;
    return fresh;
  }

  view(resource: Resource, now: number): BudgetView {
    const budget = this.#budget(resource, now);
    const limit = this.enforced || budget.exhausted ? publishedLimit : boundlessLimit;
    const used = budget.exhausted ? Math.max(limit, budget.used) : budget.used;
    return { limit, used, remaining: Math.max(0, limit - used), resetAt: budget.resetAt };
  }

  /** @param concurrent requests being answered now, this one among them */
  refuse(resource: Resource, concurrent: number, now: number): Refusal | undefined {
    const view = this.view(resource, now);
    if ((this.enforced || this.#budget(resource, now).exhausted) && view.remaining === 0)
      return { kind: "primary", resetAt: view.resetAt };
    if (!this.enforced) return undefined;
    const work = { core: this.#work.core.sum(now), graphql: this.#work.graphql.sum(now) };
    const tooFast =
      now < this.#blockedUntil ||
      concurrent > mostConcurrent ||
      this.#points.core.sum(now) >= mostRestPointsPerMinute ||
      this.#points.graphql.sum(now) >= mostGraphqlPointsPerMinute ||
      work.core + work.graphql >= mostWorkMsPerMinute ||
      work.graphql >= mostGraphqlWorkMsPerMinute;
    if (!tooFast) return undefined;
    if (now >= this.#blockedUntil) this.#blockedUntil = now + penaltySeconds * 1000;
    return {
      kind: "secondary",
      retryAfterSeconds: Math.max(1, Math.ceil((this.#blockedUntil - now) / 1000)),
    };
  }

  /** Counts one request towards the secondary limits; a read is one point, a GraphQL query too. */
  countRequest(resource: Resource, now: number): void {
    this.#points[resource].add(now, 1);
  }

  /** Spends from the hourly budget: 1 for a REST request that was not a 304, a query's points for GraphQL. */
  spend(resource: Resource, points: number, now: number): void {
    this.#budget(resource, now).used += points;
  }

  /** Adds time that the server worked on an answer. */
  addWork(resource: Resource, workMs: number, now: number): void {
    this.#work[resource].add(now, workMs);
  }

  exhaust(resource: Resource, resetInMs: number, now: number): void {
    this.#budgets[resource] = {
      used: publishedLimit,
      resetAt: Math.ceil((now + resetInMs) / 1000) * 1000,
      exhausted: true,
    };
  }

  /** Forgets what tests have used up. */
  restore(): void {
    for (const resource of ["core", "graphql"] as const) {
      if (this.#budgets[resource]?.exhausted === true) this.#budgets[resource] = undefined;
    }
    this.#blockedUntil = 0;
  }
}
