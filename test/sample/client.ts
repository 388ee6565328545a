import type { TruePullRequest, TrueRepository } from "../../src/sample/control.ts";
import type { SampleServer } from "../../src/sample/sample-server.ts";

/** A REST answer, read whole. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: unknown;
}

/** A GraphQL answer, read whole. */
export interface GraphAnswer extends Answer {
  data: unknown;
  errors: {
    type?: string;
    message: string;
    path?: (string | number)[];
    extensions?: Record<string, unknown>;
  }[];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

/** Asks for a path below the API's base, or a whole address, as the sample's user. */
export async function get(
  server: SampleServer,
  path: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const url = path.startsWith("http") ? path : server.apiUrl + path;
  const authorization = `token ${server.token}`;
  return read(
    await fetch(url, {
      headers: { authorization, "user-agent": "test", ...headers },
      redirect: "manual",
    }),
  );
}

/** Sends a query as the sample's user. */
export async function ask(
  server: SampleServer,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<GraphAnswer> {
  const url = server.apiUrl.endsWith("/api/v3")
    ? server.apiUrl.replace("/v3", "/graphql")
    : `${server.apiUrl}/graphql`;
  const response = await fetch(url, {
    method: "POST",
    headers: {
      authorization: `bearer ${server.token}`,
      "content-type": "application/json",
      "user-agent": "test",
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  const answer = await read(response);
  const body = (answer.json ?? {}) as { data?: unknown; errors?: GraphAnswer["errors"] };
  return { ...answer, data: body.data, errors: body.errors ?? [] };
}

/** Follows `link` to the last page and gives all items. */
export async function getAll(server: SampleServer, path: string): Promise<unknown[]> {
  const items: unknown[] = [];
  let next: string | undefined = path;
  while (next !== undefined) {
    const answer: Answer = await get(server, next);
    items.push(...(answer.json as unknown[]));
    next = /<([^>]+)>; rel="next"/.exec(answer.headers.get("link") ?? "")?.[1];
  }
  return items;
}

export interface PagedPullRequest {
  id: string;
  fullDatabaseId: string;
  number: number;
  title: string;
  state: string;
  isDraft: boolean;
  author: { login: string } | null;
  createdAt: string;
  updatedAt: string;
  mergedAt: string | null;
  closedAt: string | null;
  additions: number;
  deletions: number;
  changedFiles: number;
  reviews: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    nodes: {
      fullDatabaseId: string;
      state: string;
      submittedAt: string;
      author: { login: string } | null;
    }[];
  };
}

export const pageQuery = /* GraphQL */ `
  query Page(
    $owner: String!
    $name: String!
    $first: Int!
    $after: String
    $field: IssueOrderField!
    $direction: OrderDirection!
  ) {
    repository(owner: $owner, name: $name) {
      pullRequests(first: $first, after: $after, orderBy: { field: $field, direction: $direction }) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          fullDatabaseId
          number
          title
          state
          isDraft
          createdAt
          updatedAt
          mergedAt
          closedAt
          additions
          deletions
          changedFiles
          author {
            login
          }
          reviews(first: 50) {
            totalCount
            pageInfo {
              hasNextPage
              endCursor
            }
            nodes {
              fullDatabaseId
              state
              submittedAt
              author {
                login
              }
            }
          }
        }
      }
    }
  }
`;

const moreReviewsQuery = /* GraphQL */ `
  query MoreReviews($id: ID!, $after: String) {
    node(id: $id) {
      ... on PullRequest {
        reviews(first: 100, after: $after) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            fullDatabaseId
            state
            submittedAt
            author {
              login
            }
          }
        }
      }
    }
  }
`;

/** One page, with the number of pull requests that GitHub counts. */
export async function askPage(
  server: SampleServer,
  name: string,
  options: { first: number; after?: string | null; field?: string; direction?: string },
): Promise<{ nodes: PagedPullRequest[]; totalCount: number; next: string | undefined }> {
  const answer = await ask(server, pageQuery, {
    owner: server.organization,
    name,
    first: options.first,
    after: options.after ?? null,
    field: options.field ?? "CREATED_AT",
    direction: options.direction ?? "ASC",
  });
  if (answer.errors.length > 0) throw new Error(JSON.stringify(answer.errors[0]));
  const { repository } = answer.data as {
    repository: {
      pullRequests: {
        totalCount: number;
        pageInfo: { hasNextPage: boolean; endCursor: string };
        nodes: PagedPullRequest[];
      };
    };
  };
  const { nodes, totalCount, pageInfo } = repository.pullRequests;
  return { nodes, totalCount, next: pageInfo.hasNextPage ? pageInfo.endCursor : undefined };
}

/** All pull requests with all of their reviews, the way a careful client reads them. */
export async function askAll(
  server: SampleServer,
  name: string,
  options: { first: number; field?: string; direction?: string } = { first: 50 },
): Promise<PagedPullRequest[]> {
  const all: PagedPullRequest[] = [];
  let after: string | undefined;
  do {
    const page = await askPage(server, name, { ...options, after: after ?? null });
    for (const pullRequest of page.nodes) {
      const { reviews } = pullRequest;
      let { hasNextPage, endCursor } = reviews.pageInfo;
      while (hasNextPage) {
        const answer = await ask(server, moreReviewsQuery, {
          id: pullRequest.id,
          after: endCursor,
        });
        const more = (answer.data as { node: { reviews: PagedPullRequest["reviews"] } }).node.reviews;
        reviews.nodes.push(...more.nodes);
        ({ hasNextPage, endCursor } = more.pageInfo);
      }
    }
    all.push(...page.nodes);
    after = page.next;
  } while (after !== undefined);
  return all;
}

/** The members and repositories that the server holds. */
export async function tellAll(
  server: SampleServer,
): Promise<{ members: string[]; repositories: TrueRepository[] }> {
  const answer = await server.control({ type: "truth" });
  if (answer.type !== "truth") throw new Error(answer.type);
  return answer;
}

/** The pull requests of one repository that the server holds. */
export async function tell(server: SampleServer, repository: string): Promise<TruePullRequest[]> {
  const answer = await server.control({ type: "truth", repository });
  if (answer.type !== "repository-truth") throw new Error(JSON.stringify(answer));
  return answer.pullRequests;
}
