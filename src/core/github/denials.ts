import type { FailureCode } from "../../shared/failures.ts";

/**
 * GitHub gives one status (403) and one GraphQL type (`FORBIDDEN`) to many causes; its words tell them apart. Each
 * pattern was seen in the named place; the first that matches counts.
 */
const DENIALS: readonly (readonly [RegExp, FailureCode])[] = [
  // aquasecurity/trivy#10567, cli/cli#6552
  [/\bIP allow list\b/i, "auth/ip-not-allowed"],
  // jasperapp/jasper#187
  [/\bSAML\b|\bsingle sign-on\b/i, "auth/sso-required"],
  // GitHawkApp/GitHawk#2165; refined-github/refined-github#6951; NixOS/org#247
  [/OAuth App access restrictions|forbids access via/i, "auth/policy-forbids"],
  // A fine-grained token that lacks a permission and one that waits for its approval get the same words.
  [/not accessible by personal access token/i, "auth/approval-pending"],
  // raycast/extensions#3881, and the lists that need `read:org`
  [/not accessible by integration|\bscopes?\b/i, "auth/scope-missing"],
  // caarlos0/fork-cleaner#99
  [/\baccess blocked\b/i, "github/blocked"],
];

/** Why GitHub denies access, by its words; null when they name no cause. */
export function codeOfDenial(message: string): FailureCode | null {
  return DENIALS.find(([pattern]) => pattern.test(message))?.[1] ?? null;
}

/**
 * Which limit GitHub's words name; null when they are about something else. "Abuse detection" is the secondary limit's
 * old name, still used by older Enterprise Servers; too many sign-ins with a bad token end in a pause of their own
 * (GitHub docs, "Authenticating to the REST API").
 */
export function limitNamedBy(message: string): "primary" | "secondary" | null {
  if (/secondary rate limit|abuse detection|number of login attempts exceeded/i.test(message))
    return "secondary";
  return /rate limit exceeded/i.test(message) ? "primary" : null;
}

/** Whether these are GitHub's words for a query that broke or took too long; they come with status 200 and 502. */
export function isBrokenQuery(message: string): boolean {
  return /something went wrong while executing|couldn't respond to your request in time/i.test(message);
}
