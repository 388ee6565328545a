import type { Fault, Match } from "./faults.ts";
import type { DeviceFlowAction } from "./server/device-flow.ts";

/**
 * Everything a test, a benchmark or a screenshot can tell the sample server, as one command each: in the process
 * through `control()`, from elsewhere with `POST /_sample/control` (JSON).
 * A repository is named `owner/name`, or by its name alone in the sample organization.
 */
export type ControlCommand =
  | { type: "set-latency"; latencyMs: number }
  /** Forgets all faults, holds and page triggers, restores the token; what changed in the organization stays. */
  | { type: "reset" }
  | { type: "stats" }
  | { type: "reset-stats" }
  /** The log of requests, those with a number above `since`. */
  | { type: "requests"; since?: number }
  /** The answer has the fault's id. */
  | { type: "fault"; fault: Fault; match?: Match; times?: number; skip?: number }
  | { type: "clear-fault"; id: number }
  /** Matching requests wait until they are released. The answer has the hold's id. */
  | { type: "hold"; match: Match }
  | { type: "release"; id: number }
  /** How many requests wait behind a hold. */
  | { type: "held"; id: number }
  /** Runs a command when this page (from 1) of the repository's pull requests is being answered, before it is sent. */
  | { type: "on-page"; repository: string; page: number; command: ControlCommand }
  /** Moves the server's clock ahead: for limits and for what changes from now on. */
  | { type: "advance-clock"; byMs: number }
  /** Uses up a budget until `resetInMs` from now, whether limits are enforced or not. */
  | { type: "exhaust-limit"; resource: "core" | "graphql"; resetInMs: number }
  | {
      type: "open-pull-request";
      repository: string;
      title?: string;
      author?: string;
      isDraft?: boolean;
    }
  | {
      type: "update-pull-request";
      repository: string;
      number: number;
      title?: string;
      state?: "OPEN" | "CLOSED";
      isDraft?: boolean;
    }
  | { type: "merge-pull-request"; repository: string; number: number }
  | {
      type: "add-review";
      repository: string;
      number: number;
      state?: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED";
      author?: string;
      count?: number;
    }
  /** Takes the last review away; GitHub does not move the pull request's `updatedAt` for it. */
  | { type: "remove-review"; repository: string; number: number }
  | { type: "rename-repository"; repository: string; name: string }
  | { type: "transfer-repository"; repository: string; owner: string }
  | { type: "delete-repository"; repository: string }
  | { type: "archive-repository"; repository: string }
  | { type: "disable-pull-requests"; repository: string }
  | { type: "add-repository"; name: string; pullRequests?: number }
  /** GitHub's own count of the pull requests is off by this much. */
  | { type: "miscount"; repository: string; by: number }
  | { type: "remove-member"; login: string }
  | { type: "revoke-token" }
  | { type: "restore-token" }
  | { type: "set-scopes"; scopes: string[] }
  /** Epoch milliseconds; null: never. */
  | { type: "set-token-expiry"; at: number | null }
  /** What this server holds; with a repository, all of its pull requests and reviews. */
  | { type: "truth"; repository?: string }
  /** Answers the device flow's next polls; `disable`: the app does not allow it any more, until `reset`. */
  | { type: "device-flow"; action: DeviceFlowAction };

/** How many requests of which kind, and what they cost. */
export interface Stats {
  requests: number;
  rest: number;
  graphql: number;
  /** REST requests by the shape of their path (`/repos/{owner}/{repo}/pulls`), GraphQL ones by operation name. */
  byRoute: Record<string, number>;
  /** GraphQL points. */
  points: number;
  notModified: number;
  maxConcurrency: number;
  bytes: number;
  /** Time spent on answers, without latency, in milliseconds. */
  workMs: number;
}

/** One request as it was seen. */
export interface RequestRecord {
  number: number;
  requestId: string;
  method: string;
  path: string;
  route: "rest" | "graphql";
  operation: string | undefined;
  /** GraphQL variables, long values cut. */
  variables: Record<string, unknown> | undefined;
  /** 0 while it is not answered, and for one whose connection was cut. */
  status: number;
  /** Epoch milliseconds, on the machine's clock. */
  receivedAt: number;
  /** Until the answer was written; -1 before. */
  durationMs: number;
  faults: string[];
}

export interface TrueReview {
  id: number;
  author: string | null;
  state: string;
  submittedAt: string;
}

export interface TruePullRequest {
  id: number;
  nodeId: string;
  number: number;
  title: string;
  state: "OPEN" | "CLOSED" | "MERGED";
  isDraft: boolean;
  author: string | null;
  createdAt: string;
  updatedAt: string;
  mergedAt: string | null;
  closedAt: string | null;
  additions: number;
  deletions: number;
  changedFiles: number;
  reviews: TrueReview[];
}

export interface TrueRepository {
  id: number;
  nodeId: string;
  fullName: string;
  isPrivate: boolean;
  isArchived: boolean;
  isDisabled: boolean;
  isEmpty: boolean;
  hasPullRequests: boolean;
  pullRequests: number;
  reviews: number;
}

/** What a control command answers. */
export type ControlAnswer =
  | { type: "done" }
  | { type: "id"; id: number }
  | { type: "number"; number: number }
  | { type: "stats"; stats: Stats }
  | { type: "requests"; requests: RequestRecord[] }
  | { type: "truth"; organization: string; members: string[]; repositories: TrueRepository[] }
  | { type: "repository-truth"; repository: TrueRepository; pullRequests: TruePullRequest[] }
  /** The command was refused, in one sentence. */
  | { type: "refused"; reason: string };
