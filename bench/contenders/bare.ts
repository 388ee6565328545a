import { sendHttpRequest } from "../../src/core/github/http-request.ts";
import { parsePullRequestPage, PULL_REQUEST_PAGE_QUERY } from "../../src/core/github/pull-requests.ts";
import { systemClock } from "../../src/core/ports.ts";
import type { Access } from "../sample.ts";
import { addRepository } from "../store/add-repository.ts";
import { prepareInsert, rawRowsOf } from "../store/insert-raw.ts";
import { openNewStore } from "../store/new-store.ts";
import { readInMemory, type Contender } from "./contender.ts";

/** What the REST API lists. */
interface ListedRepository {
  id: number;
  full_name: string;
}

/**
 * The requests that Onramp makes, and no more than that: one thread reads the answers as Onramp does and inserts their
 * rows into the same tables, a transaction a page. Nothing is verified, leased or logged, no window has to be kept
 * free, no limit is known, and the first surprise ends it. What it takes beyond the bound is this machine's processor;
 * what Onramp takes beyond it are its promises.
 */
export const bare: Contender = async ({ access }) => {
  const store = openNewStore();
  const insertPage = store.database.transaction(prepareInsert(store.database));
  const { organization } = access;
  try {
    return await readInMemory(async (rows) => {
      await Promise.all([get(access, "/user"), get(access, `/orgs/${organization}`)]);
      const [listed] = (await Promise.all([
        get(access, `/orgs/${organization}/repos?per_page=100`),
        get(access, `/orgs/${organization}/members?per_page=100`),
      ])) as [ListedRepository[], unknown];
      await Promise.all(
        listed.map(async ({ id: githubId, full_name: fullName }) => {
          const id = addRepository(store, githubId, fullName);
          for await (const page of readPages(access, fullName)) {
            insertPage.immediate(rawRowsOf(page.pullRequests, id));
            rows.pullRequests += page.pullRequests.length;
            rows.reviews += page.pullRequests.reduce((sum, { reviews }) => sum + reviews.length, 0);
          }
          rows.repositories += 1;
        }),
      );
    });
  } finally {
    store.remove();
  }
};

/** The pages of a repository's list, each asked for when the one before has been dealt with. */
async function* readPages(access: Access, fullName: string) {
  const [owner, name] = fullName.split("/");
  const orderBy = { field: "CREATED_AT", direction: "DESC" };
  let [first, after] = [50, null as string | null];
  do {
    const query = { query: PULL_REQUEST_PAGE_QUERY, variables: { owner, name, first, after, orderBy } };
    const { data } = (await ask(access, "POST", graphqlUrlOf(access), JSON.stringify(query))) as {
      data: { repository: unknown };
    };
    const page = parsePullRequestPage(data.repository, fullName, 0);
    yield page;
    first = 100;
    after = page.nextCursor;
  } while (after !== null);
}

const get = (access: Access, path: string): Promise<unknown> =>
  ask(access, "GET", new URL(access.apiUrl + path), null);

/** On Enterprise Server GraphQL lies beside the REST base. */
const graphqlUrlOf = ({ apiUrl }: Access): URL => new URL(`${apiUrl.replace(/\/v3$/, "")}/graphql`);

async function ask(access: Access, method: "GET" | "POST", url: URL, body: string | null): Promise<unknown> {
  const answer = await sendHttpRequest({
    ...{ method, url, body, clock: systemClock },
    headers: {
      authorization: `token ${access.token}`,
      "content-type": "application/json",
      "user-agent": "bare",
    },
    signal: new AbortController().signal,
    onArrival: () => {},
  });
  return JSON.parse(answer.body.toString());
}
