import type { ControlCommand } from "./control.ts";
import type { Fault } from "./faults.ts";

type Check =
  | "string"
  | "number"
  | "boolean"
  | "strings"
  | "numbers"
  | "object"
  | "number-or-null"
  | "match"
  | "fault"
  | "command";
type Fields = Record<string, Check | `${Check}?`>;

const commands: Record<ControlCommand["type"], Fields> = {
  "set-latency": { latencyMs: "number" },
  reset: {},
  stats: {},
  "reset-stats": {},
  requests: { since: "number?" },
  fault: { fault: "fault", match: "match?", times: "number?", skip: "number?" },
  "clear-fault": { id: "number" },
  hold: { match: "match" },
  release: { id: "number" },
  held: { id: "number" },
  "on-page": { repository: "string", page: "number", command: "command" },
  "advance-clock": { byMs: "number" },
  "exhaust-limit": { resource: "string", resetInMs: "number" },
  "open-pull-request": {
    repository: "string",
    title: "string?",
    author: "string?",
    isDraft: "boolean?",
  },
  "update-pull-request": {
    repository: "string",
    number: "number",
    title: "string?",
    state: "string?",
    isDraft: "boolean?",
  },
  "merge-pull-request": { repository: "string", number: "number" },
  "add-review": {
    repository: "string",
    number: "number",
    state: "string?",
    author: "string?",
    count: "number?",
  },
  "remove-review": { repository: "string", number: "number" },
  "rename-repository": { repository: "string", name: "string" },
  "transfer-repository": { repository: "string", owner: "string" },
  "delete-repository": { repository: "string" },
  "archive-repository": { repository: "string" },
  "disable-pull-requests": { repository: "string" },
  "add-repository": { name: "string", pullRequests: "number?" },
  miscount: { repository: "string", by: "number" },
  "remove-member": { login: "string" },
  "revoke-token": {},
  "restore-token": {},
  "set-scopes": { scopes: "strings" },
  "set-token-expiry": { at: "number-or-null" },
  truth: { repository: "string?" },
  "device-flow": { action: "string" },
};

const faults: Record<Fault["kind"], Fields> = {
  status: { status: "number", body: "string?", message: "string?", headers: "object?" },
  "html-200": {},
  "wrong-content-type": {},
  "truncated-json": { bytes: "number?" },
  reset: { when: "string?" },
  hang: { when: "string?" },
  "slow-body": { bytesPerSecond: "number" },
  delay: { delayMs: "number" },
  "primary-limit": { status: "number?", errorType: "string?", resetInMs: "number?" },
  "secondary-limit": { status: "number?", retryAfterSeconds: "number?" },
  "bad-credentials": {},
  "proxy-401": {},
  sso: {},
  "sso-partial-results": { organizations: "numbers?" },
  "scope-missing": { scope: "string?" },
  "ip-allow-list": {},
  "org-policy": { policy: "string?" },
  "approval-pending": {},
  "not-found": {},
  "gone-410": {},
  "blocked-451": {},
  "tos-403": {},
  "validation-422": {},
  "empty-409": {},
  "server-error": { form: "string" },
  "resource-limits": {},
  "graphql-partial": {},
  "github-under-load": { mostParents: "number?", msPerNode: "number?", form: "string?" },
  "fails-at-every-size": { from: "number", to: "number" },
  "clock-skew": { skewMs: "number" },
};

const matchFields: Fields = {
  route: "string?",
  operation: "string?",
  repository: "string?",
  method: "string?",
  organization: "string?",
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Why a value is not what a field wants, or undefined. */
function findFault(value: unknown, check: Check): string | undefined {
  switch (check) {
    case "string":
    case "boolean":
      return typeof value === check ? undefined : `is not a ${check}`;
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? undefined : "is not a number";
    case "number-or-null":
      return value === null ? undefined : findFault(value, "number");
    case "strings":
    case "numbers":
      return Array.isArray(value) && value.every((item) => typeof item === check.slice(0, -1))
        ? undefined
        : `is not a list of ${check}`;
    case "object":
      return isRecord(value) ? undefined : "is not an object";
    case "match":
      return isRecord(value) ? findWrongField(value, matchFields, "") : "is not an object";
    case "fault":
      return findWrongVariant(value, "kind", faults);
    case "command":
      return findWrongVariant(value, "type", commands);
  }
}

function findWrongField(value: Record<string, unknown>, fields: Fields, tag: string): string | undefined {
  for (const [name, check] of Object.entries(fields)) {
    const optional = check.endsWith("?");
    if (value[name] === undefined && optional) continue;
    const wrong = findFault(value[name], (optional ? check.slice(0, -1) : check) as Check);
    if (wrong !== undefined) return `${name} ${wrong}`;
  }
  const unknownName = Object.keys(value).find((name) => name !== tag && !(name in fields));
  return unknownName === undefined ? undefined : `${unknownName} is not known`;
}

function findWrongVariant(value: unknown, tag: string, variants: Record<string, Fields>): string | undefined {
  if (!isRecord(value)) return "is not an object";
  const name = value[tag];
  const fields = typeof name === "string" && Object.hasOwn(variants, name) ? variants[name] : undefined;
  if (fields === undefined) return `has an unknown ${tag}: ${JSON.stringify(name)}`;
  const wrong = findWrongField(value, fields, tag);
  return wrong === undefined ? undefined : `(${String(name)}): ${wrong}`;
}

/** Reads a command that came from outside; misspelt names are refused, so that a test cannot silently do nothing. */
export function parseControlCommand(
  value: unknown,
): { ok: true; command: ControlCommand } | { ok: false; reason: string } {
  const wrong = findWrongVariant(value, "type", commands);
  // Every field was compared with the table above, which has one line for each variant of the union.
  return wrong === undefined
    ? { ok: true, command: value as ControlCommand }
    : { ok: false, reason: `command ${wrong}` };
}
