import type { AccountId, JobId, OrganizationId, RepositoryId, RunId } from "../../shared/ids.ts";
import { LOG_LEVELS } from "../../shared/log-entry.ts";
import { isFailureCode } from "../../shared/failures.ts";
import type { AppState } from "../../shared/contract.ts";
import { assertNever } from "../../shared/result.ts";
import type { LogScope } from "../features/log/log-scope.ts";

/** A repository by its id; the name is what the person reads. */
export interface NamedRepository {
  id: RepositoryId;
  name: string;
}

/** Where the person is. The hash of the address mirrors it, so that back, forward and reload work. */
export type Screen =
  /** With an account: to sign in with it again. */
  | { kind: "connect"; accountId: AccountId | null }
  | { kind: "choose"; organizationId: OrganizationId | null }
  | { kind: "sync"; organizationId: OrganizationId | null }
  /** With a repository: narrowed to it, until the person widens that. */
  | { kind: "insights"; organizationId: OrganizationId | null; repository?: NamedRepository }
  | { kind: "log"; scope: LogScope }
  | { kind: "diagnostics"; organizationId: OrganizationId | null };

export type ScreenKind = Screen["kind"];

/** In the order of the navigation and of the shortcuts Ctrl/Cmd+1…6. */
export const SCREEN_KINDS = [
  "connect",
  "choose",
  "sync",
  "insights",
  "log",
  "diagnostics",
] as const satisfies readonly ScreenKind[];

/** The hash that stands for a screen: `#/sync?organization=12`. */
export function hashOf(screen: Screen): string {
  const query = new URLSearchParams();
  switch (screen.kind) {
    case "connect":
      if (screen.accountId !== null) query.set("account", String(screen.accountId));
      break;
    case "choose":
    case "sync":
    case "diagnostics":
      setOrganization(query, screen.organizationId);
      break;
    case "insights":
      setOrganization(query, screen.organizationId);
      setRepository(query, screen.repository);
      break;
    case "log":
      setRepository(query, screen.scope.repository);
      if (screen.scope.runId !== undefined) query.set("run", String(screen.scope.runId));
      if (screen.scope.jobId !== undefined) query.set("job", String(screen.scope.jobId));
      if (screen.scope.code !== undefined) query.set("code", screen.scope.code);
      if (screen.scope.level !== undefined) query.set("level", screen.scope.level);
      if (screen.scope.around) {
        query.set("place", String(screen.scope.around.sequence));
        query.set("at", String(screen.scope.around.at));
      }
      if (screen.scope.view !== undefined) query.set("view", screen.scope.view);
      break;
    default:
      assertNever(screen);
  }
  return `#/${screen.kind}${query.size > 0 ? `?${query}` : ""}`;
}

/** The screen that a hash stands for, or null when it stands for none. Whatever is odd in it is left out. */
export function screenOf(hash: string): Screen | null {
  const [path = "", queryText = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const kind = SCREEN_KINDS.find((known) => known === path);
  if (!kind) return null;
  const query = new URLSearchParams(queryText);
  switch (kind) {
    case "connect":
      return { kind, accountId: idIn(query, "account") as AccountId | null };
    case "choose":
    case "sync":
    case "diagnostics":
      return { kind, organizationId: idIn(query, "organization") as OrganizationId | null };
    case "insights": {
      const organizationId = idIn(query, "organization") as OrganizationId | null;
      return { kind, organizationId, ...repositoryIn(query) };
    }
    case "log": {
      const runId = idIn(query, "run") as RunId | null;
      const jobId = idIn(query, "job") as JobId | null;
      const code = query.get("code") ?? "";
      const level = LOG_LEVELS.find((known) => known === query.get("level"));
      const place = idIn(query, "place");
      const at = idIn(query, "at");
      const hasTimeline = jobId !== null && query.get("view") === "timeline";
      return {
        kind,
        scope: {
          ...repositoryIn(query),
          ...(runId !== null && { runId }),
          ...(jobId !== null && { jobId }),
          ...(isFailureCode(code) && { code }),
          ...(level && { level }),
          ...(place !== null && at !== null && { around: { sequence: place, at } }),
          ...(hasTimeline && { view: "timeline" }),
        },
      };
    }
    default:
      return assertNever(kind);
  }
}

function setOrganization(query: URLSearchParams, organizationId: OrganizationId | null): void {
  if (organizationId !== null) query.set("organization", String(organizationId));
}

function setRepository(query: URLSearchParams, repository: NamedRepository | undefined): void {
  if (!repository) return;
  query.set("repository", String(repository.id));
  query.set("name", repository.name);
}

function repositoryIn(query: URLSearchParams): { repository?: NamedRepository } {
  const id = idIn(query, "repository") as RepositoryId | null;
  return id === null ? {} : { repository: { id, name: query.get("name") ?? String(id) } };
}

function idIn(query: URLSearchParams, name: string): number | null {
  const text = query.get(name) ?? "";
  return /^[1-9]\d{0,15}$/.test(text) ? Number(text) : null;
}

/** Where a person starts: with what is going on, or else with what they have, or else with connecting. */
export function firstScreen(state: AppState): Screen {
  if (state.run) {
    const organizationId = state.run.organizationId;
    return { kind: state.run.endedAt === null ? "sync" : "insights", organizationId };
  }
  return state.accounts.length > 0
    ? { kind: "choose", organizationId: null }
    : { kind: "connect", accountId: null };
}

/** Where a window that is reopened starts: where the person left it, as long as that is still there. */
export function restoredScreen(left: Screen | null, state: AppState): Screen {
  if (left === null || left.kind === "connect" || state.accounts.length === 0) return firstScreen(state);
  const organizationId = "organizationId" in left ? left.organizationId : null;
  const isThere = organizationId === null || state.organizations.some(({ id }) => id === organizationId);
  return isThere ? left : firstScreen(state);
}

/** The organization a screen is about: the one it names, or the last run's, or the first that can be read. */
export function organizationOf(screen: Screen, state: AppState): OrganizationId | null {
  const named = "organizationId" in screen ? screen.organizationId : null;
  const readable = state.organizations.find((organization) => organization.blocked === null);
  return named ?? state.run?.organizationId ?? readable?.id ?? state.organizations[0]?.id ?? null;
}
