import type { z } from "zod";
import { FailureError } from "../../shared/failures.ts";

/**
 * Takes foreign data for what the schema says, or throws `github/bad-response`, naming the first thing that differs.
 * @param what where it came from, for people
 */
export function readAs<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? "the answer" : issue.path.join(".");
  const detail = `${what}: ${place} is not as expected (${issue?.message ?? "unknown"})`;
  throw new FailureError({ code: "github/bad-response", detail });
}
