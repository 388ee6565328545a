import type { AccountId, EpochMs, IsoTime, JobId, OrganizationId, RepositoryId, RunId } from "./ids.ts";
import type { Failure } from "./failures.ts";

/** A kind of data of one repository or organization. */
export type Stream = "repositories" | "members" | "pull_requests" | "reviews";

/** Where an account's token is kept. `session`: in memory only, gone when the app quits. */
export type TokenStorage = "keychain" | "session";

/** What GitHub says of a token: its kind, by its published prefix (GitHub docs, "About authentication"). */
export type TokenKind = "classic" | "fine-grained" | "oauth" | "app-user" | "app-installation" | "other";

/** A login on a host, without its credential. */
export interface Account {
  id: AccountId;
  /** `github.com`, or the host of a GitHub Enterprise Server. */
  host: string;
  /** The REST base, without a trailing slash. */
  apiUrl: string;
  login: string;
  name: string | null;
  isSample: boolean;
  tokenKind: TokenKind;
  /** Granted classic scopes; `null` when the token has none to show (fine-grained, app). */
  scopes: string[] | null;
  /** When the token ends, if GitHub said so. Fine-grained tokens were seen to report nonsense, so this only warns. */
  tokenExpiresAt: EpochMs | null;
  tokenStorage: TokenStorage;
  /** False when the token is gone (session ended, keychain emptied) or was refused: the person must sign in again. */
  isSignedIn: boolean;
}

/** What GitHub says of a token that is not kept yet. */
export interface CheckedToken extends Pick<
  Account,
  "host" | "login" | "name" | "tokenKind" | "scopes" | "tokenExpiresAt"
> {
  /** Names the token to `account.keepToken`. */
  checkId: number;
}

/** An organization, or the account itself as the owner of repositories. */
export interface Organization {
  id: OrganizationId;
  accountId: AccountId;
  login: string;
  name: string | null;
  kind: "organization" | "user";
  /** Set when GitHub refuses this organization: it is listed with its cause, never dropped. */
  blocked: Failure | null;
}

export interface Repository {
  id: RepositoryId;
  organizationId: OrganizationId;
  host: string;
  /** `owner/name`, as last seen. */
  fullName: string;
  name: string;
  description: string | null;
  visibility: "public" | "private" | "internal";
  isFork: boolean;
  isArchived: boolean;
  isDisabled: boolean;
  /** Null where the host does not say. */
  hasPullRequests: boolean | null;
  primaryLanguage: string | null;
  pushedAt: IsoTime | null;
  updatedAt: IsoTime | null;
  /** GitHub's own count at the last look; null when not yet counted. */
  pullRequestCount: number | null;
}

/**
 * The states of a sync run that a person can see (`docs/architecture.md`). Exactly one holds at any time.
 * `unknown` is what remains when the facts contradict each other; it is never shown as running or complete.
 */
export type RunState =
  | "planned"
  | "running"
  | "waiting"
  | "stalled"
  | "verifying"
  | "complete"
  | "complete-with-gaps"
  | "failed"
  | "cancelled"
  | "unknown";

/** The states of one repository within a run, as the sync screen shows them. */
export type RepositoryRunState =
  | "queued"
  | "running"
  | "waiting"
  | "stalled"
  | "retrying"
  | "verifying"
  | "complete"
  | "gaps"
  | "failed"
  | "cancelled";

/** A declared reason for making no progress. */
export type Wait =
  /** `pace`: GitHub has not refused anything; Onramp keeps under its limits for a minute by itself. */
  | { kind: "rate-limit"; limit: "primary" | "secondary" | "pace"; until: EpochMs }
  /** GitHub cannot be reached. `failure`: how the last try to reach it ended. */
  | { kind: "offline"; since: EpochMs; failure?: Failure }
  | { kind: "paused"; since: EpochMs }
  /** The computer goes to sleep, or is on its battery and the person wants syncs to wait for that. */
  | { kind: MachineHold["kind"]; since: EpochMs }
  /** Nothing can be stored: the disk is full, or another program holds the database. */
  | { kind: "storage"; since: EpochMs; failure: Failure }
  | { kind: "sign-in"; accountId: AccountId; failure: Failure };

/** Why this computer does no work for now. */
export interface MachineHold {
  kind: "asleep" | "on-battery";
  since: EpochMs;
}

/** What the schedule starts next, should the application still run then. */
export interface NextSync {
  organizationId: OrganizationId;
  organizationLogin: string;
  at: EpochMs;
}

/** The application ended without being quit: it crashed, was killed, or the computer went off. */
export interface UnexpectedEnd {
  startedAt: EpochMs;
  /** When it was last known to run. */
  lastSeenAt: EpochMs;
  /** Its last log entries are those before this place (`before` of `logs.search`); null when there is no log. */
  logEnd: number | null;
}

/** Why a leased job makes no progress without a declared wait. */
export type StallCause =
  | "request-hung"
  | "worker-not-answering"
  | "database-locked"
  | "machine-slept"
  | "unknown";

/** What a run will cost, computed from GitHub's own counts before anything starts. */
export interface SyncPlan {
  repositories: number;
  /** Repositories whose stored rows are already verified and unchanged: they cost nothing more. */
  unchangedRepositories: number;
  pullRequests: number;
  requests: number;
  /** GraphQL rate-limit points. */
  points: number;
  /** A range, because GitHub's answer times vary. */
  expectedMs: { low: number; high: number };
  /** Points left in this hour, when the host says so. */
  pointsRemaining: number | null;
  /** Repositories that cannot be read, each with its reason. */
  refused: { repositoryId: RepositoryId; fullName: string; failure: Failure }[];
}

/** How far one repository has come in a run. */
export interface RepositoryProgress {
  repositoryId: RepositoryId;
  fullName: string;
  state: RepositoryRunState;
  /** Stored pull requests. */
  pullRequests: number;
  /** GitHub's count; null until it is known. */
  pullRequestsExpected: number | null;
  reviews: number;
  /** What happened last, as a failure when it was one. */
  failure: Failure | null;
  wait: Wait | null;
  /** When the next attempt starts, while `state` is `retrying`. */
  retryAt: EpochMs | null;
  jobId: JobId | null;
  /** When anything last happened to it, such as a page that was stored; null when nothing ever has. */
  lastEventAt: EpochMs | null;
  /** When this was so: of two states of one row, the later counts. */
  changedAt: EpochMs;
}

/** Where the members stream of the run's organization stands. */
export interface MembersProgress {
  state: RepositoryRunState;
  members: number;
  failure: Failure | null;
}

/** The points of an hour, as GitHub's last answer told them. */
export interface HourlyBudget {
  limit: number;
  remaining: number;
  /** Of those that remain, what Onramp leaves to the person's other tools. */
  reserved: number;
  resetAt: EpochMs;
}

/** The whole of one run at a moment, without its rows. */
export interface RunProgress {
  runId: RunId;
  accountId: AccountId;
  organizationId: OrganizationId;
  organizationLogin: string;
  state: RunState;
  wait: Wait | null;
  /** The list, the members or a count failed, and is tried again then. Repositories say that themselves. */
  retry: { failure: Failure; at: EpochMs } | null;
  stall: { cause: StallCause; repositoryId: RepositoryId | null; since: EpochMs } | null;
  /** True when no worker thread could be started and the streams run in-process. */
  degraded: boolean;
  /** True while the list of repositories is still growing. */
  listing: boolean;
  startedAt: EpochMs;
  endedAt: EpochMs | null;
  /** Repositories by state; they add up to `repositories`. */
  counts: Record<RepositoryRunState, number>;
  repositories: number;
  pullRequests: number;
  /** Sum of GitHub's counts over the counted repositories. */
  pullRequestsExpected: number;
  reviews: number;
  members: MembersProgress | null;
  requests: number;
  points: number;
  pointsRemaining: number | null;
  /** Null where the host has no limits, and before the first answer. */
  hourlyBudget: HourlyBudget | null;
  /** Pull requests committed per second over the last seconds; null before there is a rate. */
  rowsPerSecond: number | null;
  /** Time left, as a range; null while it cannot be told. */
  remainingMs: { low: number; high: number } | null;
  firstInsightMs: number | null;
  plan: SyncPlan | null;
  failure: Failure | null;
}

/** The one stored fact about a repository × stream. See the coverage ledger in `docs/schema.md`. */
export type CoverageState =
  | "verified"
  | "gaps"
  | "empty"
  | "disabled"
  | "forbidden"
  | "sso-blocked"
  | "gone"
  | "not-yet-read";

export interface Coverage {
  repositoryId: RepositoryId;
  stream: Stream;
  state: CoverageState;
  /** GitHub's count and ours; null when never counted. */
  githubCount: number | null;
  storedCount: number | null;
  /** The server time at which the two were compared. */
  asOf: IsoTime | null;
  failure: Failure | null;
}
