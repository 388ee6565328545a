/**
 * GitHub's tokens as they are published (GitHub docs, "About authentication to GitHub"): prefixes with at least 36
 * characters, and the oldest ones, 40 hexadecimal digits. What does not look like one is checked only when the person
 * says so: every check of a text that is no token counts as a failed sign-in with GitHub.
 */
const WHOLE_TOKEN = /^(?:gh[pousr]_[\w.-]{36,}|github_pat_\w{60,}|[0-9a-f]{40})$/;

/** Whether a text is a whole token, so that it can be checked without being asked to. */
export function looksWhole(text: string): boolean {
  return WHOLE_TOKEN.test(text);
}
