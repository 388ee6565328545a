import { FailureError, type Failure } from "../../shared/failures.ts";
import type { Clock } from "../ports.ts";

/**
 * How long a request may bring nothing at all. A last resort: the watchdog in main looks at the same signs of life and
 * aborts earlier, through the slice's signal.
 */
const LONGEST_SILENCE_MS = 120_000;

/** Ends one request when its caller gives up, or when nothing has come for too long. */
export interface SilenceWatch {
  /** For the request: fires in either case. */
  signal: AbortSignal;
  /** Something came: the time starts again. */
  touch(): void;
  /** Why the request was ended; null while it was not. */
  cause(): Failure | null;
  /** Stops watching; must be called. */
  end(): void;
}

/** Watches one request. */
export function watchForSilence(caller: AbortSignal, clock: Clock): SilenceWatch {
  // A controller for each request: listeners do not pile up on the caller's long-lived signal.
  const controller = new AbortController();
  let cause: Failure | null = null;
  const stop = (failure: Failure): void => {
    cause ??= failure;
    controller.abort();
  };
  const onAbort = (): void => stop(failureOfAbort(caller));
  const startTimer = (): (() => void) =>
    clock.after(LONGEST_SILENCE_MS, () =>
      stop({ code: "network/timeout", detail: `nothing came for ${LONGEST_SILENCE_MS / 1_000} s` }),
    );
  let cancelTimer = startTimer();
  caller.addEventListener("abort", onAbort, { once: true });
  if (caller.aborted) onAbort();
  return {
    signal: controller.signal,
    touch() {
      cancelTimer();
      cancelTimer = startTimer();
    },
    cause: () => cause,
    end() {
      cancelTimer();
      caller.removeEventListener("abort", onAbort);
    },
  };
}

/** What an abort stands for: the failure that it was given as its reason, else that the work was cancelled. */
export function failureOfAbort(signal: AbortSignal): Failure {
  return signal.reason instanceof FailureError ? signal.reason.failure : { code: "run/cancelled" };
}
