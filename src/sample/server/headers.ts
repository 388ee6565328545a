import type { Access } from "./access.ts";
import type { Answer } from "./answer.ts";
import { tokenOf, type Exchange } from "./exchange.ts";
import type { BudgetView, Resource } from "./rate-keeper.ts";

export const newestApiVersion = "2026-03-10";
export const defaultApiVersion = "2022-11-28";

/** What the headers of an answer depend on beside the answer. */
export interface HeaderSetting {
  readonly exchange: Exchange;
  readonly access: Access;
  readonly now: number;
  readonly resource: Resource;
  /** Undefined where limits are off, on GitHub Enterprise Server. */
  readonly budget: BudgetView | undefined;
  /** Ids of organizations that this answer leaves out because they demand single sign-on. */
  readonly hiddenOrganizations: readonly number[];
}

/** Adds the headers that GitHub puts on every answer; those that the answer brings win. */
export function completeHeaders(answer: Answer, setting: HeaderSetting): Answer {
  if (answer.foreign === true) return answer;
  const { exchange, access, now, budget } = setting;
  const headers: Record<string, string> = {
    date: new Date(now).toUTCString(),
    server: "github.com",
    "x-github-request-id": exchange.requestId,
    "x-github-media-type": "github.v3; format=json",
    "x-content-type-options": "nosniff",
  };
  if (tokenOf(exchange.request) !== undefined && answer.status !== 401) {
    if (access.showsScopes) {
      headers["x-oauth-scopes"] = access.scopes.join(", ");
      headers["x-accepted-oauth-scopes"] = acceptedScopes(exchange.path);
    }
    if (access.expiresAt !== null)
      headers["github-authentication-token-expiration"] = writeExpiry(access.expiresAt);
  }
  const version = exchange.request.headers["x-github-api-version"];
  if (setting.resource === "core")
    headers["x-github-api-version-selected"] = typeof version === "string" ? version : defaultApiVersion;
  if (budget === undefined) headers["x-github-enterprise-version"] = "3.19.0";
  else if (!exchange.path.startsWith("/login/"))
    Object.assign(headers, rateHeaders(setting.resource, budget));
  if (setting.hiddenOrganizations.length > 0) {
    headers["x-github-sso"] = `partial-results; organizations=${setting.hiddenOrganizations.join(",")}`;
  }
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

function rateHeaders(resource: Resource, budget: BudgetView): Record<string, string> {
  return {
    "x-ratelimit-limit": String(budget.limit),
    "x-ratelimit-remaining": String(budget.remaining),
    "x-ratelimit-used": String(budget.used),
    "x-ratelimit-reset": String(Math.floor(budget.resetAt / 1000)),
    "x-ratelimit-resource": resource,
  };
}

/** The scopes that an endpoint looks for, any of which would do. */
function acceptedScopes(path: string): string {
  if (path.startsWith("/repos")) return "repo";
  if (path.startsWith("/org") || path === "/user/orgs") return "admin:org, read:org, repo, user, write:org";
  return "";
}

/** GitHub writes a token's end as `2026-06-03 19:52:44 UTC`. */
function writeExpiry(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
