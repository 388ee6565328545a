import type { TokenKind } from "../../../shared/models.ts";

const TOKEN_KINDS: Record<TokenKind, string> = {
  classic: "Classic personal access token",
  "fine-grained": "Fine-grained personal access token",
  oauth: "OAuth token",
  "app-user": "GitHub App user token",
  "app-installation": "GitHub App installation token",
  other: "Token of another kind",
};

/** A kind of token in words. */
export function describeToken(kind: TokenKind): string {
  return TOKEN_KINDS[kind];
}
