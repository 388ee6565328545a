import type { TokenKind } from "../../shared/models.ts";
import { failed, ok, type Result } from "../../shared/result.ts";

/** Above GitHub's longest known token, about 520 characters (`ghs_` with a JWT). */
const MAX_TOKEN_CHARACTERS = 4096;

/**
 * The token in a text that a person pasted or piped. One line break at the end is taken off, since a pipe adds it;
 * anything else around or within a token is a mistake that is named, not repaired. The failure never holds the text.
 */
export function validateTokenText(text: string): Result<string> {
  const token = text.replace(/\r?\n$/, "");
  if (token === "")
    return failed({ code: "auth/token-missing", detail: "The text given as a token is empty." });
  const flaw = flawOf(token);
  return flaw === null ? ok(token) : failed({ code: "auth/token-malformed", detail: flaw });
}

function flawOf(token: string): string | null {
  if (/[\r\n]/.test(token)) return "It contains a line break.";
  if (/\s/.test(token)) return "It contains a space.";
  // Visible ASCII: what an authorization header can carry, and a superset of GitHub's tokens.
  if (/[^!-~]/.test(token)) return "It contains a control character or one beyond ASCII.";
  if (token.length > MAX_TOKEN_CHARACTERS) return `It is longer than ${MAX_TOKEN_CHARACTERS} characters.`;
  return null;
}

/** By GitHub's published prefixes (GitHub docs, "About authentication to GitHub"). */
const KIND_OF_PREFIX: readonly (readonly [string, TokenKind])[] = [
  ["ghp_", "classic"],
  ["github_pat_", "fine-grained"],
  ["gho_", "oauth"],
  ["ghu_", "app-user"],
  ["ghs_", "app-installation"],
];

/** What kind of token this is. The oldest classic ones have no prefix: 40 hexadecimal digits. */
export function tokenKindOf(token: string): TokenKind {
  const known = KIND_OF_PREFIX.find(([prefix]) => token.startsWith(prefix));
  if (known) return known[1];
  return /^[0-9a-f]{40}$/.test(token) ? "classic" : "other";
}
