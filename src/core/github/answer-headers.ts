import type { EpochMs, IsoTime } from "../../shared/ids.ts";
import type { Failure } from "../../shared/failures.ts";
import type { Answer, AnswerHeaders } from "./answer.ts";

/** GitHub's name for the request, for its support; every answer of GitHub's own has one. */
export function readRequestId(headers: AnswerHeaders): string | null {
  return headers["x-github-request-id"] ?? null;
}

/**
 * How far GitHub's clock is ahead of ours, by its `date` header; 0 where there is none. The header has whole seconds,
 * cut off, and is as old as the answer's way to us: the result is never too large, so waits are never too short.
 */
export function readSkewMs(answer: Answer): number {
  const serverNow = Date.parse(answer.headers["date"] ?? "");
  return Number.isNaN(serverNow) ? 0 : serverNow - answer.receivedAt;
}

/** When GitHub answered, by its own clock; by ours where it does not say. */
export function readServerTime(answer: Answer): IsoTime {
  return toIsoTime(answer.receivedAt + readSkewMs(answer));
}

function toIsoTime(moment: EpochMs): IsoTime {
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

/** The classic scopes that the token has; null for tokens without any to show (fine-grained, app). */
export function readScopes(headers: AnswerHeaders): string[] | null {
  const granted = headers["x-oauth-scopes"];
  return granted === undefined ? null : splitList(granted);
}

/** Scopes of which one would have been enough; empty where the answer does not say. */
export function readAcceptedScopes(headers: AnswerHeaders): string[] {
  return splitList(headers["x-accepted-oauth-scopes"] ?? "");
}

function splitList(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/**
 * When the token ends. Seen as `2026-06-03 19:52:44 UTC` (refined-github/refined-github#9048) and with a numeric
 * offset (google/go-github#2650).
 */
export function readTokenExpiry(headers: AnswerHeaders): EpochMs | null {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (?:UTC|([+-]\d\d):?(\d\d))$/.exec(
    headers["github-authentication-token-expiration"] ?? "",
  );
  if (!parts) return null;
  const [, day, time, hours, minutes] = parts;
  const moment = Date.parse(`${day}T${time}${hours === undefined ? "Z" : `${hours}:${minutes}`}`);
  return Number.isNaN(moment) ? null : moment;
}

/** Where a person can authorize the token for single sign-on, from `x-github-sso`; the link holds for an hour. */
export function readSsoLink(headers: AnswerHeaders): string | null {
  return /https:\/\/[^\s;,]+/.exec(headers["x-github-sso"] ?? "")?.[0] ?? null;
}

/**
 * What a success leaves out because organizations demand single sign-on (`partial-results`): without a look at this
 * header such a list is silently short (GitHub docs, "Authenticating to the REST API").
 */
export function readHidden(headers: AnswerHeaders): Failure | null {
  if (!isPartial(headers)) return null;
  const ids = readHiddenIds(headers);
  const detail = `the list leaves out ${ids.length === 1 ? "an organization" : `${ids.length} organizations`} (id ${ids.join(", ")})`;
  return { code: "auth/sso-required", detail };
}

/** GitHub's ids of the organizations that a success leaves out. */
export function readHiddenIds(headers: AnswerHeaders): number[] {
  if (!isPartial(headers)) return [];
  return splitList(/organizations=([\d,\s]+)/.exec(headers["x-github-sso"] ?? "")?.[1] ?? "").map(Number);
}

const isPartial = (headers: AnswerHeaders): boolean =>
  (headers["x-github-sso"] ?? "").startsWith("partial-results");

/** Where a list goes on. */
export interface PageLinks {
  /** Path and query of the next page, below the API's base; null on the last page. */
  next: string | null;
  /** Number of the last page; null where GitHub does not say, also on the last page itself. */
  lastPage: number | null;
}

/**
 * Reads the `link` header. Only paths are taken from it, so that a link never leads the token to another host.
 * @param apiUrl the REST base, without a trailing slash
 */
export function readPageLinks(headers: AnswerHeaders, apiUrl: string): PageLinks {
  const links = new Map<string, URL>();
  for (const [, address, relation] of (headers["link"] ?? "").matchAll(/<([^<>]+)>;\s*rel="(\w+)"/g)) {
    const url = URL.parse(address!, apiUrl);
    if (url) links.set(relation!, url);
  }
  const next = links.get("next");
  const lastPage = Number(links.get("last")?.searchParams.get("page") ?? "");
  return {
    next: next ? withoutBase(next.pathname, apiUrl) + next.search : null,
    lastPage: Number.isInteger(lastPage) && lastPage > 0 ? lastPage : null,
  };
}

function withoutBase(path: string, apiUrl: string): string {
  const base = new URL(apiUrl).pathname.replace(/\/$/, "");
  return path.startsWith(`${base}/`) ? path.slice(base.length) : path;
}
