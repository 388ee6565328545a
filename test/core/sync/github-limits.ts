import { RateKeeper } from "../../../src/sample/server/rate-keeper.ts";
import type { Observation, RequestCost } from "../../../src/shared/slices.ts";
import {
  begin,
  decide,
  observe,
  openGovernor,
  type GovernorState,
} from "../../../src/core/sync/governor-policy.ts";

/*
 * A GitHub without a network, in time that is only counted: it answers requests after a while, and refuses those that
 * break its published limits (the sample server's own book-keeping). A governor asks it for as much as it dares.
 */

type Resource = RequestCost["resource"];

export interface Load {
  /** What there is to ask for, in order. */
  requests: Resource[];
  roundTripMs: number;
  /** How long the server works on each request. */
  workMs: (index: number) => number;
  /** GraphQL points that other tools of the same person have used in this hour. */
  usedBefore: number;
  /** The share of the hourly budget that is left to them. */
  reserve: number;
}

export interface Outcome {
  answered: number;
  refusals: { primary: number; secondary: number };
  mostAtOnce: number;
  /** Requests that began although GitHub had said that none may before a later time. */
  tooEarly: number;
  pointsLeft: number;
  tookMs: number;
}

interface UnderWay {
  endsAt: number;
  resource: Resource;
  workMs: number;
  observation: Observation;
}

const START = Date.parse("2026-11-24T09:00:00Z");
const bookOf = (resource: Resource) => (resource === "rest" ? "core" : "graphql");

/** Lets a governor work through a load. Throws when it would wait for ever. */
export function workThrough(load: Load): Outcome {
  const github = new RateKeeper("published");
  github.spend("graphql", load.usedBefore, START);
  const outcome: Outcome = {
    answered: 0,
    refusals: { primary: 0, secondary: 0 },
    mostAtOnce: 0,
    tooEarly: 0,
    pointsLeft: 0,
    tookMs: 0,
  };
  const waiting = [...load.requests];
  const underWay: UnderWay[] = [];
  let state: GovernorState = openGovernor(load.reserve);
  let now = START;
  let index = 0;
  let forbiddenUntil = 0;

  /** GitHub takes a request in, or refuses it. */
  function send(resource: Resource): UnderWay {
    const refusal = github.refuse(bookOf(resource), underWay.length + 1, now);
    index += 1;
    if (refusal) {
      outcome.refusals[refusal.kind] += 1;
      const until = refusal.kind === "primary" ? refusal.resetAt : now + refusal.retryAfterSeconds * 1_000;
      const limited = { limit: refusal.kind, until };
      const durationMs = load.roundTripMs;
      const seen = { status: 403, durationMs, rate: null, cost: null, limited, overloaded: false };
      return { endsAt: now + durationMs, resource, workMs: 0, observation: seen };
    }
    github.countRequest(bookOf(resource), now);
    github.spend(bookOf(resource), 1, now);
    const workMs = load.workMs(index);
    const durationMs = load.roundTripMs + workMs;
    const { limit, remaining, resetAt } = github.view(bookOf(resource), now);
    const rate = { limit, remaining, resetAt };
    const seen = { status: 200, durationMs, rate, cost: 1, limited: null, overloaded: false };
    return { endsAt: now + durationMs, resource, workMs, observation: seen };
  }

  /** The request that is answered next ends. */
  function answer(): void {
    underWay.sort((a, b) => a.endsAt - b.endsAt);
    const ended = underWay.shift();
    if (!ended) throw new Error("nothing is under way, and the governor waits for an answer");
    now = Math.max(now, ended.endsAt);
    github.addWork(bookOf(ended.resource), ended.workMs, now);
    state = observe(state, ended.resource, ended.observation, now);
    const { limited } = ended.observation;
    if (limited) {
      forbiddenUntil = Math.max(forbiddenUntil, limited.until ?? 0);
      waiting.unshift(ended.resource);
    } else outcome.answered += 1;
  }

  /** Time passes until then, or until a request under way is answered. */
  function waitUntil(at: number): void {
    if (underWay.some(({ endsAt }) => endsAt <= at)) return answer();
    if (at <= now) throw new Error("the governor waits for a moment that has passed");
    now = at;
  }

  while (waiting.length > 0 || underWay.length > 0) {
    const resource = waiting[0];
    if (!resource) {
      answer();
      continue;
    }
    const decision = decide(state, { resource, points: 1 }, now);
    switch (decision.kind) {
      case "grant":
        waiting.shift();
        if (now < forbiddenUntil) outcome.tooEarly += 1;
        state = begin(state, { resource, points: 1 }, now);
        underWay.push(send(resource));
        outcome.mostAtOnce = Math.max(outcome.mostAtOnce, underWay.length);
        break;
      case "wait-for-answer":
        answer();
        break;
      case "wait-until":
        waitUntil(decision.at);
        break;
      case "closed":
        waitUntil(decision.until);
        break;
    }
  }
  outcome.pointsLeft = github.view("graphql", now).remaining;
  outcome.tookMs = now - START;
  return outcome;
}
