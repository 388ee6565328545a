import { FailureError } from "../../shared/failures.ts";
import type { RestAnswer } from "./client.ts";

/** An answer with a body. */
export type WholeAnswer<Body> = Extract<RestAnswer<Body>, { kind: "ok" }>;

/** The answer to a request that was made without a condition: it must have a body. */
export function requireBody<Body>(answer: RestAnswer<Body>): WholeAnswer<Body> {
  if (answer.kind === "ok") return answer;
  throw new FailureError({ code: "github/bad-response", detail: "not modified, though nothing was known" });
}
