import type { Fault, StruckFault } from "../faults.ts";
import type { Blocker } from "../graphql/guard.ts";
import { errorAnswer, jsonAnswer, type Answer } from "./answer.ts";
import type { FaultSetting } from "./fault-setting.ts";

/**
 * The ways in which GitHub denies access. REST answers each with a status; GraphQL answers 200, makes the field null
 * that leads there and gives the reason beside it, so that other fields of the same query still hold data.
 */

const samlText =
  "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.";

/** Why access is denied, in both of GitHub's languages; undefined for other faults. */
interface Denial {
  readonly status: number;
  readonly type: "FORBIDDEN" | "NOT_FOUND";
  readonly message: string;
  readonly headers?: Record<string, string>;
  readonly extensions?: Record<string, unknown>;
  readonly fields?: Record<string, unknown>;
}

function describeDenial(fault: Fault, organization: string): Denial | undefined {
  switch (fault.kind) {
    case "sso":
      return {
        status: 403,
        type: "FORBIDDEN",
        message: samlText,
        headers: ssoHeaders(organization),
        extensions: { saml_failure: true },
      };
    case "ip-allow-list":
      return {
        status: 403,
        type: "FORBIDDEN",
        message: `Although you appear to have the correct authorization credentials, the \`${organization}\` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.`,
      };
    case "org-policy":
      return {
        status: 403,
        type: "FORBIDDEN",
        message: describePolicy(fault.policy ?? "oauth-restricted", organization),
      };
    case "approval-pending":
      return {
        status: 403,
        type: "FORBIDDEN",
        message: "Resource not accessible by personal access token",
        headers: { "x-accepted-github-permissions": "pull_requests=read" },
      };
    case "not-found":
      return { status: 404, type: "NOT_FOUND", message: "Not Found" };
    case "blocked-451":
      return {
        status: 451,
        type: "FORBIDDEN",
        message: "Repository access blocked",
        fields: describeBlock("dmca"),
      };
    case "tos-403":
      return {
        status: 403,
        type: "FORBIDDEN",
        message: "Repository access blocked",
        fields: describeBlock("tos"),
      };
    default:
      return undefined;
  }
}

function ssoHeaders(organization: string): Record<string, string> {
  const url = `https://github.com/orgs/${organization}/sso?authorization_request=AAAAAAAAAAAAAAAAAAAAAAAA`;
  return { "x-github-sso": `required; url=${url}` };
}

function describeBlock(reason: "dmca" | "tos"): Record<string, unknown> {
  return {
    block: { reason, created_at: "2026-02-03T10:11:12Z", html_url: "https://github.com/contact" },
  };
}

function describePolicy(
  policy: "oauth-restricted" | "classic-forbidden" | "lifetime",
  organization: string,
): string {
  switch (policy) {
    case "oauth-restricted":
      return `Although you appear to have the correct authorization credentials, the \`${organization}\` organization has enabled OAuth App access restrictions, meaning that data access to third-parties is limited.`;
    case "classic-forbidden":
      return `\`${organization}\` forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a personal access token with fine-grained permissions.`;
    case "lifetime":
      return `The '${organization}' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 366 days.`;
  }
}

/** The REST answer to a request that is denied; undefined for faults of other kinds. */
export function denyRest(fault: Fault, setting: FaultSetting): Answer | undefined {
  const denial = describeDenial(fault, setting.organization);
  if (denial === undefined) return undefined;
  return errorAnswer(denial.status, denial.message, {
    headers: denial.headers ?? {},
    fields: denial.fields ?? {},
  });
}

/** What GraphQL must not reach because of a fault, as narrow as the fault's match is. */
export function blockGraph(struck: StruckFault, setting: FaultSetting): Blocker | undefined {
  const { fault, match } = struck;
  const denial = describeDenial(fault, match.organization ?? setting.organization);
  if (denial === undefined) return undefined;
  const { repository } = match;
  const fullName =
    repository === undefined || repository.includes("/")
      ? repository
      : `${setting.organization}/${repository}`;
  return {
    repository: fullName?.toLowerCase(),
    organization: match.organization?.toLowerCase(),
    type: denial.type,
    message:
      denial.type === "NOT_FOUND"
        ? `Could not resolve to a Repository with the name '${fullName ?? ""}'.`
        : denial.message,
    extensions: denial.extensions ?? {},
  };
}

/** Headers that a denied GraphQL answer has too. */
export function denialHeaders(struck: StruckFault, setting: FaultSetting): Record<string, string> {
  return describeDenial(struck.fault, struck.match.organization ?? setting.organization)?.headers ?? {};
}

/** A token with too few scopes: REST says which it wants, GraphQL refuses the whole query. */
export function denyScope(route: "rest" | "graphql", scope: string): Answer {
  if (route === "rest") {
    return errorAnswer(403, `Your token has not been granted the required scopes: ${scope}`, {
      headers: { "x-accepted-oauth-scopes": scope, "x-oauth-scopes": "" },
    });
  }
  const message =
    `Your token has not been granted the required scopes to execute this query. The 'name' field requires one of the following scopes: ['${scope}'], ` +
    "but your token has only been granted the: [''] scopes. Please modify your token's scopes at: https://github.com/settings/tokens.";
  return jsonAnswer(200, {
    errors: [{ type: "INSUFFICIENT_SCOPES", locations: [{ line: 1, column: 1 }], message }],
  });
}
