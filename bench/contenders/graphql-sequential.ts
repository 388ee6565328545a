import { Octokit } from "@octokit/rest";
import { readInMemory, type Contender } from "./contender.ts";

interface PageInfo {
  hasNextPage: boolean;
  endCursor: string | null;
}

interface PullRequestPage {
  repository: {
    pullRequests: { pageInfo: PageInfo; nodes: { reviews: { nodes: unknown[] } }[] };
  };
}

interface RepositoryPage {
  organization: { repositories: { pageInfo: PageInfo; nodes: { name: string }[] } };
}

const REPOSITORIES = `
query ($owner: String!, $after: String) {
  organization(login: $owner) {
    repositories(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { name } }
  }
}`;

/** The fields that Onramp stores, so that both read the same. */
const PULL_REQUESTS = `
query ($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequests(first: 100, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id fullDatabaseId number title state isDraft author { login __typename } createdAt updatedAt mergedAt closedAt
        mergedBy { login } additions deletions changedFiles baseRefName headRefName
        reviews(first: 30) { nodes { fullDatabaseId author { login __typename } state submittedAt } }
      }
    }
  }
}`;

/**
 * The best script there is: plain GraphQL, 100 pull requests a page with nested reviews, one repository after another.
 * Any error ends it, a review list longer than its page is cut, and nothing is compared with GitHub's counts.
 */
export const graphqlSequential: Contender = ({ access, onlyRepositories }) => {
  const octokit = new Octokit({ auth: access.token, baseUrl: access.apiUrl });
  const owner = access.organization;
  return readInMemory(async (rows) => {
    const kept: unknown[] = [];
    const names: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page: RepositoryPage = await octokit.graphql(REPOSITORIES, { owner, after });
      const { nodes, pageInfo } = page.organization.repositories;
      names.push(...nodes.map(({ name }) => name));
      more = pageInfo.hasNextPage;
      after = pageInfo.endCursor;
    }
    for (const name of names.slice(0, onlyRepositories ?? undefined)) {
      for (let after: string | null = null, more = true; more;) {
        const page: PullRequestPage = await octokit.graphql(PULL_REQUESTS, { owner, name, after });
        const { nodes, pageInfo } = page.repository.pullRequests;
        kept.push(...nodes);
        rows.pullRequests += nodes.length;
        rows.reviews += nodes.reduce((sum, { reviews }) => sum + reviews.nodes.length, 0);
        more = pageInfo.hasNextPage;
        after = pageInfo.endCursor;
      }
      rows.repositories += 1;
    }
  });
};
