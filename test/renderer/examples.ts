import type { AppState, ReconciliationRow } from "../../src/shared/contract.ts";
import type { AccountId, OrganizationId, RepositoryId } from "../../src/shared/ids.ts";
import type {
  Account,
  Repository,
  RepositoryProgress,
  RepositoryRunState,
  RunProgress,
} from "../../src/shared/models.ts";
import { DEFAULT_SETTINGS } from "../../src/shared/settings.ts";

/* Whole objects with everyday values, of which a test changes what it is about. */

export const REPOSITORY_STATES = [
  "queued",
  "running",
  "waiting",
  "stalled",
  "retrying",
  "verifying",
  "complete",
  "gaps",
  "failed",
  "cancelled",
] as const satisfies readonly RepositoryRunState[];

export const noCounts = (): RunProgress["counts"] => ({
  queued: 0,
  running: 0,
  waiting: 0,
  stalled: 0,
  retrying: 0,
  verifying: 0,
  complete: 0,
  gaps: 0,
  failed: 0,
  cancelled: 0,
});

/** The app before anything was connected. */
export const appState = (changes: Partial<AppState> = {}): AppState => ({
  version: "1",
  dataDirectory: "/data",
  keychain: { kind: "available" },
  signIn: { clientIdFrom: null, deviceFlow: null },
  settings: DEFAULT_SETTINGS,
  accounts: [],
  organizations: [],
  run: null,
  recovery: null,
  nextSync: null,
  unexpectedEnd: null,
  ...changes,
});

export function repository(id: number, changes: Partial<Repository> = {}): Repository {
  return {
    id: id as RepositoryId,
    organizationId: 1 as OrganizationId,
    host: "github.com",
    fullName: `acme/repository-${id}`,
    name: `repository-${id}`,
    description: null,
    visibility: "public",
    isFork: false,
    isArchived: false,
    isDisabled: false,
    hasPullRequests: true,
    primaryLanguage: null,
    pushedAt: null,
    updatedAt: null,
    pullRequestCount: null,
    ...changes,
  };
}

export function account(changes: Partial<Account> = {}): Account {
  return {
    id: 1 as AccountId,
    host: "github.com",
    apiUrl: "https://api.github.com",
    login: "octocat",
    name: null,
    isSample: false,
    tokenKind: "classic",
    scopes: ["repo"],
    tokenExpiresAt: null,
    tokenStorage: "keychain",
    isSignedIn: true,
    ...changes,
  };
}

/** The records of a repository that was read and verified. */
export function records(id: number, changes: Partial<ReconciliationRow> = {}): ReconciliationRow {
  return {
    repositoryId: id as RepositoryId,
    fullName: `acme/repository-${id}`,
    coverage: [],
    githubPullRequests: null,
    storedPullRequests: 0,
    storedReviews: 0,
    jobId: null,
    jobState: "done",
    hasLiveWorker: false,
    phase: "read",
    failure: null,
    disagreements: [],
    ...changes,
  };
}

export function row(id: number, changes: Partial<RepositoryProgress> = {}): RepositoryProgress {
  return {
    repositoryId: id as RepositoryId,
    fullName: `acme/repository-${id}`,
    state: "running",
    pullRequests: 0,
    pullRequestsExpected: null,
    reviews: 0,
    failure: null,
    wait: null,
    retryAt: null,
    jobId: null,
    lastEventAt: null,
    changedAt: 0,
    ...changes,
  };
}

export function run(changes: Partial<RunProgress> = {}): RunProgress {
  return {
    runId: 1,
    accountId: 1,
    organizationId: 1,
    organizationLogin: "acme",
    state: "running",
    wait: null,
    retry: null,
    stall: null,
    degraded: false,
    listing: false,
    startedAt: 0,
    endedAt: null,
    counts: noCounts(),
    repositories: 0,
    pullRequests: 0,
    pullRequestsExpected: 0,
    reviews: 0,
    members: null,
    requests: 0,
    points: 0,
    pointsRemaining: null,
    hourlyBudget: null,
    rowsPerSecond: null,
    remainingMs: null,
    firstInsightMs: null,
    plan: null,
    failure: null,
    ...changes,
  } as RunProgress;
}
