import { FailureError } from "../../shared/failures.ts";
import { failed, ok, type Result } from "../../shared/result.ts";

/** Reads one item of a batch; what goes wrong with it is its own result and spoils no other. */
export function readItem<Value>(read: () => Value): Result<Value> {
  try {
    return ok(read());
  } catch (thrown) {
    if (thrown instanceof FailureError) return failed(thrown.failure);
    throw thrown;
  }
}

/** Writes a text for each of `count` items, by their places from 0. */
export function writeEach(count: number, write: (place: number) => string, separator: string): string {
  return Array.from({ length: count }, (_, place) => write(place)).join(separator);
}
