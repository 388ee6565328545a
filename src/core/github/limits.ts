import type { EpochMs } from "../../shared/ids.ts";
import type { Observation } from "../../shared/slices.ts";
import { readSkewMs } from "./answer-headers.ts";
import type { Answer } from "./answer.ts";

/** How long to wait at least when GitHub asks for a pause without saying how long (GitHub docs, "Rate limits"). */
const UNNAMED_PAUSE_MS = 60_000;
/** A moment that has passed already must not end in a busy loop. */
const SHORTEST_PAUSE_MS = 1_000;
/**
 * GitHub's windows are an hour. Whoever names a moment far beyond that, such as a proxy that counts milliseconds, is asked
 * again after this long: no sync waits for years.
 */
const LONGEST_PAUSE_MS = 2 * 60 * 60_000;

/** The primary limit as the headers report it, on this machine's clock; null where limits are off. */
export function readRate(answer: Answer): Observation["rate"] {
  const limit = readWholeNumber(answer, "x-ratelimit-limit");
  const remaining = readWholeNumber(answer, "x-ratelimit-remaining");
  const reset = readWholeNumber(answer, "x-ratelimit-reset");
  if (limit === null || remaining === null || reset === null) return null;
  return { limit, remaining, resetAt: withinReason(reset * 1_000 - readSkewMs(answer), answer) };
}

/**
 * Until when a refused client must wait, on this machine's clock. GitHub's order (docs, "Troubleshooting the REST API"):
 * `retry-after`; else, with nothing remaining, the reset; else at least a minute.
 */
export function readPauseEnd(answer: Answer): EpochMs {
  const named = readRetryAfter(answer) ?? readResetWhenUsedUp(answer);
  if (named === null) return answer.receivedAt + UNNAMED_PAUSE_MS;
  return Math.max(withinReason(named, answer), answer.receivedAt + SHORTEST_PAUSE_MS);
}

/** The end of a pause that the answer names, if it is not too far away to be meant. */
export function withinReason(end: EpochMs, { receivedAt }: Answer): EpochMs {
  return Math.min(end, receivedAt + LONGEST_PAUSE_MS);
}

/** Whether the answer itself says that nothing is left of the hourly budget. */
export function isUsedUp(answer: Answer): boolean {
  return readWholeNumber(answer, "x-ratelimit-remaining") === 0;
}

function readResetWhenUsedUp(answer: Answer): EpochMs | null {
  return isUsedUp(answer) ? (readRate(answer)?.resetAt ?? null) : null;
}

/** `retry-after` counts seconds, or names a moment on the server's clock (RFC 9110, 10.2.3). */
function readRetryAfter(answer: Answer): EpochMs | null {
  const text = answer.headers["retry-after"];
  if (text === undefined) return null;
  const seconds = readWholeNumber(answer, "retry-after");
  if (seconds !== null) return answer.receivedAt + seconds * 1_000;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? null : moment - readSkewMs(answer);
}

function readWholeNumber(answer: Answer, header: string): number | null {
  const text = answer.headers[header] ?? "";
  return /^\d+$/.test(text) ? Number(text) : null;
}
