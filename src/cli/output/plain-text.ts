/*
 * Text from GitHub (titles, names, branches, error messages) may hold anything: ANSI escapes that recolour or
 * rewrite the screen, control characters, and bidirectional overrides that make text read differently from what
 * it is ("Trojan Source", CVE-2021-42574). None of it may reach a terminal.
 */

/** Control and invisible format characters and separators, but for the joiners that scripts and emoji need. */
const unsafeCharacters = /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]--[\u200c\u200d]]/gv;

/** The text on one line: a control that means whitespace becomes a space, any other unsafe character U+FFFD. */
export function makePlain(text: string): string {
  return text.replace(unsafeCharacters, (character) => (/\s/.test(character) ? " " : "\ufffd"));
}

/**
 * JSON on one line, safe to print on a terminal: the unsafe characters that JSON leaves as they are become
 * `\uXXXX`, which any parser turns back.
 */
export function toJsonLine(value: unknown): string {
  return JSON.stringify(value).replace(unsafeCharacters, (character) =>
    character.split("").map(escapeUnit).join(""),
  );
}

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
