import { Octokit } from "@octokit/rest";
import { readInMemory, type Contender } from "./contender.ts";

/** The script that people usually write: `octokit.paginate` over pulls, then reviews per pull request. */
export const restSequential: Contender = ({ access, onlyRepositories }) => {
  const octokit = new Octokit({ auth: access.token, baseUrl: access.apiUrl });
  const owner = access.organization;
  return readInMemory(async (rows) => {
    const kept: unknown[] = [];
    const repositories = await octokit.paginate(octokit.rest.repos.listForOrg, { org: owner, per_page: 100 });
    for (const { name: repo } of repositories.slice(0, onlyRepositories ?? undefined)) {
      const pulls = await octokit.paginate(octokit.rest.pulls.list, {
        owner,
        repo,
        state: "all",
        per_page: 100,
      });
      for (const pull of pulls) {
        const pull_number = pull.number;
        const reviews = await octokit.paginate(octokit.rest.pulls.listReviews, {
          ...{ owner, repo, pull_number },
          per_page: 100,
        });
        kept.push({ pull, reviews });
        rows.pullRequests += 1;
        rows.reviews += reviews.length;
      }
      rows.repositories += 1;
    }
  });
};
