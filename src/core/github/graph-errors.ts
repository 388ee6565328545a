import type { Failure, FailureCode } from "../../shared/failures.ts";
import { readSsoLink } from "./answer-headers.ts";
import { readField, type Answer } from "./answer.ts";
import { codeOfDenial, isBrokenQuery, limitNamedBy } from "./denials.ts";
import { readPauseEnd } from "./limits.ts";
import { makeFailure } from "./make-failure.ts";

/** An entry of `errors` in a GraphQL answer: `type` stands beside `message`, which is GitHub's own way. */
interface GraphError {
  type: string | null;
  message: string;
  /** The response name of the top-level field below which it happened; null when it concerns the whole query. */
  field: string | null;
  isSamlFailure: boolean;
}

/** What a GraphQL answer with status 200 turned out to be. */
export type GraphContent =
  | { kind: "data"; data: Record<string, unknown>; refused: Map<string, Failure> }
  | { kind: "failed"; failure: Failure };

/**
 * Sorts the errors of a GraphQL answer to the top-level fields that they spoil. An error anywhere below a field means
 * that the field has holes: it is refused whole, never returned as data. Pure.
 * @param what the operation's name, for people
 */
export function readGraphContent(answer: Answer, what: string): GraphContent {
  const data = readField(answer.json, "data");
  const errors = readErrors(answer.json);
  const failures = errors.map((error) => failureOfError(error, answer, what));
  const limit = failures.find(({ code }) => code.startsWith("rate-limit/"));
  if (limit) return { kind: "failed", failure: limit };
  if (typeof data !== "object" || data === null) {
    return { kind: "failed", failure: failures[0] ?? strangeAnswer(answer, what) };
  }
  const refused = new Map<string, Failure>();
  for (const [place, error] of errors.entries()) {
    const failure = failures[place]!;
    if (error.field === null) return { kind: "failed", failure };
    refused.set(error.field, moreTelling(refused.get(error.field), failure));
  }
  return { kind: "data", data: { ...data }, refused };
}

/** A smaller page shows whether other errors remain, so the cost of a page hides them. */
function moreTelling(known: Failure | undefined, other: Failure): Failure {
  if (known === undefined) return other;
  return known.code !== "github/too-costly" && other.code === "github/too-costly" ? other : known;
}

function readErrors(json: unknown): GraphError[] {
  const errors = readField(json, "errors");
  if (!Array.isArray(errors)) return [];
  return errors.map((error): GraphError => {
    const type = readField(error, "type");
    const message = readField(error, "message");
    const path = readField(error, "path");
    const field: unknown = Array.isArray(path) ? path[0] : null;
    return {
      type: typeof type === "string" ? type : null,
      message: typeof message === "string" ? message : "an error without a message",
      field: typeof field === "string" ? field : null,
      isSamlFailure: readField(readField(error, "extensions"), "saml_failure") === true,
    };
  });
}

function failureOfError(error: GraphError, answer: Answer, what: string): Failure {
  const code = codeOfError(error, answer);
  return makeFailure(code, answer, {
    detail: `${what}: ${error.message}`,
    until: code.startsWith("rate-limit/") ? readPauseEnd(answer) : undefined,
    link: code === "auth/sso-required" ? readSsoLink(answer.headers) : null,
  });
}

function codeOfError(error: GraphError, answer: Answer): FailureCode {
  // The secondary limit comes under the primary one's type, so words count before types.
  const limit = limitNamedBy(error.message);
  if (limit !== null) return `rate-limit/${limit}`;
  if (error.isSamlFailure) return "auth/sso-required";
  switch (error.type) {
    // Both names are in use (octokit/plugin-throttling.js#848).
    case "RATE_LIMITED":
    case "RATE_LIMIT":
      return "rate-limit/primary";
    case "RESOURCE_LIMITS_EXCEEDED":
    case "MAX_NODE_LIMIT_EXCEEDED":
    case "MAX_NODE_LIMIT":
      return "github/too-costly";
    case "INSUFFICIENT_SCOPES":
      return "auth/scope-missing";
    case "NOT_FOUND":
      return "github/not-found";
    case "FORBIDDEN":
      return codeOfDenial(error.message) ?? "github/forbidden";
  }
  if (/resource limits for this query exceeded/i.test(error.message)) return "github/too-costly";
  if (isBrokenQuery(error.message)) return "github/server-error";
  const denial = codeOfDenial(error.message);
  if (denial !== null) return denial;
  // A query that does not fit the schema is refused before it runs: there is no data at all, not even null.
  return readField(answer.json, "data") === undefined ? "github/request-refused" : "github/server-error";
}

function strangeAnswer(answer: Answer, what: string): Failure {
  const type = answer.headers["content-type"] ?? "unknown";
  return makeFailure("github/bad-response", answer, {
    detail: `${what}: an answer of type ${type} without data (status ${answer.status})`,
  });
}
