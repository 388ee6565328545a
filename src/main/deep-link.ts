/** The scheme of the links that open Onramp. */
export const DEEP_LINK_SCHEME = "onramp";

/** What a link to Onramp asks to see. Links only show: none of them changes, fetches or sends anything. */
export type DeepLink =
  | { kind: "repository"; owner: string; name: string }
  | { kind: "sign-in"; host: string | null };

const LONGEST_LINK = 500;

// GitHub's own rules: letters, digits and single hyphens in logins (Enterprise Managed Users also have "_"),
// and up to 100 of these characters in a repository's name.
const LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9_])?$/;
const REPOSITORY_NAME = /^[A-Za-z0-9._-]{1,100}$/;
const HOST = /^[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?(?::\d{1,5})?$/;

/**
 * Reads `onramp://repo/<owner>/<name>`, `onramp://sign-in` or `onramp://sign-in/<host>`; null for anything else. A link
 * may come from any page or program, so nothing of it is used that is not of exactly this form.
 */
export function parseDeepLink(text: string): DeepLink | null {
  if (text.length > LONGEST_LINK) return null;
  const [, path] = /^onramp:\/\/([A-Za-z0-9._:/-]+)$/i.exec(text) ?? [];
  const [kind, ...parts] = path?.replace(/\/$/, "").split("/") ?? [];
  switch (kind?.toLowerCase()) {
    case "repo":
      return readRepository(parts);
    case "sign-in":
      return readSignIn(parts);
    default:
      return null;
  }
}

function readRepository(parts: readonly string[]): DeepLink | null {
  const [owner = "", name = "", ...more] = parts;
  const isName = REPOSITORY_NAME.test(name) && name !== "." && name !== "..";
  return more.length === 0 && LOGIN.test(owner) && isName ? { kind: "repository", owner, name } : null;
}

function readSignIn(parts: readonly string[]): DeepLink | null {
  const [host = null, ...more] = parts;
  if (more.length > 0 || (host !== null && !HOST.test(host.toLowerCase()))) return null;
  return { kind: "sign-in", host: host?.toLowerCase() ?? null };
}

/** The link that a program was started with, as Windows and Linux pass it; null when there is none. */
export function deepLinkIn(args: readonly string[]): DeepLink | null {
  const link = args.find((argument) => argument.toLowerCase().startsWith(`${DEEP_LINK_SCHEME}:`));
  return link === undefined ? null : parseDeepLink(link);
}
