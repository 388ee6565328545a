import { buildSchema, parse } from "graphql";
import { schema } from "@octokit/graphql-schema";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { planCost, computeCost } from "../../src/sample/graphql/cost.ts";
import { startSampleServer, type SampleServer } from "../../src/sample/sample-server.ts";
import { ask, askAll, askPage, type PagedPullRequest } from "./client.ts";

const official = buildSchema(schema.idl, { assumeValidSDL: true });

let server: SampleServer;
beforeAll(async () => {
  server = await startSampleServer();
});
afterAll(() => server.close());

describe("paging through pull requests", () => {
  const ids = (list: readonly PagedPullRequest[]): string[] =>
    list.map(({ fullDatabaseId }) => fullDatabaseId);

  test.each([1, 7, 50, 100])("with pages of %i gives each pull request once", async (first) => {
    const all = await askAll(server, "cargo-api", { first });
    const { totalCount } = await askPage(server, "cargo-api", { first: 1 });
    expect(new Set(ids(all)).size).toBe(all.length);
    expect(all).toHaveLength(totalCount);
  });

  test("by creation misses nothing that was there, whatever is opened, updated or merged meanwhile", async () => {
    const repository = "vessel-tracker";
    const before = await askAll(server, repository, { first: 100 });
    const numbers = before.map(({ number }) => number);
    const [first = 0, second = 0] = numbers;
    await server.control({
      type: "on-page",
      repository,
      page: 2,
      command: { type: "open-pull-request", repository },
    });
    await server.control({
      type: "on-page",
      repository,
      page: 1,
      command: {
        type: "update-pull-request",
        repository,
        number: numbers.at(-2) ?? 0,
        title: "Touched",
      },
    });
    await server.control({
      type: "on-page",
      repository,
      page: 3,
      command: { type: "merge-pull-request", repository, number: first },
    });
    await server.control({
      type: "on-page",
      repository,
      page: 3,
      command: { type: "add-review", repository, number: second },
    });
    const during = await askAll(server, repository, { first: 20 });
    expect(ids(during).slice(0, before.length)).toEqual(ids(before));
    expect(during).toHaveLength(before.length + 1);
    expect(during.find(({ title }) => title === "Touched")).toBeDefined();
  });

  test("by update loses one that moves to the front while the sweep goes on", async () => {
    const repository = "weather-feed";
    const order = { field: "UPDATED_AT", direction: "DESC" };
    const before = await askAll(server, repository, { first: 100, ...order });
    const last = before.at(-1);
    await server.control({
      type: "on-page",
      repository,
      page: 1,
      command: { type: "update-pull-request", repository, number: last?.number ?? 0 },
    });
    const swept = await askAll(server, repository, { first: 20, ...order });
    expect(ids(swept)).not.toContain(last?.fullDatabaseId);
    const next = await askPage(server, repository, { first: 1, ...order });
    expect(next.nodes[0]?.number).toBe(last?.number);
  });

  test("backwards, with last and before, gives the same in pieces", async () => {
    const query = `query($before: String) { repository(owner: "harborlight", name: "docs") { pullRequests(last: 40, before: $before) { pageInfo { hasPreviousPage startCursor } nodes { number } } } }`;
    const numbers: number[] = [];
    let before: string | null = null;
    do {
      const answer = await ask(server, query, { before });
      const page = (
        answer.data as {
          repository: {
            pullRequests: {
              pageInfo: { hasPreviousPage: boolean; startCursor: string };
              nodes: { number: number }[];
            };
          };
        }
      ).repository.pullRequests;
      numbers.unshift(...page.nodes.map(({ number }) => number));
      before = page.pageInfo.hasPreviousPage ? page.pageInfo.startCursor : null;
    } while (before !== null);
    expect(numbers).toEqual((await askAll(server, "docs")).map(({ number }) => number));
  });

  test("states, labels and counts without records are answered", async () => {
    const answer = await ask(
      server,
      `{ repository(owner: "harborlight", name: "docs") {
      all: pullRequests { totalCount } open: pullRequests(states: [OPEN], first: 100) { totalCount nodes { state } }
      rest: pullRequests(states: [MERGED, CLOSED]) { totalCount } bugs: pullRequests(labels: ["bug"], first: 5) { nodes { labels(first: 5) { nodes { name } } } } } }`,
    );
    const { repository } = answer.data as {
      repository: Record<
        "all" | "open" | "rest" | "bugs",
        { totalCount: number; nodes: { state: string; labels: { nodes: { name: string }[] } }[] }
      >;
    };
    expect(repository.all.totalCount).toBe(repository.open.totalCount + repository.rest.totalCount);
    expect(repository.open.nodes.every(({ state }) => state === "OPEN")).toBe(true);
    expect(repository.bugs.nodes.every(({ labels }) => labels.nodes.some(({ name }) => name === "bug"))).toBe(
      true,
    );
  });
});

describe("what is asked wrongly", () => {
  const cases: [string, string, string, RegExp][] = [
    [
      "no bounds",
      "pullRequests { nodes { id } }",
      "MISSING_PAGINATION_BOUNDARIES",
      /You must provide a `first` or `last` value to properly paginate the `pullRequests` connection/,
    ],
    [
      "too many",
      "pullRequests(first: 101) { nodes { id } }",
      "EXCESSIVE_PAGINATION",
      /Requesting 101 records on the `pullRequests` connection exceeds the `first` limit of 100 records/,
    ],
    [
      "a foreign cursor",
      'pullRequests(first: 1, after: "abc") { nodes { id } }',
      "INVALID_CURSOR_ARGUMENTS",
      /`abc` does not appear to be a valid cursor/,
    ],
    [
      "no such number",
      "pullRequest(number: 999999) { id }",
      "NOT_FOUND",
      /Could not resolve to a PullRequest with the number of 999999/,
    ],
  ];
  test.each(cases)("%s: HTTP 200 with type, path and place", async (_name, field, type, message) => {
    const answer = await ask(server, `{ repository(owner: "harborlight", name: "docs") { ${field} } }`);
    expect(answer.status).toBe(200);
    expect(answer.errors[0]).toMatchObject({
      type,
      message: expect.stringMatching(message),
      path: expect.arrayContaining(["repository"]),
      locations: expect.any(Array),
    });
  });

  test("a missing repository is null beside the data of other fields", async () => {
    const answer = await ask(
      server,
      `{ viewer { login } gone: repository(owner: "harborlight", name: "gone") { id } docs: repository(owner: "harborlight", name: "docs") { name } }`,
    );
    expect(answer.data).toMatchObject({ gone: null, docs: { name: "docs" } });
    expect(answer.errors).toEqual([
      expect.objectContaining({
        type: "NOT_FOUND",
        path: ["gone"],
        message: "Could not resolve to a Repository with the name 'harborlight/gone'.",
      }),
    ]);
  });

  test("a renamed repository is followed unless told not to", async () => {
    const answer = await ask(
      server,
      `{ a: repository(owner: "harborlight", name: "old-billing") { name } b: repository(owner: "harborlight", name: "old-billing", followRenames: false) { name } }`,
    );
    expect(answer.data).toEqual({ a: { name: "billing" }, b: null });
  });

  test("a field that does not exist, a mutation and a body that is no query are refused", async () => {
    expect((await ask(server, "{ viewer { shoeSize } }")).errors[0]?.message).toContain("shoeSize");
    expect((await ask(server, "mutation { nothing }")).errors).not.toEqual([]);
    expect((await ask(server, 5 as unknown as string)).errors[0]?.message).toContain("query attribute");
  });

  test("more nodes than GitHub allows are refused before anything runs", async () => {
    const answer = await ask(
      server,
      `{ organization(login: "harborlight") { repositories(first: 100) { nodes { pullRequests(first: 100) { nodes { reviews(first: 100) { nodes { id } } } } } } } }`,
    );
    expect(answer.errors).toEqual([
      {
        type: "MAX_NODE_LIMIT_EXCEEDED",
        message:
          "This query requests up to 1,010,100 possible nodes which exceeds the maximum limit of 500,000.",
      },
    ]);
  });
});

describe("what a query costs", () => {
  const cost = (query: string, variables: Record<string, unknown> = {}): ReturnType<typeof computeCost> => {
    const document = parse(query);
    const [operation] = document.definitions;
    if (operation?.kind !== "OperationDefinition") throw new Error("no operation");
    return computeCost(planCost(official, document, operation), variables);
  };

  test("follows the example in GitHub's documentation: 5,101 fetches are 51 points", () => {
    const query = `{ viewer { repositories(first: 100) { edges { node { issues(first: 50) { edges { node { labels(first: 60) { edges { node { id } } } } } } } } } } }`;
    expect(cost(query)).toMatchObject({ cost: 51, nodeCount: 100 + 5_000 + 300_000 });
  });

  test("is 1 for a page of 25 with three flat lists, 13 with comments below threads", () => {
    const page = (inner: string): string =>
      `{ repository(owner: "a", name: "b") { pullRequests(first: 25) { nodes { reviews(first: 50) { totalCount } comments(first: 50) { totalCount } reviewThreads(first: 50) { nodes { id ${inner} } } } } } }`;
    expect(cost(page(""))).toMatchObject({ cost: 1, nodeCount: 3_775 });
    expect(cost(page("comments(first: 20) { totalCount }"))).toMatchObject({
      cost: 13,
      nodeCount: 28_775,
    });
  });

  test("reads variables, their defaults, fragments and lists of ids", () => {
    const query = `query($n: Int = 30, $ids: [ID!]!) { nodes(ids: $ids) { ...Reviews } repository(owner: "a", name: "b") { pullRequests(first: $n) { nodes { ... on PullRequest { reviews(last: 10) { totalCount } } } } } }
      fragment Reviews on PullRequest { reviews(first: 100) { totalCount } }`;
    expect(cost(query, { ids: ["a", "b", "c"] })).toMatchObject({
      nodeCount: 3 * 100 + 30 + 300,
      widestNestedPage: 30,
    });
    expect(cost(query, { ids: [], n: 50 })).toMatchObject({
      nodeCount: 50 + 500,
      widestNestedPage: 50,
    });
  });

  test("is charged and told in rateLimit", async () => {
    const query = "{ rateLimit { cost nodeCount used } viewer { login } }";
    const first = (await ask(server, query)).data as {
      rateLimit: { cost: number; nodeCount: number; used: number };
    };
    const second = (await ask(server, query)).data as typeof first;
    expect(first.rateLimit).toMatchObject({ cost: 1, nodeCount: 0 });
    expect(second.rateLimit.used).toBe(first.rateLimit.used + 1);
  });

  test("is null on Enterprise Server without limits", async () => {
    const enterprise = await startSampleServer({ enterprise: true });
    const answer = await ask(enterprise, "{ rateLimit { cost } viewer { login } }");
    await enterprise.close();
    expect(answer.data).toMatchObject({ rateLimit: null, viewer: { login: expect.any(String) } });
  });
});

test("members are all listed, and found again by id one by one", async () => {
  const answer = await ask(
    server,
    `{ organization(login: "harborlight") { membersWithRole(first: 100) { totalCount edges { role node { id login } } } } }`,
  );
  const { membersWithRole } = (
    answer.data as {
      organization: {
        membersWithRole: {
          totalCount: number;
          edges: { role: string; node: { id: string; login: string } }[];
        };
      };
    }
  ).organization;
  expect(membersWithRole.edges).toHaveLength(membersWithRole.totalCount);
  const ids = membersWithRole.edges.map(({ node }) => node.id);
  const again = await ask(server, "query($ids: [ID!]!) { nodes(ids: $ids) { ... on User { login } } }", {
    ids: [...ids, "U_nothing"],
  });
  expect((again.data as { nodes: unknown[] }).nodes).toEqual([
    ...membersWithRole.edges.map(({ node }) => ({ login: node.login })),
    null,
  ]);
  expect(again.errors).toEqual([expect.objectContaining({ type: "NOT_FOUND", path: ["nodes", 64] })]);
});
