/**
 * What the sample organization is made of. Field names are those of GitHub's GraphQL types where a field exists there,
 * so that most fields need no resolver; the REST answers are translated from the same objects.
 */

/** A moment in milliseconds since the Unix epoch; always a whole second, as GitHub's are. */
export type EpochMs = number;

export type ActorKind = "User" | "Bot" | "Mannequin" | "Organization" | "EnterpriseUserAccount";

/** Whoever can write a pull request or a review. */
export interface Actor {
  readonly __typename: ActorKind;
  readonly databaseId: number;
  login: string;
  name: string | null;
  bio: string | null;
  location: string | null;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
}

export interface Organization extends Actor {
  readonly __typename: "Organization";
  description: string | null;
  members: Actor[];
}

export type Owner = Actor | Organization;

export function isOrganization(owner: Owner): owner is Organization {
  return owner.__typename === "Organization";
}

export type Visibility = "PUBLIC" | "PRIVATE" | "INTERNAL";

export interface Repository {
  readonly __typename: "Repository";
  /** Where its pull requests are generated from; -1 for one that was added later. */
  readonly index: number;
  readonly databaseId: number;
  name: string;
  owner: Owner;
  description: string | null;
  homepageUrl: string | null;
  visibility: Visibility;
  isArchived: boolean;
  isDisabled: boolean;
  isEmpty: boolean;
  isFork: boolean;
  isTemplate: boolean;
  /** False where a maintainer has switched pull requests off: REST answers 404 for their list. */
  hasPullRequests: boolean;
  language: string | null;
  parent: Repository | null;
  stargazerCount: number;
  forkCount: number;
  diskUsage: number;
  readonly createdAt: EpochMs;
  updatedAt: EpochMs;
  pushedAt: EpochMs | null;
  archivedAt: EpochMs | null;
}

/** `owner/name`. */
export function fullNameOf(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}

export type PullRequestState = "OPEN" | "CLOSED" | "MERGED";
export type ReviewState = "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED";
export type ReviewDecision = "APPROVED" | "CHANGES_REQUESTED" | "REVIEW_REQUIRED";

export interface Label {
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

export interface Review {
  readonly __typename: "PullRequestReview";
  readonly databaseId: number;
  readonly pullRequest: PullRequest;
  /** Null when the account was deleted. */
  author: Actor | null;
  state: ReviewState;
  submittedAt: EpochMs;
  /** Line comments in this review. */
  commentCount: number;
}

export interface PullRequest {
  readonly __typename: "PullRequest";
  readonly databaseId: number;
  readonly repository: Repository;
  readonly number: number;
  title: string;
  state: PullRequestState;
  isDraft: boolean;
  locked: boolean;
  /** Null when the account was deleted. */
  author: Actor | null;
  mergedBy: Actor | null;
  readonly createdAt: EpochMs;
  updatedAt: EpochMs;
  closedAt: EpochMs | null;
  mergedAt: EpochMs | null;
  additions: number;
  deletions: number;
  changedFiles: number;
  commitCount: number;
  commentCount: number;
  threadCount: number;
  baseRefName: string;
  headRefName: string;
  /** Where its branch lives; `deleted` is a fork that is gone. */
  head: "same-repository" | "fork" | "deleted";
  labels: readonly Label[];
  requestedReviewers: readonly Actor[];
  readonly reviews: Review[];
}

/** The order in which a list of pull requests is read. */
export interface PullRequestOrder {
  readonly field: "CREATED_AT" | "UPDATED_AT" | "COMMENTS";
  readonly direction: "ASC" | "DESC";
}

/** What the world is made from; everything else follows from these by chance that repeats. */
export interface WorldOptions {
  /** Another seed is another organization. Default 1. */
  seed?: number;
  /** Repositories of the organization. Default 46. */
  repositories?: number;
  /** In all, spread with a long tail, or the same number in each repository. Default 5,400. */
  pullRequests?: number | { perRepository: number };
  /** Members of the organization, the viewer among them. Default 64. */
  members?: number;
  /** Exactly this many reviews on each pull request; otherwise as teams do, 1.8 on average. */
  reviewsPerPullRequest?: number;
  /** One repository's pull requests that have more reviews than a page. Default 12 with 101. */
  longReviews?: { pullRequests: number; reviews: number };
  /**
   * Archived, empty, disabled, renamed, forked repositories and those with awkward text among the ordinary ones.
   * Default: unless `pullRequests` is given per repository, or there are fewer than 20 repositories.
   */
  specials?: boolean;
  /** The youngest moment of its history, in epoch milliseconds. Default: the start of the current day, UTC. */
  now?: EpochMs;
}
