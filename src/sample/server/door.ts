import { errorAnswer, type Answer } from "./answer.ts";
import type { Access } from "./access.ts";
import { tokenOf, type Exchange } from "./exchange.ts";
import { defaultApiVersion, newestApiVersion } from "./headers.ts";
import { primaryLimitAnswer, secondaryLimitAnswer } from "./limit-answers.ts";
import type { RateKeeper, Resource } from "./rate-keeper.ts";

/** What decides whether a request is let in. */
export interface DoorSetting {
  readonly access: Access;
  readonly rates: RateKeeper;
  readonly resource: Resource;
  /** Requests being answered now, this one among them. */
  readonly concurrent: number;
  readonly viewerId: number;
  readonly now: number;
}

/** The refusal at the door: no user agent, an unknown API version, a wrong token, a used-up limit. */
export function refuseAtDoor(exchange: Exchange, setting: DoorSetting): Answer | undefined {
  const { request, traits, requestId, path } = exchange;
  const { access, rates, resource, now } = setting;
  if (request.headers["user-agent"] === undefined) {
    return {
      status: 403,
      headers: { "content-type": "text/html; charset=utf-8" },
      body: "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.\n",
    };
  }
  const version = request.headers["x-github-api-version"];
  if (typeof version === "string" && version !== newestApiVersion && version !== defaultApiVersion) {
    return errorAnswer(400, `Version ${version} is not supported.`);
  }
  if (path.startsWith("/login/")) return undefined;
  const token = tokenOf(request);
  const ended = access.expiresAt !== null && access.expiresAt <= now;
  if (token !== undefined && (token !== access.token || ended)) return errorAnswer(401, "Bad credentials");
  if (token === undefined && resource === "graphql")
    return errorAnswer(401, "This endpoint requires you to be authenticated.");
  if (path === "/rate_limit") return undefined;
  const refusal = rates.refuse(resource, setting.concurrent, now);
  if (refusal === undefined) return undefined;
  switch (refusal.kind) {
    case "primary":
      return primaryLimitAnswer(traits.route, setting.viewerId, refusal.resetAt);
    case "secondary":
      return secondaryLimitAnswer(traits.route, requestId, {
        status: 403,
        retryAfterSeconds: refusal.retryAfterSeconds,
      });
  }
}
