import type { AccountId, EpochMs, JobId } from "../../shared/ids.ts";
import type { Failure } from "../../shared/failures.ts";

/**
 * Attempts that failed because a connection broke or went silent. If that happened because the network was going away, it
 * says nothing about their jobs, and that shows only afterwards: GitHub has not answered anything since, and then it
 * cannot be reached at all.
 */
export class DoubtfulAttempts {
  readonly #ofAccounts = new Map<AccountId, { jobId: JobId; at: EpochMs }[]>();

  /** An attempt of this job has failed so. `answeredAt`: when GitHub last answered the account. */
  note(accountId: AccountId, jobId: JobId, at: EpochMs, answeredAt: EpochMs): void {
    this.#ofAccounts.set(accountId, [...this.#since(accountId, answeredAt), { jobId, at }]);
  }

  /** Takes the jobs whose attempts have failed since GitHub last answered, each as often as it did. */
  take(accountId: AccountId, answeredAt: EpochMs): JobId[] {
    const taken = this.#since(accountId, answeredAt);
    this.#ofAccounts.delete(accountId);
    return taken.map(({ jobId }) => jobId);
  }

  #since(accountId: AccountId, answeredAt: EpochMs): { jobId: JobId; at: EpochMs }[] {
    return (this.#ofAccounts.get(accountId) ?? []).filter(({ at }) => at >= answeredAt);
  }
}

/** Whether an attempt that failed so is in doubt until GitHub answers again. */
export function isDoubtful({ code }: Failure): boolean {
  return code === "network/reset" || code === "network/timeout";
}
