import { FAILURE_TEXTS, type FailureText, type RetryPolicy } from "./failure-texts.ts";
import type { EpochMs } from "./ids.ts";

/**
 * Every failure Onramp knows, by code. The list is closed: adding a code without an entry in `FAILURE_TEXTS`
 * does not compile. A failure is a plain object, so that it survives threads, IPC and SQLite.
 */
export type FailureCode = keyof typeof FAILURE_TEXTS;

/** Something went wrong, in a form that can be stored, sent and shown. Holds no secret and no stack trace. */
export interface Failure {
  code: FailureCode;
  /** What in particular: a name, a path, GitHub's own message (redacted). One line. */
  detail?: string;
  /** When it will be tried again or is over, where GitHub said so. */
  until?: EpochMs;
  /** A page where the person can act, such as GitHub's SSO authorization link. */
  link?: string;
  /** GitHub's own id of the refused request, for its support. */
  requestId?: string;
}

/** Whether a text from outside is a code that this version knows. */
export function isFailureCode(text: string): text is FailureCode {
  return Object.hasOwn(FAILURE_TEXTS, text);
}

/** The text of a failure, ready for a screen or a terminal. */
export function describeFailure(
  failure: Failure,
): FailureText & { code: FailureCode; detail: string | null } {
  return { ...FAILURE_TEXTS[failure.code], code: failure.code, detail: failure.detail ?? null };
}

/** What the queue does about it. */
export function retryPolicyOf(failure: Failure): RetryPolicy {
  return FAILURE_TEXTS[failure.code].policy;
}

/** An `Error` that carries a failure through code that throws; caught where failures are handled, never shown raw. */
export class FailureError extends Error {
  override readonly name = "FailureError";
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.detail ? `${failure.code}: ${failure.detail}` : failure.code);
    this.failure = failure;
  }
}

/** The failure an unknown thrown value stands for; anything unforeseen is a bug and says so. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof FailureError) return thrown.failure;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "internal/bug", detail: detail.split("\n", 1)[0]!.slice(0, 300) };
}
