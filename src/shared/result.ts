import type { Failure } from "./failures.ts";

/** What a call that can fail gives back. Plain, so that it crosses threads and IPC. */
export type Result<Value> = { ok: true; value: Value } | { ok: false; failure: Failure };

export const ok = <Value>(value: Value): Result<Value> => ({ ok: true, value });
export const failed = (failure: Failure): { ok: false; failure: Failure } => ({
  ok: false,
  failure,
});

/** A function over a closed union's leftovers: compiles only when every case was handled. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
