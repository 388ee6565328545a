import type { EpochMs } from "../../shared/ids.ts";
import type { Account, TokenKind } from "../../shared/models.ts";
import type { JsonEvent } from "../output/json-events.ts";
import { styled, type Line } from "../output/line.ts";
import { formatDay, formatDuration } from "./format.ts";

export function accountEvent(account: Account): JsonEvent {
  const { host, login, name, tokenKind, scopes, tokenExpiresAt, tokenStorage } = account;
  return { event: "account", host, login, name, tokenKind, scopes, tokenExpiresAt, tokenStorage };
}

/** Who a token belongs to, what it may do, and until when. */
export function renderAccount(account: Account, now: EpochMs): Line[] {
  const name = account.name ? ` (${account.name})` : "";
  return [
    [styled("green", "Signed in"), ` to ${account.host} as `, styled("bold", account.login), `${name}.`],
    `  Token: ${tokenKindNames[account.tokenKind]}`,
    `  Scopes: ${describeScopes(account.scopes)}`,
    `  Ends: ${describeExpiry(account.tokenExpiresAt, now)}`,
  ];
}

const tokenKindNames: Record<TokenKind, string> = {
  classic: "classic personal access token",
  "fine-grained": "fine-grained personal access token",
  oauth: "OAuth token",
  "app-user": "app token of a user",
  "app-installation": "app installation token",
  other: "of an unknown kind",
};

function describeScopes(scopes: readonly string[] | null): string {
  if (scopes === null) return "this kind of token does not list them";
  return scopes.length > 0 ? scopes.join(", ") : "none (public data only)";
}

function describeExpiry(at: EpochMs | null, now: EpochMs): string {
  if (at === null) return "GitHub names no end";
  const day = formatDay(new Date(at).toISOString());
  return at > now ? `${day}, in ${formatDuration(at - now)}` : `${day}, which has passed`;
}
