import { z } from "zod";
import type { IsoTime } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import { readItem, writeEach } from "./batch.ts";
import type { GitHubClient } from "./client.ts";
import { pointsFor, requireAll, requireField } from "./connections.ts";
import { readAs } from "./read-as.ts";

/** What GitHub counts in one repository, and when it changed last. */
export interface RepositoryCount {
  githubId: number;
  /** The name it has now. */
  fullName: string;
  /** Pull requests of every state. */
  totalCount: number;
  /** The newest `updatedAt` of its pull requests; null without any. */
  newestUpdatedAt: IsoTime | null;
}

const repositoryField = z.object({
  databaseId: z.number(),
  nameWithOwner: z.string(),
  pullRequests: z.object({
    totalCount: z.number(),
    nodes: z.array(z.object({ updatedAt: z.string() }).nullable()),
  }),
});

/**
 * The query for the counts of `count` repositories. Count and newest change come from one connection: GitHub prices
 * connections, so a batch of 100 costs one point, and the two are of the same moment.
 */
export function writeCountsQuery(count: number): string {
  return `
query RepositoryCounts(${writeEach(count, (place) => `$o${place}: String!, $n${place}: String!`, ", ")}) {
  ${writeEach(
    count,
    (place) => `r${place}: repository(owner: $o${place}, name: $n${place}) { ...counts }`,
    "\n  ",
  )}
  rateLimit { cost remaining limit resetAt }
}
fragment counts on Repository {
  databaseId
  nameWithOwner
  pullRequests(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) {
    totalCount
    nodes { updatedAt }
  }
}`;
}

/**
 * Counts of up to 100 repositories, in one query. `counts` has one result for each address, in the same order: a
 * repository that cannot be read spoils no other.
 */
export async function fetchCounts(
  client: GitHubClient,
  addresses: readonly { owner: string; name: string }[],
): Promise<{ counts: Result<RepositoryCount>[]; serverTime: IsoTime }> {
  const variables = Object.fromEntries(
    addresses.flatMap(({ owner, name }, place) => [
      [`o${place}`, owner],
      [`n${place}`, name],
    ]),
  );
  const answer = await client.query<Record<string, unknown>>(
    { text: writeCountsQuery(addresses.length), name: "RepositoryCounts" },
    variables,
    pointsFor(addresses.length),
  );
  const counts = addresses.map(({ owner, name }, place) =>
    readItem(() => parseCount(requireField(answer, `r${place}`, `${owner}/${name}`), `${owner}/${name}`)),
  );
  return { counts, serverTime: answer.serverTime };
}

function parseCount(field: unknown, what: string): RepositoryCount {
  const { databaseId, nameWithOwner, pullRequests } = readAs(repositoryField, field, what);
  const [newest] = requireAll(pullRequests.nodes, what);
  return {
    githubId: databaseId,
    fullName: nameWithOwner,
    totalCount: pullRequests.totalCount,
    newestUpdatedAt: newest?.updatedAt ?? null,
  };
}
