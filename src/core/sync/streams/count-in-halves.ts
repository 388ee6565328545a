import { FailureError } from "../../../shared/failures.ts";
import type { IsoTime } from "../../../shared/ids.ts";
import { failed, type Result } from "../../../shared/result.ts";
import type { RepositoryAddress } from "../../database/repository-store.ts";
import { fetchCounts, type RepositoryCount } from "../../github/counts.ts";
import { isTooMuch } from "./page-sizes.ts";
import type { StreamContext } from "./stream.ts";

/** What GitHub counts in one repository, or why it does not, and when. */
export interface CountedRepository {
  address: RepositoryAddress;
  count: Result<RepositoryCount>;
  asOf: IsoTime;
}

/** Before that, the next attempt may simply find GitHub in better health. */
const ATTEMPTS_BEFORE_HALVES = 3;

/**
 * Counts repositories on GitHub, all in one query. A query that GitHub gives up on attempt after attempt is asked in
 * halves, so that one repository which GitHub cannot count does not hold up the others: it is refused alone. A second
 * one means that it is not the repository but GitHub, and that failure is thrown.
 */
export async function countInHalves(
  context: StreamContext,
  addresses: readonly RepositoryAddress[],
): Promise<CountedRepository[]> {
  let hasRefused = false;

  async function count(some: readonly RepositoryAddress[]): Promise<CountedRepository[]> {
    if (some.length === 0) return [];
    try {
      const { counts, serverTime } = await fetchCounts(context.client, some);
      return some.map((address, index) => ({ address, count: counts[index]!, asOf: serverTime }));
    } catch (error) {
      const isCurable = error instanceof FailureError && isTooMuch(error.failure);
      if (!isCurable || context.slice.attempt < ATTEMPTS_BEFORE_HALVES || hasRefused) throw error;
      if (some.length > 1) {
        const half = Math.ceil(some.length / 2);
        return [...(await count(some.slice(0, half))), ...(await count(some.slice(half)))];
      }
      // Alone, a repository says nothing about whether it is GitHub that is ill.
      if (addresses.length === 1) throw error;
      hasRefused = true;
      const asOf = new Date(context.clock.now()).toISOString();
      const failure = { ...error.failure, code: "github/page-unreadable" as const };
      return [{ address: some[0]!, count: failed(failure), asOf }];
    }
  }

  return count(addresses);
}
