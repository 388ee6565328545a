import type { EpochMs } from "../../shared/ids.ts";
import { RESOURCES, type Resource } from "../../shared/resources.ts";
import type { Observation, RequestCost } from "../../shared/slices.ts";

/*
 * How fast one account may ask one host. Pure: every function takes `now` and gives back a new state or a decision.
 *
 * GitHub publishes these limits (GitHub docs, "Rate limits for the REST API"): 100 requests at once; 900 points a
 * minute for REST and 2,000 for GraphQL, a read being one point; 90 s of server time a minute, of which 60 s for
 * GraphQL; and an hourly budget that each answer reports. Server time is estimated as GitHub advises, by response
 * time, less the time of the quickest answer seen, which is the round trip. All are kept with a margin, because other
 * tools of the same person draw on them too.
 */

export interface Limits {
  mostAtOnce: number;
  restPointsPerMinute: number;
  graphqlPointsPerMinute: number;
  serverMsPerMinute: number;
  graphqlServerMsPerMinute: number;
}

export const KEPT_LIMITS: Limits = {
  mostAtOnce: 60,
  restPointsPerMinute: 800,
  graphqlPointsPerMinute: 1_800,
  serverMsPerMinute: 80_000,
  graphqlServerMsPerMinute: 52_000,
};

const MINUTE_MS = 60_000;
const MOST_PUBLISHED_PER_HOUR = 15_000;
const FIRST_AT_ONCE = 24;
/** A longer pause to keep under a limit of the minute is declared: silence without a reason looks like a stall. */
const LONGEST_SHORT_PAUSE_MS = 5_000;
/** GitHub docs, "Best practices": without a header, wait at least a minute, then exponentially longer. */
const SECONDARY_WAIT_MS = 60_000;
const LONGEST_SECONDARY_WAIT_MS = 15 * MINUTE_MS;

interface Budget {
  limit: number;
  remaining: number;
  resetAt: EpochMs;
}

/** No request before this time: GitHub said so. */
interface Closed {
  until: EpochMs;
  limit: "primary" | "secondary";
}

/** One answered request, as long as it counts. */
interface Spent {
  at: EpochMs;
  resource: Resource;
  serverMs: number;
}

export interface GovernorState {
  /** Requests under way, by resource. */
  underWay: Record<Resource, number>;
  /** How many may be under way: grows by one per clean round, halves when GitHub pushes back. */
  atOnce: number;
  cleanAnswers: number;
  /** Requests that were under way when it was halved, and are still: what befalls them is the same trouble. */
  inTrouble: number;
  /** Requests begun in the last minute. */
  begun: { at: EpochMs; resource: Resource }[];
  spent: Spent[];
  budgets: Record<Resource, Budget | null>;
  /** False once an answer showed that the published limits do not hold: an Enterprise Server has its own, or none. */
  hasLimits: boolean;
  /** The hourly budgets are two, and one that is used up leaves the other open; a secondary limit closes both. */
  closed: Record<Resource, Closed | null>;
  secondaryInARow: number;
  /** The quickest answer seen: the round trip. */
  roundTripMs: number | null;
  /** Share of the hourly budget that is left for the person's other tools. */
  reserve: number;
}

export function openGovernor(reserve: number): GovernorState {
  return {
    underWay: { rest: 0, graphql: 0 },
    atOnce: FIRST_AT_ONCE,
    cleanAnswers: 0,
    inTrouble: 0,
    begun: [],
    spent: [],
    budgets: { rest: null, graphql: null },
    hasLimits: true,
    closed: { rest: null, graphql: null },
    secondaryInARow: 0,
    roundTripMs: null,
    reserve,
  };
}

/** Whether a request may begin now. */
export type Decision =
  | { kind: "grant" }
  /** When one under way ends. */
  | { kind: "wait-for-answer" }
  /** A short pause that keeps under a limit of the minute. */
  | { kind: "wait-until"; at: EpochMs }
  /** GitHub said so, the hourly budget is spent, or the minute's for long: a wait to be declared. */
  | { kind: "closed"; until: EpochMs; limit: "primary" | "secondary" | "pace" };

export function decide(state: GovernorState, cost: RequestCost, now: EpochMs): Decision {
  const closed = state.closed[cost.resource];
  if (closed && closed.until > now) return { kind: "closed", ...closed };
  const primary = primaryUntil(state, cost, now);
  if (primary !== null) return { kind: "closed", until: primary, limit: "primary" };
  const underWay = state.underWay.rest + state.underWay.graphql;
  if (underWay >= state.atOnce) return { kind: "wait-for-answer" };
  if (!state.hasLimits) return { kind: "grant" };
  const at = minuteFreeAt(state, cost.resource, now);
  if (at === null) return { kind: "grant" };
  if (at - now > LONGEST_SHORT_PAUSE_MS) return { kind: "closed", until: at, limit: "pace" };
  return underWay > 0 && at === now ? { kind: "wait-for-answer" } : { kind: "wait-until", at };
}

/** When the hourly budget allows this request, or null when it does now. */
function primaryUntil(state: GovernorState, cost: RequestCost, now: EpochMs): EpochMs | null {
  const budget = state.budgets[cost.resource];
  if (!budget || budget.resetAt <= now) return null;
  const reserved = Math.floor(budget.limit * state.reserve);
  const left = budget.remaining - state.underWay[cost.resource] - reserved;
  return left >= cost.points ? null : budget.resetAt;
}

/** When the limits of the minute allow one more request of this kind; null when they do now. */
function minuteFreeAt(state: GovernorState, resource: Resource, now: EpochMs): EpochMs | null {
  const since = now - MINUTE_MS;
  const begun = state.begun.filter((it) => it.at > since && it.resource === resource);
  const most = resource === "rest" ? KEPT_LIMITS.restPointsPerMinute : KEPT_LIMITS.graphqlPointsPerMinute;
  if (begun.length >= most) return begun[begun.length - most]!.at + MINUTE_MS;
  const spent = state.spent.filter((it) => it.at > since);
  const all = serverTimeFreeAt(
    spent,
    state.underWay.rest + state.underWay.graphql,
    KEPT_LIMITS.serverMsPerMinute,
    now,
  );
  if (all !== null || resource === "rest") return all;
  const graphql = spent.filter((it) => it.resource === "graphql");
  return serverTimeFreeAt(graphql, state.underWay.graphql, KEPT_LIMITS.graphqlServerMsPerMinute, now);
}

/** When the server time of the last minute, with what is under way at its average, leaves room for one more. */
function serverTimeFreeAt(
  spent: readonly Spent[],
  underWay: number,
  mostMs: number,
  now: EpochMs,
): EpochMs | null {
  const sumMs = spent.reduce((sum, it) => sum + it.serverMs, 0);
  const averageMs = spent.length === 0 ? 0 : sumMs / spent.length;
  let overMs = sumMs + averageMs * (underWay + 1) - mostMs;
  if (overMs <= 0) return null;
  for (const it of spent) {
    overMs -= it.serverMs;
    if (overMs <= 0) return it.at + MINUTE_MS;
  }
  // One request alone is thought to need more than a minute's worth: what is under way ends, or what was spent counts no more.
  return underWay > 0 ? now : spent.at(-1)!.at + MINUTE_MS;
}

/** The state once a granted request begins. */
export function begin(state: GovernorState, cost: RequestCost, now: EpochMs): GovernorState {
  const since = now - MINUTE_MS;
  return {
    ...state,
    underWay: { ...state.underWay, [cost.resource]: state.underWay[cost.resource] + 1 },
    begun: [...state.begun.filter((it) => it.at > since), { at: now, resource: cost.resource }],
  };
}

/** The state after a request ended, however it did. */
export function observe(
  state: GovernorState,
  resource: Resource,
  seen: Observation,
  now: EpochMs,
): GovernorState {
  const since = now - MINUTE_MS;
  const roundTripMs =
    seen.status === null ? state.roundTripMs : Math.min(state.roundTripMs ?? Infinity, seen.durationMs);
  // Silence is the network's: GitHub itself gives up after 10 s, and says so.
  const serverMs = seen.status === null ? 0 : Math.max(0, seen.durationMs - (roundTripMs ?? 0));
  // A refusal may come without a word of limits, also with status 200: it does not mean that there are none.
  const isAnswer = seen.status !== null && seen.status >= 200 && seen.status < 300 && !seen.limited;
  const next: GovernorState = {
    ...state,
    roundTripMs,
    hasLimits: isAnswer ? isPublished(seen.rate) : state.hasLimits,
    inTrouble: Math.max(0, state.inTrouble - 1),
    underWay: { ...state.underWay, [resource]: Math.max(0, state.underWay[resource] - 1) },
    spent: [...state.spent.filter((it) => it.at > since), { at: now, resource, serverMs }],
    budgets: seen.rate
      ? { ...state.budgets, [resource]: lowerOf(state.budgets[resource], seen.rate) }
      : state.budgets,
  };
  if (seen.limited) return pushBack(next, resource, seen.limited, now);
  if (seen.overloaded) return state.inTrouble > 0 ? { ...next, cleanAnswers: 0 } : halve(next);
  if (seen.status === null) return next;
  return rise(next, now);
}

/** Once for all that is under way together. */
const halve = (state: GovernorState): GovernorState => ({
  ...state,
  atOnce: Math.max(1, Math.floor(state.atOnce / 2)),
  cleanAnswers: 0,
  inTrouble: state.underWay.rest + state.underWay.graphql,
});

/** GitHub publishes at most 15,000 an hour; who reports none, or far more, is an Enterprise Server. */
const isPublished = (rate: Observation["rate"]): boolean =>
  rate !== null && rate.limit <= MOST_PUBLISHED_PER_HOUR;

/** Answers arrive out of order: within one hour's window the lower remainder is the newer. */
function lowerOf(known: Budget | null, told: Budget): Budget {
  if (!known || told.resetAt > known.resetAt + 1_000) return told;
  return told.remaining < known.remaining ? told : known;
}

function pushBack(
  state: GovernorState,
  resource: Resource,
  { limit, until }: NonNullable<Observation["limited"]>,
  now: EpochMs,
): GovernorState {
  const isSecondary = limit === "secondary";
  const wasOpen = (state.closed[resource]?.until ?? 0) <= now;
  // Requests that were under way together are refused together: that is one refusal, not many.
  const secondaryInARow = isSecondary && wasOpen ? state.secondaryInARow + 1 : state.secondaryInARow;
  const fallbackMs = Math.min(
    LONGEST_SECONDARY_WAIT_MS,
    SECONDARY_WAIT_MS * 2 ** Math.max(0, secondaryInARow - 1),
  );
  const told: Closed = { until: until ?? now + fallbackMs, limit };
  const { rest, graphql } = state.closed;
  return {
    ...state,
    secondaryInARow,
    closed: {
      rest: isSecondary || resource === "rest" ? laterOf(rest, told) : rest,
      graphql: isSecondary || resource === "graphql" ? laterOf(graphql, told) : graphql,
    },
    atOnce: isSecondary && wasOpen ? Math.max(1, Math.floor(state.atOnce / 2)) : state.atOnce,
    cleanAnswers: 0,
  };
}

/** An answer that was already on its way does not shorten a wait. */
const laterOf = (known: Closed | null, told: Closed): Closed =>
  known && known.until > told.until ? known : told;

/** One more at once after as many clean answers as may be under way. */
function rise(state: GovernorState, now: EpochMs): GovernorState {
  const isHeldBack = RESOURCES.some((resource) => {
    const closed = state.closed[resource];
    return closed !== null && closed.limit === "secondary" && closed.until > now;
  });
  const cleanAnswers = state.cleanAnswers + 1;
  const isRoundClean = cleanAnswers >= state.atOnce;
  return {
    ...state,
    secondaryInARow: isHeldBack ? state.secondaryInARow : 0,
    atOnce: isRoundClean ? Math.min(KEPT_LIMITS.mostAtOnce, state.atOnce + 1) : state.atOnce,
    cleanAnswers: isRoundClean ? 0 : cleanAnswers,
  };
}

/** A permit whose request never began: its worker ended. */
export function release(state: GovernorState, resource: Resource): GovernorState {
  return {
    ...state,
    inTrouble: Math.max(0, state.inTrouble - 1),
    underWay: { ...state.underWay, [resource]: Math.max(0, state.underWay[resource] - 1) },
  };
}

/** The state on a clock that was turned by this much: each moment keeps its distance from now. */
export function shift(state: GovernorState, byMs: number): GovernorState {
  const moved = <Moment extends { at: EpochMs }>(it: Moment): Moment => ({ ...it, at: it.at + byMs });
  const later = (budget: Budget | null): Budget | null =>
    budget && { ...budget, resetAt: budget.resetAt + byMs };
  const put = (closed: Closed | null): Closed | null => closed && { ...closed, until: closed.until + byMs };
  return {
    ...state,
    begun: state.begun.map(moved),
    spent: state.spent.map(moved),
    closed: { rest: put(state.closed.rest), graphql: put(state.closed.graphql) },
    budgets: { rest: later(state.budgets.rest), graphql: later(state.budgets.graphql) },
  };
}
