/**
 * The forms in which one secret can appear in text, as the source of a regular expression: plain, as JSON writes
 * it, percent-encoded in whole or in part, hex, and base64 at each of the three places it can have within a
 * longer encoded text (as in a Basic authorization header, where a name and a colon come first).
 */

/** Below this, an encoded form is so short that it would match ordinary words; the plain form is always found. */
const MIN_ENCODED_CHARACTERS = 8;

/** A regular expression's source that matches the secret in every form. The secret must not be empty. */
export function sourceOfSecretForms(secret: string): string {
  const forms = [plainOrPercentForm(secret)];
  if (secret.length >= MIN_ENCODED_CHARACTERS) {
    forms.push(hexForm(secret), base64Form(secret, 0), base64Form(secret, 1), base64Form(secret, 2));
  }
  return forms.join("|");
}

/** Each character as itself, as JSON escapes it, or percent-encoded: any mixture, since encoders differ. */
function plainOrPercentForm(secret: string): string {
  return Array.from(secret, (character) => {
    const percent = Array.from(Buffer.from(character), (byte) => `%${anyCase(hexOf(byte))}`).join("");
    const inJson = JSON.stringify(character).slice(1, -1);
    const choices = new Set([RegExp.escape(character), RegExp.escape(inJson), percent]);
    if (character === " ") choices.add("\\+");
    return `(?:${[...choices].join("|")})`;
  }).join("");
}

function hexForm(secret: string): string {
  return Array.from(Buffer.from(secret), (byte) => anyCase(hexOf(byte))).join("");
}

/**
 * The base64 characters that the secret alone decides when `bytesBefore` (modulo 3) other bytes come before it.
 * The characters at both ends also hold bits of the neighbours, so they vary and are left out: they hold at most
 * four bits of the secret each.
 */
function base64Form(secret: string, bytesBefore: 0 | 1 | 2): string {
  const bytes = Buffer.concat([Buffer.alloc(bytesBefore), Buffer.from(secret)]);
  const firstWhole = Math.ceil((bytesBefore * 8) / 6);
  const endOfWhole = Math.floor((bytes.length * 8) / 6);
  return bytes
    .toString("base64")
    .slice(firstWhole, endOfWhole)
    .replaceAll("+", "(?:[+-]|%2[Bb])")
    .replaceAll("/", "(?:[/_]|%2[Ff])");
}

const hexOf = (byte: number) => byte.toString(16).padStart(2, "0");

/** Matches hexadecimal digits in either case. */
const anyCase = (hex: string) => hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
