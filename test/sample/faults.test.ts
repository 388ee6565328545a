import { afterEach, afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fault, Match } from "../../src/sample/faults.ts";
import { startSampleServer, type SampleServer } from "../../src/sample/sample-server.ts";
import { ask, askAll, askPage, get, pageQuery } from "./client.ts";

let server: SampleServer;
beforeAll(async () => {
  server = await startSampleServer();
});
afterEach(() => server.control({ type: "reset" }));
afterAll(() => server.close());

async function set(
  fault: Fault,
  match: Match = {},
  more: { times?: number; skip?: number } = {},
): Promise<number> {
  const answer = await server.control({ type: "fault", fault, match, ...more });
  if (answer.type !== "id") throw new Error(JSON.stringify(answer));
  return answer.id;
}

const path = "/repos/harborlight/docs/pulls";
const page = (first = 20): Record<string, unknown> => ({
  owner: "harborlight",
  name: "docs",
  first,
  field: "CREATED_AT",
  direction: "ASC",
});

describe("answers in the place of the real one", () => {
  const cases: [Fault, number, RegExp, Record<string, string>][] = [
    [
      { kind: "status", status: 418, message: "Teapot", headers: { "x-tea": "green" } },
      418,
      /Teapot/,
      { "x-tea": "green" },
    ],
    [{ kind: "status", status: 503, body: "empty" }, 503, /^$/, {}],
    [{ kind: "html-200" }, 200, /<!DOCTYPE html>/, { "content-type": "text/html; charset=utf-8" }],
    [{ kind: "wrong-content-type" }, 200, /^\[/, { "content-type": "text/plain; charset=utf-8" }],
    [{ kind: "primary-limit" }, 403, /API rate limit exceeded/, { "x-ratelimit-remaining": "0" }],
    [
      { kind: "primary-limit", status: 429 },
      429,
      /API rate limit exceeded/,
      { "x-ratelimit-remaining": "0" },
    ],
    [{ kind: "secondary-limit", retryAfterSeconds: 7 }, 403, /secondary rate limit/, { "retry-after": "7" }],
    [{ kind: "secondary-limit", status: 429 }, 429, /secondary rate limit/, {}],
    [{ kind: "bad-credentials" }, 401, /Bad credentials/, {}],
    [
      { kind: "sso" },
      403,
      /SAML/,
      {
        "x-github-sso":
          "required; url=https://github.com/orgs/harborlight/sso?authorization_request=AAAAAAAAAAAAAAAAAAAAAAAA",
      },
    ],
    [{ kind: "scope-missing" }, 403, /required scopes/, { "x-accepted-oauth-scopes": "repo" }],
    [{ kind: "ip-allow-list" }, 403, /IP allow list/, {}],
    [{ kind: "org-policy" }, 403, /OAuth App access restrictions/, {}],
    [{ kind: "org-policy", policy: "classic-forbidden" }, 403, /personal access token \(classic\)/, {}],
    [
      { kind: "approval-pending" },
      403,
      /not accessible by personal access token/,
      { "x-accepted-github-permissions": "pull_requests=read" },
    ],
    [{ kind: "not-found" }, 404, /Not Found/, {}],
    [{ kind: "gone-410" }, 410, /no longer/, {}],
    [{ kind: "blocked-451" }, 451, /"reason":"dmca"/, {}],
    [{ kind: "tos-403" }, 403, /"reason":"tos"/, {}],
    [{ kind: "validation-422" }, 422, /Validation Failed/, {}],
    [{ kind: "empty-409" }, 409, /Git Repository is empty/, {}],
    [{ kind: "server-error", form: "500" }, 500, /Server Error/, {}],
    [{ kind: "server-error", form: "502-html" }, 502, /<html>/, {}],
    [{ kind: "server-error", form: "503" }, 503, /Unicorn/, {}],
    [{ kind: "server-error", form: "504" }, 504, /in time/, {}],
    [
      { kind: "sso-partial-results", organizations: [7, 8] },
      200,
      /^\[/,
      { "x-github-sso": "partial-results; organizations=7,8" },
    ],
  ];
  test.each(cases)("%o", async (fault, status, body, headers) => {
    await set(fault, { route: "/repos/harborlight/docs" });
    const answer = await get(server, path);
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(body);
    for (const [name, value] of Object.entries(headers)) expect(answer.headers.get(name)).toBe(value);
    expect(answer.headers.get("x-github-request-id")).toMatch(/:/);
    expect((await get(server, "/repos/harborlight/infra")).status).toBe(200);
  });

  test("a secondary limit leaves the budget as it is; without a number there is no retry-after", async () => {
    await set({ kind: "secondary-limit" });
    const answer = await get(server, path);
    expect(answer.headers.get("retry-after")).toBeNull();
    expect(Number(answer.headers.get("x-ratelimit-remaining"))).toBeGreaterThan(0);
  });

  test("a 401 from a proxy has no request id of GitHub's", async () => {
    await set({ kind: "proxy-401" });
    const answer = await get(server, path);
    expect(answer.status).toBe(401);
    expect([...answer.headers.keys()].filter((name) => name.startsWith("x-"))).toEqual([]);
  });

  test("a list that leaves organizations out says which", async () => {
    await set({ kind: "sso-partial-results" });
    const answer = await get(server, "/user/orgs");
    expect((answer.json as { login: string }[]).map(({ login }) => login)).toEqual(["harborlight"]);
    expect(answer.headers.get("x-github-sso")).toBe("partial-results; organizations=41300882");
  });
});

describe("GraphQL's own ways", () => {
  test.each(["RATE_LIMITED", "RATE_LIMIT"] as const)(
    "the primary limit is 200 with %s and a reset",
    async (errorType) => {
      await set({ kind: "primary-limit", errorType, resetInMs: 30_000 });
      const answer = await ask(server, pageQuery, page());
      expect(answer.status).toBe(200);
      expect(answer.errors[0]?.type).toBe(errorType);
      expect(answer.headers.get("x-ratelimit-remaining")).toBe("0");
      const wait =
        Number(answer.headers.get("x-ratelimit-reset")) - Date.parse(answer.headers.get("date") ?? "") / 1000;
      expect(wait).toBeGreaterThanOrEqual(29);
      expect(wait).toBeLessThanOrEqual(31);
    },
  );

  test("the secondary limit can be a 200", async () => {
    await set({ kind: "secondary-limit", status: 200 }, { route: "graphql" });
    const answer = await ask(server, pageQuery, page());
    expect(answer.status).toBe(200);
    expect(answer.errors[0]?.message).toContain("secondary rate limit");
  });

  test.each(["502-json", "200-something-went-wrong"] as const)("%s names the request", async (form) => {
    await set({ kind: "server-error", form });
    const answer = await ask(server, pageQuery, page());
    expect(answer.status).toBe(form === "502-json" ? 502 : 200);
    expect(answer.data).toBeNull();
    expect(answer.errors[0]?.message).toContain(answer.headers.get("x-github-request-id") ?? "none");
  });

  test("used-up resources leave null records and an error for each", async () => {
    await set({ kind: "resource-limits" });
    const answer = await ask(server, pageQuery, page(10));
    const { pullRequests } = (
      answer.data as { repository: { pullRequests: { totalCount: number; nodes: unknown[] } } }
    ).repository;
    expect(pullRequests.nodes).toEqual(Array.from({ length: 10 }, () => null));
    expect(pullRequests.totalCount).toBeGreaterThan(10);
    expect(answer.errors).toHaveLength(10);
    expect(answer.errors[9]).toMatchObject({
      type: "RESOURCE_LIMITS_EXCEEDED",
      path: ["repository", "pullRequests", "nodes", 9],
    });
  });

  test("some records can fail alone", async () => {
    await set({ kind: "graphql-partial" });
    const answer = await ask(server, pageQuery, page(6));
    const { nodes } = (answer.data as { repository: { pullRequests: { nodes: unknown[] } } }).repository
      .pullRequests;
    expect(nodes.map((node) => node === null)).toEqual([true, false, false, true, false, false]);
    expect(answer.errors).toHaveLength(2);
  });

  test("under load wide pages with lists fail, narrow ones and flat ones do not, and time is taken", async () => {
    await set({ kind: "github-under-load", msPerNode: 0.01 });
    expect((await ask(server, pageQuery, page(51))).errors[0]?.type).toBe("RESOURCE_LIMITS_EXCEEDED");
    expect((await ask(server, pageQuery, page(50))).errors).toEqual([]);
    expect(
      (
        await ask(
          server,
          `{ repository(owner: "harborlight", name: "docs") { pullRequests(first: 100) { nodes { number } } } }`,
        )
      ).errors,
    ).toEqual([]);
    await server.control({ type: "reset" });
    await set({ kind: "github-under-load", form: "502-html", msPerNode: 0 });
    expect((await ask(server, pageQuery, page(51))).status).toBe(502);
    const stats = await server.control({ type: "stats" });
    expect(stats.type === "stats" && stats.stats.workMs).toBeGreaterThan(1);
  });

  test("a page that fails at every size fails with one record, by id too; the others are read", async () => {
    const all = await askAll(server, "docs", { first: 100 });
    const bad = all[30];
    if (bad === undefined) throw new Error("no such pull request");
    await set({ kind: "fails-at-every-size", from: bad.number, to: bad.number }, { repository: "docs" });
    expect((await ask(server, pageQuery, page(100))).status).toBe(502);
    const before = await askPage(server, "docs", { first: 30 });
    expect(before.nodes).toHaveLength(30);
    expect((await ask(server, pageQuery, { ...page(1), after: before.next })).status).toBe(502);
    expect((await ask(server, "query($id: ID!) { node(id: $id) { id } }", { id: bad.id })).status).toBe(502);
    expect((await ask(server, pageQuery, { ...page(20), name: "infra" })).status).toBe(200);
  });

  test.each([
    [{ kind: "sso" }, "FORBIDDEN"],
    [{ kind: "ip-allow-list" }, "FORBIDDEN"],
    [{ kind: "tos-403" }, "FORBIDDEN"],
    [{ kind: "not-found" }, "NOT_FOUND"],
  ] as [Fault, string][])(
    "%o denies the one repository and answers the others of the same query",
    async (fault, type) => {
      await set(fault, { repository: "docs" });
      const answer = await ask(
        server,
        `{ a: repository(owner: "harborlight", name: "docs") { id } b: repository(owner: "harborlight", name: "infra") { name } viewer { login } }`,
      );
      expect(answer.data).toMatchObject({ a: null, b: { name: "infra" } });
      expect(answer.errors).toEqual([expect.objectContaining({ type, path: ["a"] })]);
      if (fault.kind === "sso") expect(answer.errors[0]?.extensions).toEqual({ saml_failure: true });
    },
  );

  test("an organization can be denied as a whole", async () => {
    await set({ kind: "sso" }, { organization: "harborlight-labs" });
    const answer = await ask(
      server,
      `{ labs: organization(login: "harborlight-labs") { id } own: organization(login: "harborlight") { login } }`,
    );
    expect(answer.data).toEqual({ labs: null, own: { login: "harborlight" } });
    expect(answer.headers.get("x-github-sso")).toContain("/orgs/harborlight-labs/sso");
    expect((await get(server, "/orgs/harborlight-labs/repos")).status).toBe(403);
    expect((await get(server, "/repos/harborlight-labs/drone-survey/pulls")).status).toBe(403);
    expect((await get(server, "/orgs/harborlight/repos")).status).toBe(200);
  });

  test("missing scopes refuse the whole query", async () => {
    await set({ kind: "scope-missing", scope: "read:org" });
    const answer = await ask(server, "{ viewer { login } }");
    expect(answer.data).toBeUndefined();
    expect(answer.errors[0]).toMatchObject({
      type: "INSUFFICIENT_SCOPES",
      message: expect.stringContaining("['read:org']"),
    });
  });
});

describe("on the way", () => {
  test.each(["before-headers", "after-headers"] as const)("a reset %s breaks the request", async (when) => {
    await set({ kind: "reset", when }, {}, { times: 1 });
    await expect(get(server, path)).rejects.toThrow();
    expect((await get(server, path)).status).toBe(200);
  });

  test.each(["before-headers", "after-headers"] as const)("a hang %s never ends by itself", async (when) => {
    await set({ kind: "hang", when }, {}, { times: 1 });
    const controller = new AbortController();
    const answer = fetch(server.apiUrl + path, {
      headers: { authorization: `token ${server.token}` },
      signal: controller.signal,
    }).then((response) => response.text());
    await expect
      .poll(async () => {
        const seen = await server.control({ type: "requests" });
        return seen.type === "requests" && seen.requests.at(-1)?.faults;
      })
      .toEqual(["hang"]);
    controller.abort();
    await expect(answer).rejects.toThrow();
  });

  test("a truncated body has its own length and is not JSON", async () => {
    await set({ kind: "truncated-json" });
    const answer = await get(server, path);
    expect(answer.status).toBe(200);
    expect(answer.json).toBeUndefined();
    expect(answer.headers.get("content-length")).toBe(String(Buffer.byteLength(answer.text)));
  });

  test("a slow body trickles, and all of it comes", async () => {
    const whole = await get(server, "/zen");
    await set({ kind: "slow-body", bytesPerSecond: 200 });
    const response = await fetch(`${server.apiUrl}/zen`);
    const chunks: number[] = [];
    let text = "";
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk.length);
      text += Buffer.from(chunk).toString();
    }
    expect(chunks.length).toBeGreaterThan(1);
    expect(text).toBe(whole.text);
  });

  test("a held request waits until it is released, others pass", async () => {
    const hold = await server.control({ type: "hold", match: { repository: "docs" } });
    if (hold.type !== "id") throw new Error("no id");
    let answered = false;
    const held = get(server, path).then((answer) => {
      answered = true;
      return answer;
    });
    await expect
      .poll(() => server.control({ type: "held", id: hold.id }))
      .toEqual({ type: "number", number: 1 });
    expect((await get(server, "/repos/harborlight/infra/pulls")).status).toBe(200);
    expect(answered).toBe(false);
    await server.control({ type: "release", id: hold.id });
    expect((await held).status).toBe(200);
  });

  test("a clock that is ahead shows in date, reset and what changes", async () => {
    const skewMs = 10 * 60_000;
    await set({ kind: "clock-skew", skewMs });
    const answer = await get(server, "/rate_limit");
    const ahead = Date.parse(answer.headers.get("date") ?? "") - Date.now();
    expect(Math.abs(ahead - skewMs)).toBeLessThan(5_000);
    await server.control({ type: "open-pull-request", repository: "infra" });
    const newest = await askPage(server, "infra", { first: 1, direction: "DESC" });
    expect(Date.parse(newest.nodes[0]?.createdAt ?? "") - Date.now()).toBeGreaterThan(skewMs - 60_000);
  });
});

describe("whom a fault strikes", () => {
  test("first those that were let through, then as often as it was told", async () => {
    await set({ kind: "server-error", form: "500" }, {}, { skip: 2, times: 2 });
    const statuses: number[] = [];
    for (let round = 0; round < 6; round += 1) statuses.push((await get(server, path)).status);
    expect(statuses).toEqual([200, 200, 500, 500, 200, 200]);
  });

  test("one operation, one method, one route, one repository however it is named", async () => {
    await set({ kind: "status", status: 599 }, { operation: "Page" });
    expect((await ask(server, "query Other { viewer { login } }")).status).toBe(200);
    expect((await ask(server, pageQuery, page())).status).toBe(599);
    await server.control({ type: "reset" });
    await set({ kind: "status", status: 598 }, { route: "rest", method: "GET", repository: "billing" });
    expect((await get(server, "/repos/harborlight/old-billing")).status).toBe(598);
    expect((await get(server, "/repos/harborlight/docs")).status).toBe(200);
    await server.control({ type: "reset" });
    const id = await set({ kind: "status", status: 597 }, { repository: "harborlight/billing" });
    const answer = await ask(
      server,
      `{ repository(owner: "harborlight", name: "old-billing") { databaseId id } }`,
    );
    expect(answer.status).toBe(597);
    await server.control({ type: "clear-fault", id });
    const found = (
      await ask(server, `{ repository(owner: "harborlight", name: "billing") { databaseId id } }`)
    ).data as { repository: { databaseId: number; id: string } };
    await set({ kind: "status", status: 596 }, { repository: "billing" });
    expect((await get(server, `/repositories/${found.repository.databaseId}/pulls`)).status).toBe(596);
    expect(
      (await ask(server, "query($id: ID!) { node(id: $id) { id } }", { id: found.repository.id })).status,
    ).toBe(596);
  });
});
