import { sourceOfSecretForms } from "./secret-forms.ts";

/** What stands in the place of a secret. */
const REDACTED = "[redacted]";

/** Takes secrets out of text: those it was told of, and whatever looks like one. */
export interface Redactor {
  /**
   * From now on this exact text vanishes from everything that is redacted: plain, JSON-escaped, percent-encoded,
   * hex, and base64 wherever it begins in the encoded text.
   */
  registerSecret(secret: string): void;
  /**
   * The text without secrets. Meant for the last step before text is kept: a whole serialised line, because
   * cleaning field by field misses secrets in nested fields and within words. Text that was JSON stays JSON.
   */
  redact(text: string): string;
}

/** A redactor that knows no secret yet. One per process, shared by all that is written. */
export function createRedactor(): Redactor {
  const sourceOf = new Map<string, string>();
  let registered: RegExp | null = null;
  return {
    registerSecret(secret) {
      if (secret === "" || sourceOf.has(secret)) return;
      sourceOf.set(secret, sourceOfSecretForms(secret));
      // The longest first: a secret that begins with another one must be replaced as a whole.
      const longestFirst = [...sourceOf].sort(([one], [other]) => other.length - one.length);
      registered = new RegExp(longestFirst.map(([, source]) => source).join("|"), "g");
    },
    redact(text) {
      const withoutRegistered = registered ? text.replace(registered, REDACTED) : text;
      return PATTERNS.reduce(
        (rest, [pattern, replacement]) => rest.replace(pattern, replacement),
        withoutRegistered,
      );
    },
  };
}

/** What lies between a name and its value: `name: value`, `name=value`, `"name":"value"`, also escaped within JSON. */
const BETWEEN = String.raw`(?:\\*["']?\s{0,4}[:=]\s{0,4}\\*["']?|\\*"\s{0,4},\s{0,4}\\*")`;
/** One word of a value. It ends at a quote or backslash, so that JSON around it stays whole. */
const VALUE = String.raw`[^\s"'\\,;&]+`;

/*
 * Every repetition that another one follows is bounded, so that no text takes more than linear time.
 */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // GitHub's published prefixes; `ghs_` may hold a JWT with dots (changelog 2026-05-15).
  [/(?:gh[pousr]_|github_pat_)[A-Za-z0-9._-]{16,}/g, REDACTED],
  // Headers, in any notation: with their scheme, or without.
  [
    new RegExp(
      String.raw`((?:proxy-)?authorization${BETWEEN})(?:[A-Za-z][A-Za-z0-9-]{0,20}[ \t]{1,4})?${VALUE}`,
      "gi",
    ),
    `$1${REDACTED}`,
  ],
  [/\b(bearer\s{1,4})[A-Za-z0-9._~+/-]{16,}=*/gi, `$1${REDACTED}`],
  // OAuth's secrets in queries, forms and bodies (RFC 6749, RFC 8628).
  [
    new RegExp(
      String.raw`\b((?:access_token|refresh_token|client_secret|device_code|private[-_]token|password)${BETWEEN})${VALUE}`,
      "gi",
    ),
    `$1${REDACTED}`,
  ],
  [new RegExp(String.raw`\b(token(?:=|\\*"\s{0,4}:\s{0,4}\\*"))${VALUE}`, "gi"), `$1${REDACTED}`],
  // Classic tokens from before the prefixes look like commit ids, so only after a word that gives them away.
  [
    /\b((?:authorization|bearer|basic|token|credentials?|secret)\W{1,6}(?:\w{1,12}\W{1,4}){0,2})[0-9a-f]{40}\b/gi,
    `$1${REDACTED}`,
  ],
  // scheme://name:password@host
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/)(?:[^\s/?#"<>\\]|\\["\\])+@/gi, `$1${REDACTED}@`],
];
