import type { IsoTime, RepositoryId } from "../../shared/ids.ts";
import type { Failure } from "../../shared/failures.ts";
import type { SyncPlan } from "../../shared/models.ts";

/** What GitHub said of a chosen repository, and what is stored of it. */
export interface PlannedRepository {
  repositoryId: RepositoryId;
  fullName: string;
  /** Null when pull requests are switched off, so that nothing was asked. */
  count: { githubCount: number; newestUpdatedAt: IsoTime | null } | null;
  refused: Failure | null;
  stored: { pullRequests: number; watermark: IsoTime | null };
}

/** Rows a page, once the first answers have been quick. */
const PAGE_SIZE = 100;
const VERIFY_BATCH = 100;
/** What an answer takes, from measurements of GitHub with pages of this kind; requests overlap. */
const ANSWER_MS = { low: 400, high: 3_000 } as const;

/** What a sync will cost, from GitHub's own counts. Points follow GitHub's formula: each of these queries costs one. */
export function planSync(
  repositories: readonly PlannedRepository[],
  setting: { hasMembers: boolean; pointsRemaining: number | null; atOnce: number },
): SyncPlan {
  const readable = repositories.filter(({ refused }) => refused === null);
  const changed = readable.filter((it) => !isUnchanged(it));
  const pages = changed.reduce((sum, it) => sum + pagesOf(it), 0);
  const verifies = Math.ceil(readable.length / VERIFY_BATCH);
  const points = pages + verifies;
  const requests = points + (setting.hasMembers ? 1 : 0);
  const rounds = Math.ceil(requests / Math.max(1, setting.atOnce));
  return {
    repositories: repositories.length,
    unchangedRepositories: readable.length - changed.length,
    pullRequests: changed.reduce((sum, it) => sum + newRowsOf(it), 0),
    requests,
    points,
    expectedMs: { low: rounds * ANSWER_MS.low, high: rounds * ANSWER_MS.high },
    pointsRemaining: setting.pointsRemaining,
    refused: repositories.flatMap(({ repositoryId, fullName, refused }) =>
      refused ? [{ repositoryId, fullName, failure: refused }] : [],
    ),
  };
}

function isUnchanged({ count, stored }: PlannedRepository): boolean {
  if (count === null) return true;
  if (count.githubCount !== stored.pullRequests) return false;
  if (count.githubCount === 0) return true;
  return stored.watermark !== null && (count.newestUpdatedAt ?? "") < stored.watermark;
}

/** Rows still to come: all, or what was opened since the last reading. */
function newRowsOf({ count, stored }: PlannedRepository): number {
  return Math.max(0, (count?.githubCount ?? 0) - stored.pullRequests);
}

function pagesOf(repository: PlannedRepository): number {
  return Math.max(1, Math.ceil(newRowsOf(repository) / PAGE_SIZE));
}
