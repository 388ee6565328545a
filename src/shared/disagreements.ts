/** The ways in which the records of one repository can contradict each other. */
export type DisagreementKind =
  | "cached-count-differs"
  | "ledger-contradicts-itself"
  | "ledger-differs-from-rows"
  | "reviews-differ"
  | "behind-github"
  | "verified-but-not-read"
  | "never-verified"
  | "rows-without-checkpoint"
  | "leased-without-worker"
  | "worker-without-lease"
  | "job-outlives-run"
  | "run-ended-unsettled"
  | "nothing-will-settle-it";

export interface Disagreement {
  kind: DisagreementKind;
  /** One plain sentence with both sides. */
  text: string;
}

/**
 * What mends a disagreement.
 * - `recount`: the cached counts are set to what the rows say.
 * - `release`: leases that no worker holds are ended, and jobs of ended runs are cancelled.
 * - `verify`: GitHub is asked again, and whatever differs is read again.
 */
export type Repair = "recount" | "release" | "verify";

/** The one repair of each kind; it works from stored facts and GitHub's, never from the claim that was wrong. */
export const REPAIRS: Record<DisagreementKind, Repair> = {
  "cached-count-differs": "recount",
  "ledger-contradicts-itself": "verify",
  "ledger-differs-from-rows": "verify",
  "reviews-differ": "verify",
  "behind-github": "verify",
  "verified-but-not-read": "verify",
  "never-verified": "verify",
  "rows-without-checkpoint": "verify",
  "leased-without-worker": "release",
  "worker-without-lease": "release",
  "job-outlives-run": "release",
  "run-ended-unsettled": "verify",
  "nothing-will-settle-it": "verify",
};
