import { parsePullRequestPage, PULL_REQUEST_PAGE_QUERY } from "../../src/core/github/pull-requests.ts";
import type { PullRequestFacts } from "../../src/core/database/pull-request-store.ts";
import { withSample } from "../sample.ts";

/** The pages of one repository's pull requests, as the server sent them. */
export interface RecordedRepository {
  githubId: number;
  fullName: string;
  /** The bodies of the answers, in order. */
  pages: string[];
}

const REPOSITORIES = 8;
const PULL_REQUESTS_EACH = 1_000;

/** Reads pages of 100 pull requests with their reviews from the sample, once. */
export function recordPages(): Promise<RecordedRepository[]> {
  const world = { repositories: REPOSITORIES, pullRequests: { perRepository: PULL_REQUESTS_EACH } };
  return withSample({ world }, async ({ access, control }) => {
    const truth = await control({ type: "truth" });
    if (truth.type !== "truth") throw new Error("the sample server does not tell what it holds");
    const recorded: RecordedRepository[] = [];
    for (const { id: githubId, fullName } of truth.repositories) {
      recorded.push({ githubId, fullName, pages: await readPages(access, fullName) });
    }
    return recorded;
  });
}

async function readPages(access: { apiUrl: string; token: string }, fullName: string): Promise<string[]> {
  const [owner, name] = fullName.split("/");
  const headers = { authorization: `token ${access.token}`, "content-type": "application/json" };
  const orderBy = { field: "CREATED_AT", direction: "DESC" };
  const pages: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const variables = { owner, name, first: 100, after, orderBy };
    const body = JSON.stringify({ query: PULL_REQUEST_PAGE_QUERY, variables });
    const answer = await fetch(`${access.apiUrl}/graphql`, { method: "POST", headers, body });
    const page = await answer.text();
    const { pageInfo } = repositoryOf(page).pullRequests;
    pages.push(page);
    more = pageInfo.hasNextPage;
    after = pageInfo.endCursor;
  }
  return pages;
}

interface RepositoryField {
  pullRequests: { pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}

function repositoryOf(page: string): RepositoryField {
  return (JSON.parse(page) as { data: { repository: RepositoryField } }).data.repository;
}

/** The rows of a recorded page. */
export function rowsOf(page: string): PullRequestFacts[] {
  return parsePullRequestPage(repositoryOf(page), "a recorded page", 0).pullRequests;
}
