/**
 * Branded identifiers. A brand exists only in the type checker: at run time each id is the plain number or string
 * that SQLite stores, so it crosses threads and IPC unchanged.
 */
declare const brand: unique symbol;
type Branded<Value, Name extends string> = Value & { readonly [brand]: Name };

/** A row of `accounts`. */
export type AccountId = Branded<number, "AccountId">;
/** A row of `organizations`: GitHub's id, offset by its host (see `docs/schema.md`). */
export type OrganizationId = Branded<number, "OrganizationId">;
/** A row of `repositories`: GitHub's id, offset by its host. */
export type RepositoryId = Branded<number, "RepositoryId">;
/** A row of `pull_requests`: GitHub's id, offset by its host. */
export type PullRequestId = Branded<number, "PullRequestId">;
/** A row of `sync_runs`. */
export type RunId = Branded<number, "RunId">;
/** A row of `jobs`. */
export type JobId = Branded<number, "JobId">;

/** A moment in milliseconds since the Unix epoch, on this machine's clock. */
export type EpochMs = number;
/** A moment as GitHub writes it: ISO 8601, UTC, whole seconds (`2026-11-24T09:00:00Z`). */
export type IsoTime = string;
