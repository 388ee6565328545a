import type { Failure, FailureCode } from "../../shared/failures.ts";
import { readAcceptedScopes, readRequestId, readScopes, readSsoLink } from "./answer-headers.ts";
import { readField, readMessage, saysJson, type Answer } from "./answer.ts";
import { codeOfDenial, limitNamedBy } from "./denials.ts";
import { isUsedUp, readPauseEnd } from "./limits.ts";
import { makeFailure } from "./make-failure.ts";

/** What was asked for, as far as the meaning of an answer depends on it. */
export interface Asked {
  route: "rest" | "graphql";
  /** For people: `GET /user`, or the name of a GraphQL operation. */
  what: string;
}

/** The failure behind an answer whose status is not a success. Pure. */
export function failureOfStatus(answer: Answer, asked: Asked): Failure {
  const { status } = answer;
  const plainly = (code: FailureCode): Failure =>
    makeFailure(code, answer, { detail: describe(answer, asked) });

  if (status >= 500) return plainly("github/server-error");
  if (status === 429 || limitNamedBy(readMessage(answer) ?? "") !== null) return limitFailure(answer, asked);
  if (status === 407) return plainly("network/proxy-refused");
  if (status === 408) return plainly("network/timeout");
  // An error that calls itself JSON and is none was cut on its way: its status alone proves nothing.
  if (saysJson(answer.headers) && answer.json === undefined) return plainly("github/bad-response");
  if (!isFromGitHub(answer))
    return plainly(status === 401 || status === 403 ? "network/proxy-refused" : "github/bad-response");
  switch (status) {
    case 401:
      return plainly("auth/token-rejected");
    case 403:
      return denialFailure(answer, asked);
    case 404:
      // GraphQL says "not found" within a 200; a 404 means that no GraphQL API is at this address.
      if (asked.route === "graphql") return plainly("github/bad-response");
      return readSsoLink(answer.headers) === null
        ? plainly("github/not-found")
        : denialFailure(answer, asked);
    case 410:
      return plainly("github/api-retired");
    case 451:
      return plainly("github/blocked");
    case 400:
    case 409:
    case 422:
      return plainly("github/request-refused");
    default:
      return plainly("github/bad-response");
  }
}

/** A limit was hit: which one, and until when. */
function limitFailure(answer: Answer, asked: Asked): Failure {
  const named = limitNamedBy(readMessage(answer) ?? "");
  const isPrimary = named === "primary" || (named === null && isUsedUp(answer));
  return makeFailure(isPrimary ? "rate-limit/primary" : "rate-limit/secondary", answer, {
    detail: describe(answer, asked),
    until: readPauseEnd(answer),
  });
}

/** A 403: words first, then headers, because a denial can come with the last request of the hour. */
function denialFailure(answer: Answer, asked: Asked): Failure {
  const message = readMessage(answer) ?? "";
  const ssoLink = readSsoLink(answer.headers);
  const code = ssoLink === null ? codeOfDenial(message) : "auth/sso-required";
  const detail = describe(answer, asked);
  if (code !== null)
    return makeFailure(code, answer, { detail: detail + namePermissions(answer, code), link: ssoLink });
  if (readField(answer.json, "block") !== undefined) return makeFailure("github/blocked", answer, { detail });
  if (isUsedUp(answer) || answer.headers["retry-after"] !== undefined) return limitFailure(answer, asked);
  if (lacksScope(answer))
    return makeFailure("auth/scope-missing", answer, {
      detail: detail + namePermissions(answer, "auth/scope-missing"),
    });
  return makeFailure("github/forbidden", answer, { detail });
}

/** Whether the endpoint checks scopes and the token has none of those that it takes. */
function lacksScope(answer: Answer): boolean {
  const granted = readScopes(answer.headers);
  const accepted = readAcceptedScopes(answer.headers);
  return granted !== null && accepted.length > 0 && !accepted.some((scope) => granted.includes(scope));
}

/** The scopes or permissions that GitHub would have taken, by name. */
function namePermissions(answer: Answer, code: FailureCode): string {
  if (code !== "auth/scope-missing" && code !== "auth/approval-pending") return "";
  const permissions = answer.headers["x-accepted-github-permissions"];
  const scopes = readAcceptedScopes(answer.headers);
  if (permissions) return ` (it needs the permission ${permissions}, approved)`;
  return scopes.length === 0 ? "" : ` (it needs one of: ${scopes.join(", ")})`;
}

/**
 * Whether GitHub itself answered, or something in between: a proxy's sign-in page or its "not found" must never be
 * taken for a revoked token or a deleted repository.
 */
function isFromGitHub(answer: Answer): boolean {
  if (readRequestId(answer.headers) !== null || answer.headers["x-ratelimit-limit"] !== undefined)
    return true;
  const message = readField(answer.json, "message");
  if (typeof message !== "string") return false;
  return (
    typeof readField(answer.json, "documentation_url") === "string" ||
    /^(?:Bad credentials|Requires authentication|Not Found)$/.test(message)
  );
}

/** What was asked and what came back, in GitHub's own words where there are some. */
function describe(answer: Answer, asked: Asked): string {
  const message = readMessage(answer);
  const words = message ?? `an answer of type ${answer.headers["content-type"] ?? "unknown"}`;
  const errors = readField(answer.json, "errors");
  const fields = Array.isArray(errors) ? errors.map(describeFieldError).filter((text) => text !== "") : [];
  const redirect = answer.headers["location"] === undefined ? "" : ", a redirect";
  return `${asked.what}: ${[words, ...fields].join("; ")} (status ${answer.status}${redirect})`;
}

/** One entry of "Validation Failed" (GitHub docs, "Troubleshooting the REST API"). */
function describeFieldError(error: unknown): string {
  const field = readField(error, "field");
  const code = readField(error, "code");
  return typeof field === "string" && typeof code === "string" ? `${field} ${code}` : "";
}
