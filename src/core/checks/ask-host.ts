import { z } from "zod";
import type { LimitLeft } from "../../shared/checks.ts";
import { FailureError } from "../../shared/failures.ts";
import type { EpochMs } from "../../shared/ids.ts";
import type { GitHubClient } from "../github/client.ts";
import { sendHttpRequest } from "../github/http-request.ts";
import { failureOfNetworkError } from "../github/network-failures.ts";
import { readAs } from "../github/read-as.ts";
import { requireBody } from "../github/require-body.ts";
import type { Clock } from "../ports.ts";
import type { CheckedHost } from "./surroundings.ts";

/** What a host answered to a question that costs nothing of its limits. */
export interface HostAnswer {
  /** Null where limits are off, and where nobody is signed in. */
  limits: LimitLeft[] | null;
  /** By how much this computer's clock is ahead; null where the host does not say what time it is. */
  aheadMs: number | null;
}

const PATIENCE_MS = 10_000;

const budget = z.object({ limit: z.number(), remaining: z.number(), reset: z.number() });
/** GitHub docs, "Rate limit": asking for it counts against no limit. */
const limitsBody = z.object({ resources: z.object({ core: budget, graphql: budget.optional() }) });

/** Asks a host how it is: with the account's token, or without one where nobody is signed in. Throws `FailureError`. */
export async function askHost({ apiUrl, account }: CheckedHost, clock: Clock): Promise<HostAnswer> {
  if (account === null) return askWithoutToken(apiUrl, clock);
  const client = await account.client();
  if (!client.ok) throw new FailureError(client.failure);
  return askForLimits(client.value, clock);
}

async function askForLimits(client: GitHubClient, clock: Clock): Promise<HostAnswer> {
  const answer = await client.get<unknown>("/rate_limit").catch((error: unknown) => {
    // An Enterprise Server without limits has nothing to tell (GitHub docs, "Rate limit").
    if (error instanceof FailureError && error.failure.code === "github/not-found") return null;
    throw error;
  });
  const { body, serverTime } = requireBody(answer ?? (await client.get<unknown>("/user")));
  const aheadMs = clock.now() - Date.parse(serverTime);
  if (answer === null) return { limits: null, aheadMs };
  const { core, graphql } = readAs(limitsBody, body, "GET /rate_limit").resources;
  const limits = [
    { resource: "core" as const, ...core },
    ...(graphql ? [{ resource: "graphql" as const, ...graphql }] : []),
  ].map(({ resource, limit, remaining, reset }) => ({
    ...{ resource, limit, remaining },
    resetAt: reset * 1_000 + aheadMs,
  }));
  return { limits, aheadMs };
}

async function askWithoutToken(apiUrl: string, clock: Clock): Promise<HostAnswer> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    const { headers } = await sendHttpRequest({
      ...{ method: "HEAD", url: new URL(apiUrl), headers: { "user-agent": "onramp" }, body: null },
      ...{ signal, clock, onArrival: () => undefined },
    });
    return { limits: null, aheadMs: aheadOf(headers.date, clock.now()) };
  } catch (error) {
    throw new FailureError(signal.aborted ? { code: "network/timeout" } : failureOfNetworkError(error));
  }
}

function aheadOf(date: string | undefined, now: EpochMs): number | null {
  const moment = Date.parse(date ?? "");
  return Number.isNaN(moment) ? null : now - moment;
}
