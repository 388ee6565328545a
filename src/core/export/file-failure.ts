import { FailureError, type Failure } from "../../shared/failures.ts";

/** The failure that an error means which Node threw while a file of the person's was written. */
export function fileFailureOf(error: unknown, path: string): Failure {
  if (error instanceof FailureError) return error.failure;
  const code = error instanceof Error && "code" in error ? String(error.code) : null;
  // Whatever has no system error code did not come from the file system.
  if (code === null) throw error;
  return { code: "file/not-written", detail: `${path} (${code})` };
}
