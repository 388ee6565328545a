import { setTimeout as sleep } from "node:timers/promises";
import type { Core } from "../core/core.ts";
import { systemClock } from "../core/ports.ts";
import { retryPolicyOf, type Failure } from "../shared/failures.ts";
import type { EpochMs } from "../shared/ids.ts";
import { failed, type Result } from "../shared/result.ts";
import { connect, type Connection } from "./connect.ts";
import type { Target } from "./connection-options.ts";
import type { Context } from "./context.ts";
import { summarizeFailure } from "./render/failure.ts";

/** The network is tried again this often; the promise is to go on within 5 s of its return. */
const TRY_AGAIN_MS = 3_000;

/** Connects; while the network or a limit is in the way, tries again until the person's patience is used up. */
export async function connectPatiently(
  core: Core,
  target: Target,
  { token, output }: Context,
  maxWaitMs: number,
): Promise<Result<Connection>> {
  const deadline = systemClock.now() + maxWaitMs;
  let said = "";
  for (;;) {
    const connected = await connect(core, target, token);
    if (connected.ok || !(await isWorthWaiting(core, connected.failure))) return connected;
    const pauseMs = pauseBeforeNextTry(connected.failure, systemClock.now(), deadline);
    if (pauseMs === null) return failed(giveUp(connected.failure, maxWaitMs));
    const cause = summarizeFailure(connected.failure);
    if (cause !== said) output.note(`${cause}. Trying again for ${maxWaitMs / 60_000} min at most.`);
    said = cause;
    await sleep(pauseMs);
  }
}

/**
 * A host that has never answered is more likely misspelt than away, so its failure is told at once; the first
 * account stored shows that this data directory has reached GitHub before.
 */
async function isWorthWaiting(core: Core, failure: Failure): Promise<boolean> {
  const policy = retryPolicyOf(failure);
  if (policy === "wait-limit") return true;
  if (policy !== "wait-network") return false;
  const accounts = await core.call("account.list", {});
  return accounts.ok && accounts.value.length > 0;
}

/** How long to pause before the next try, or null when no try is left before the deadline. Pure. */
export function pauseBeforeNextTry(failure: Failure, now: EpochMs, deadline: EpochMs): number | null {
  const nextTry = Math.max(failure.until ?? 0, now + TRY_AGAIN_MS);
  return nextTry <= deadline ? nextTry - now : null;
}

function giveUp(failure: Failure, maxWaitMs: number): Failure {
  return {
    code: "run/gave-up-waiting",
    detail: `${summarizeFailure(failure)}; --wait allows ${maxWaitMs / 60_000} min`,
    ...(failure.until === undefined ? {} : { until: failure.until }),
  };
}
