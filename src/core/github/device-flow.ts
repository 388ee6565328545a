import type { Failure, FailureCode } from "../../shared/failures.ts";
import type { EpochMs } from "../../shared/ids.ts";
import { toOneLine } from "./make-failure.ts";

/*
 * The policy of OAuth's device flow, after GitHub docs, "Authorizing OAuth apps". Pure: `device-flow-requests.ts` asks,
 * this says what an answer means and when to ask again.
 */

/** What GitHub said when it was asked for the token, or that it said nothing. */
export type PollAnswer =
  | { kind: "token"; token: string }
  | { kind: "pending" }
  /** Asked too often; `intervalMs` is what GitHub allows from now on, where it says so. */
  | { kind: "slow-down"; intervalMs: number | null }
  /** For good: the code is of no more use. */
  | { kind: "refused"; failure: Failure }
  /** No answer, or none of GitHub's own: says nothing about the code. */
  | { kind: "trouble"; failure: Failure };

/** How GitHub wants to be asked for one code. */
export interface Polling {
  intervalMs: number;
  expiresAt: EpochMs;
}

export type PollDecision =
  | { kind: "wait"; delayMs: number; polling: Polling; trouble: Failure | null }
  | { kind: "take-token"; token: string }
  | { kind: "give-up"; failure: Failure };

/** What GitHub adds to the interval when it does not say the new one. */
const SLOW_DOWN_MS = 5_000;

/** What to do after an answer: a wait ends with the next question, or with the code's expiry if that comes first. */
export function decideAfterPoll(polling: Polling, answer: PollAnswer, now: EpochMs): PollDecision {
  switch (answer.kind) {
    case "token":
      return { kind: "take-token", token: answer.token };
    case "refused":
      return { kind: "give-up", failure: answer.failure };
    case "pending":
      return waitOn(polling, null, now);
    case "trouble":
      return waitOn(polling, answer.failure, now);
    case "slow-down": {
      const intervalMs = Math.max(polling.intervalMs, answer.intervalMs ?? polling.intervalMs + SLOW_DOWN_MS);
      return waitOn({ ...polling, intervalMs }, null, now);
    }
  }
}

/** The first wait, for a code that was just given, and every later one. */
export function waitOn(polling: Polling, trouble: Failure | null, now: EpochMs): PollDecision {
  if (now >= polling.expiresAt) return { kind: "give-up", failure: { code: "auth/device-code-expired" } };
  const delayMs = Math.min(polling.intervalMs, polling.expiresAt - now);
  return { kind: "wait", delayMs, polling, trouble };
}

/** GitHub's refusals of a code or of the app that asks; both spellings of the expiry are in its docs. */
const REFUSALS: Readonly<Record<string, FailureCode>> = {
  expired_token: "auth/device-code-expired",
  token_expired: "auth/device-code-expired",
  // Also when the answer that held the token was lost on its way: GitHub gives it only once.
  incorrect_device_code: "auth/device-code-expired",
  access_denied: "auth/device-denied",
  device_flow_disabled: "auth/device-flow-disabled",
  incorrect_client_credentials: "auth/client-id-unknown",
  unauthorized_client: "auth/client-id-unknown",
  unsupported_grant_type: "github/request-refused",
};

/** The failure that an `error` of GitHub's stands for; null for one that nobody documents. */
export function failureOfDeviceError(error: string, description: string): Failure | null {
  const code = Object.hasOwn(REFUSALS, error) ? REFUSALS[error] : undefined;
  if (code === undefined) return null;
  const detail = toOneLine(description === "" ? error : description);
  return { code, detail };
}
