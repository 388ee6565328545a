import type { AccountId, EpochMs, IsoTime, JobId, OrganizationId, RepositoryId, RunId } from "./ids.ts";
import type { Failure } from "./failures.ts";
import type { JobKind } from "./jobs/job-kinds.ts";
import type { LogEntry } from "./log-entry.ts";
import type { Resource } from "./resources.ts";

/** What a worker can be asked to do: the kinds of jobs, and to count repositories for a plan, outside the queue. */
export type SliceKind = JobKind | "counts";

/**
 * A bounded piece of a job's work, as it is handed to a worker. It holds identifiers only: the worker reads names
 * and checkpoints from the database and asks for the credential.
 */
export interface Slice {
  kind: SliceKind;
  /** The job and the fencing token of its lease; null for work outside the queue, such as listing before a run. */
  lease: { jobId: JobId; fence: number } | null;
  runId: RunId | null;
  accountId: AccountId;
  apiUrl: string;
  organizationId: OrganizationId;
  /** A repository for `pull_requests` and `reviews`, else the organization. */
  subjectId: number;
  payload: unknown;
  /** Which attempt this is since the job last made progress, from 1. */
  attempt: number;
  /** How many pages the slice may fetch before it yields. */
  maxPages: number;
}

/** How a slice ended. */
export type SliceOutcome =
  /** Nothing is left to do. */
  | { kind: "done"; follow: FollowUp }
  /** More is left; the checkpoint says where. */
  | { kind: "yield" }
  /** It failed; the failure's retry policy says what happens. */
  | { kind: "failed"; failure: Failure };

/** What a finished job found that others must do. */
export interface FollowUp {
  /** Repositories whose pull requests must be read (again). */
  read: RepositoryId[];
  /** Repositories whose long review lists must be read to their end. */
  readReviews: RepositoryId[];
  /** Repositories that are settled for this run: verified, or named as a gap. */
  settled: RepositoryId[];
}

export const NO_FOLLOW_UP: FollowUp = { read: [], readReviews: [], settled: [] };

/** What a slice tells while it runs. Each is sent only after its facts are committed. */
export type SliceReport =
  /** A page of repositories was stored. */
  | {
      kind: "repositories-listed";
      repositoryIds: RepositoryId[];
      pagesLoaded: number;
      pagesTotal: number;
      hidden: Failure | null;
    }
  | { kind: "members-stored"; members: number }
  /** A page of one repository was stored; changes of the stored counts. */
  | {
      kind: "rows-stored";
      repositoryId: RepositoryId;
      pullRequests: number;
      reviews: number;
      githubCount: number | null;
    }
  /** GitHub's count became known, outside a run. */
  | {
      kind: "repository-counted";
      repositoryId: RepositoryId;
      githubCount: number;
      newestUpdatedAt: IsoTime | null;
    }
  | { kind: "repository-refused"; repositoryId: RepositoryId; failure: Failure }
  /** What the worker is at, for the watchdog: a request and the growth of its answer, or a commit. */
  | { kind: "activity"; activity: Activity };

/** `receiving` comes at most once a second. */
export type Activity = "request-started" | "receiving" | "request-ended" | "commit-started" | "commit-ended";

/** What kind of budget a request draws on. */
export interface RequestCost {
  resource: Resource;
  /** Estimated primary points: 1 for REST, GitHub's formula for GraphQL. */
  points: number;
}

/** What an answer said about limits, for the governor. Times are on this machine's clock. */
export interface Observation {
  /** Null when no answer came. */
  status: number | null;
  durationMs: number;
  /** Primary limit as the answer reported it. */
  rate: { limit: number; remaining: number; resetAt: EpochMs } | null;
  /** Points that a GraphQL answer says it cost. */
  cost: number | null;
  /** Set when GitHub refused because of a limit. */
  limited: { limit: "primary" | "secondary"; until: EpochMs | null } | null;
  /** GitHub was too slow or broke: a reason to ask for less at once. */
  overloaded: boolean;
}

/** What is handed to a worker: the slice, and the port over which it asks and tells. */
export interface SliceTask<Port> {
  slice: Slice;
  port: Port;
}

/** What a worker tells main, over the slice's own port, some at a time and in order. */
export type ToMain =
  | { kind: "credential" }
  | { kind: "permit"; permit: number; cost: RequestCost }
  | { kind: "settle"; permit: number; observation: Observation }
  | { kind: "report"; report: SliceReport }
  | { kind: "log"; entry: LogEntry }
  | { kind: "pong" }
  /** The last message: it comes over the same port as the facts before it, so it cannot overtake them. */
  | { kind: "outcome"; outcome: SliceOutcome };

/** Messages from main to a worker. */
export type ToWorker =
  | { kind: "credential"; token: string | null; failure: Failure | null }
  | { kind: "granted"; permit: number }
  /** No permit: the account must wait, or sign in again. The slice ends with this failure. */
  | { kind: "refused"; permit: number; failure: Failure }
  | { kind: "ping" }
  /** End soon: abort the request under way, commit nothing more, and yield. */
  | { kind: "abort" };
