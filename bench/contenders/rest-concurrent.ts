import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";
import { readInMemory, type Contender } from "./contender.ts";

const AT_ONCE = 10;

/** The same script, ten requests at once, with Octokit's own throttling and retry plugins as their manuals show. */
export const restConcurrent: Contender = ({ access, onlyRepositories }) => {
  const octokit = new (Octokit.plugin(throttling, retry))({
    auth: access.token,
    baseUrl: access.apiUrl,
    throttle: { onRateLimit: () => true, onSecondaryRateLimit: () => true },
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
  const owner = access.organization;
  return readInMemory(async (rows) => {
    const kept: unknown[] = [];
    const all = await octokit.paginate(octokit.rest.repos.listForOrg, { org: owner, per_page: 100 });
    const repositories = all.slice(0, onlyRepositories ?? undefined);
    const lists = await mapAtOnce(repositories, async ({ name: repo }) => {
      const pulls = await octokit.paginate(octokit.rest.pulls.list, {
        owner,
        repo,
        state: "all",
        per_page: 100,
      });
      rows.repositories += 1;
      return pulls.map((pull) => ({ repo, pull }));
    });
    await mapAtOnce(lists.flat(), async ({ repo, pull }) => {
      const pull_number = pull.number;
      const reviews = await octokit.paginate(octokit.rest.pulls.listReviews, {
        ...{ owner, repo, pull_number },
        per_page: 100,
      });
      kept.push({ pull, reviews });
      rows.pullRequests += 1;
      rows.reviews += reviews.length;
    });
  });
};

const ignore = (): void => undefined;

/** Maps with at most `AT_ONCE` calls under way, as `p-limit` and its like do. */
async function mapAtOnce<Item, Value>(
  items: readonly Item[],
  map: (item: Item) => Promise<Value>,
): Promise<Value[]> {
  const values: Value[] = [];
  const places = items.keys();
  const work = async (): Promise<void> => {
    for (const place of places) values[place] = await map(items[place]!);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return values;
}
