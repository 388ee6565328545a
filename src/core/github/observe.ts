import { retryPolicyOf, type Failure } from "../../shared/failures.ts";
import type { Observation } from "../../shared/slices.ts";
import { readSkewMs } from "./answer-headers.ts";
import { readField, type Answer } from "./answer.ts";
import { readRate, withinReason } from "./limits.ts";

/** What a request taught about limits, for the governor. Pure. */
export function observe(
  answer: Answer | null,
  failures: readonly Failure[],
  durationMs: number,
): Observation {
  // A proxy that refuses, and whatever else is in the way, says nothing of GitHub, not even that it can be reached.
  const isReached = !failures.some((failure) => retryPolicyOf(failure) === "wait-network");
  return {
    status: isReached ? (answer?.status ?? null) : null,
    durationMs,
    rate: answer === null ? null : (readRate(answer) ?? readGraphRate(answer)),
    cost: answer === null ? null : readGraphCost(answer),
    limited: failures.map(limitOf).find((limited) => limited !== null) ?? null,
    overloaded: failures.some(isOverload),
  };
}

function limitOf({ code, until }: Failure): Observation["limited"] {
  if (code === "rate-limit/primary") return { limit: "primary", until: until ?? null };
  return code === "rate-limit/secondary" ? { limit: "secondary", until: until ?? null } : null;
}

/** GitHub broke, was too slow, or gave up on the query. */
function isOverload({ code }: Failure): boolean {
  return code === "github/server-error" || code === "github/too-costly" || code === "network/timeout";
}

/** The points that a GraphQL answer says it cost, in `rateLimit`; null on hosts without limits, and for REST. */
function readGraphCost(answer: Answer): number | null {
  const cost = readField(readGraphBudget(answer), "cost");
  return typeof cost === "number" ? cost : null;
}

/** The same budget as in the headers, for hosts that tell it here only. */
function readGraphRate(answer: Answer): Observation["rate"] {
  const budget = readGraphBudget(answer);
  const limit = readField(budget, "limit");
  const remaining = readField(budget, "remaining");
  const resetAt = Date.parse(String(readField(budget, "resetAt")));
  if (typeof limit !== "number" || typeof remaining !== "number" || Number.isNaN(resetAt)) return null;
  return { limit, remaining, resetAt: withinReason(resetAt - readSkewMs(answer), answer) };
}

function readGraphBudget(answer: Answer): unknown {
  return readField(readField(answer.json, "data"), "rateLimit");
}
