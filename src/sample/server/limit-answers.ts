import { errorAnswer, jsonAnswer, type Answer } from "./answer.ts";

/** How GitHub says that a client must wait; texts and headers from the threads named in its documentation's limits pages. */

const secondaryText =
  "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. " +
  "If you reach out to GitHub Support for help, please include the request ID";
const limitsPage = "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api";

function usedUpHeaders(resource: "core" | "graphql", resetAt: number): Record<string, string> {
  return {
    "x-ratelimit-limit": "5000",
    "x-ratelimit-remaining": "0",
    "x-ratelimit-used": "5002",
    "x-ratelimit-reset": String(Math.floor(resetAt / 1000)),
    "x-ratelimit-resource": resource,
  };
}

/** The hourly budget is used up. GraphQL says so in a 200, under either of two type names. */
export function primaryLimitAnswer(
  route: "rest" | "graphql",
  viewerId: number,
  resetAt: number,
  options: { status?: 403 | 429; errorType?: "RATE_LIMITED" | "RATE_LIMIT" } = {},
): Answer {
  if (route === "graphql") {
    const error = {
      type: options.errorType ?? "RATE_LIMITED",
      message: `API rate limit exceeded for user ID ${viewerId}.`,
    };
    return jsonAnswer(200, { errors: [error] }, usedUpHeaders("graphql", resetAt));
  }
  return errorAnswer(options.status ?? 403, `API rate limit exceeded for user ID ${viewerId}.`, {
    headers: usedUpHeaders("core", resetAt),
    documentationUrl: limitsPage,
  });
}

/** Too fast; the hourly budget is far from used up, and `retry-after` may be missing. */
export function secondaryLimitAnswer(
  route: "rest" | "graphql",
  requestId: string,
  options: { status?: 403 | 429 | 200; retryAfterSeconds?: number },
): Answer {
  const headers: Record<string, string> =
    options.retryAfterSeconds === undefined ? {} : { "retry-after": String(options.retryAfterSeconds) };
  const message = `${secondaryText} ${requestId}.`;
  if (route === "graphql" && options.status === 200) {
    return jsonAnswer(200, { data: null, errors: [{ type: "RATE_LIMITED", message }] }, headers);
  }
  return errorAnswer(options.status === 429 ? 429 : 403, message, {
    headers,
    documentationUrl: `${limitsPage}#about-secondary-rate-limits`,
  });
}
