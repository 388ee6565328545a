import { PULL_REQUEST_PAGE_QUERY } from "../src/core/github/pull-requests.ts";
import type { Access } from "./sample.ts";

/*
 * How fast the server can be at best: readers that do nothing with an answer but take it off the wire and look for the
 * cursor in it. Run as a process of its own, `bare-readers.ts ASSIGNMENT`; prints one line of JSON, a `BareReading`.
 */

export interface BareAssignment {
  access: Access;
  /** Names in the organization, read side by side, each to its end. */
  repositories: string[];
  /** Pull requests a page. */
  pageSize: number;
  /** How often everything is read; the last time counts, when the server is warm. */
  rounds: number;
}

export interface BareReading {
  pages: number;
  bytes: number;
  wallMs: number;
}

if (import.meta.main) {
  const assignment = JSON.parse(process.argv[2]!) as BareAssignment;
  let reading = await readAll(assignment);
  for (let round = 1; round < assignment.rounds; round += 1) reading = await readAll(assignment);
  process.stdout.write(`${JSON.stringify(reading)}\n`);
}

async function readAll({ access, repositories, pageSize }: BareAssignment): Promise<BareReading> {
  const startedAt = performance.now();
  const lists = await Promise.all(repositories.map((name) => readList(access, name, pageSize)));
  return {
    pages: lists.reduce((sum, { pages }) => sum + pages, 0),
    bytes: lists.reduce((sum, { bytes }) => sum + bytes, 0),
    wallMs: performance.now() - startedAt,
  };
}

async function readList(
  access: Access,
  name: string,
  first: number,
): Promise<{ pages: number; bytes: number }> {
  // On Enterprise Server GraphQL lies beside the REST base.
  const url = access.apiUrl.replace(/\/v3$/, "") + "/graphql";
  const headers = { authorization: `token ${access.token}`, "content-type": "application/json" };
  const orderBy = { field: "CREATED_AT", direction: "DESC" };
  let [pages, bytes] = [0, 0];
  for (let after: string | null = null, more = true; more;) {
    const variables = { owner: access.organization, name, first, after, orderBy };
    const body = JSON.stringify({ query: PULL_REQUEST_PAGE_QUERY, variables });
    const answer = await (await fetch(url, { method: "POST", headers, body })).text();
    // The list's own page info is the first one in the answer.
    const pageInfo = /"hasNextPage":(true|false),"endCursor":(?:null|"([^"]*)")/.exec(answer);
    if (!pageInfo) throw new Error(`no page: ${answer.slice(0, 200)}`);
    more = pageInfo[1] === "true";
    after = pageInfo[2] ?? null;
    pages += 1;
    bytes += answer.length;
  }
  return { pages, bytes };
}
