import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { answerRest } from "../rest/routes.ts";
import type { RestRequest } from "../rest/rest-request.ts";
import type { Repository } from "../world/model.ts";
import { Access } from "./access.ts";
import type { Answer } from "./answer.ts";
import type { DeviceFlow } from "./device-flow.ts";
import { readForm, tokenOf, type Exchange } from "./exchange.ts";

/** Under which conditions a REST request is answered. */
export interface RestSetting extends Pick<
  RestRequest,
  "apiUrl" | "webUrl" | "world" | "access" | "hiddenOrganizations" | "budgets"
> {
  readonly deviceFlow: DeviceFlow;
  /** The server's time. */
  readonly now: number;
}

/** A REST answer with what the server must know of it. */
export interface RestOutcome {
  readonly answer: Answer;
  /** What it takes from the hourly budget. */
  readonly points: number;
  /** The repository of which it is a page of pull requests. */
  readonly paged: Repository | undefined;
}

/** Answers one REST request, or one of the device flow's. */
export function answerRestExchange(exchange: Exchange, setting: RestSetting): RestOutcome {
  const { request, path, query, body } = exchange;
  if (request.method === "POST") {
    const device = setting.deviceFlow.answer(path, readForm(request, body), {
      now: setting.now,
      webUrl: setting.webUrl,
      token: setting.access.token ?? "",
      scopes: setting.access.scopes,
      wantsJson: String(request.headers.accept ?? "").includes("json"),
    });
    if (device !== undefined) return { answer: device, points: 0, paged: undefined };
  }
  const signedIn = tokenOf(request) !== undefined;
  const access = signedIn ? setting.access : Access.ofStranger();
  const method = request.method ?? "GET";
  const { answer, paged } = answerRest({ ...setting, access, signedIn, method, path, query });
  if (answer.status !== 200) return { answer, points: path === "/rate_limit" ? 0 : 1, paged };
  const tagged = tagAnswer(request, answer);
  const isFree = tagged.status === 304 || path === "/rate_limit";
  return { answer: tagged, points: isFree ? 0 : 1, paged };
}

/** Gives a success its ETag, which depends on the token, and answers 304 to who has it already. */
function tagAnswer(request: IncomingMessage, answer: Answer): Answer {
  const digest = createHash("sha256")
    .update(tokenOf(request) ?? "")
    .update(answer.body)
    .digest("hex");
  const headers = {
    ...answer.headers,
    etag: `W/"${digest}"`,
    "cache-control": "private, max-age=60, s-maxage=60",
    vary: "Accept, Authorization, Cookie, X-GitHub-OTP,Accept-Encoding, Accept, X-Requested-With",
  };
  const known = request.headers["if-none-match"]?.split(/,\s*/) ?? [];
  const isKnown = known.some((etag) => etag.replace(/^W\//, "") === `"${digest}"`);
  return isKnown ? { status: 304, headers, body: "" } : { ...answer, headers };
}
