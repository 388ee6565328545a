import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { fetchCounts } from "../../../src/core/github/counts.ts";
import { fetchOrganizations } from "../../../src/core/github/owners.ts";
import { fetchPullRequestPage } from "../../../src/core/github/pull-requests.ts";
import { fetchRepository, fetchRepositoryPage } from "../../../src/core/github/repositories.ts";
import type { Fault } from "../../../src/sample/faults.ts";
import { startSampleServer, type SampleServer } from "../../../src/sample/sample-server.ts";
import type { Failure, FailureCode } from "../../../src/shared/failures.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { failureFrom, HARBORLIGHT, openClient, setFault, type Told } from "./open-client.ts";
import { serve } from "./serve.ts";

const clock = new FakeClock();
let server: SampleServer;
beforeAll(async () => {
  server = await startSampleServer({ clock: () => clock.now() });
});
afterEach(() => server.control({ type: "reset" }));
afterAll(() => server.close());

const docs = { owner: "harborlight", name: "docs" };
const infra = { owner: "harborlight", name: "infra" };
const newest = { first: 30, after: null, order: "created-desc" } as const;

/** What a REST request and a GraphQL query fail with while a fault is set, and what the client told meanwhile. */
async function failRest(fault: Fault): Promise<{ failure: Failure; told: Told }> {
  await setFault(server, fault, { route: "rest" });
  const { client, told } = openClient(server, { clock });
  return { failure: await failureFrom(fetchRepository(client, HARBORLIGHT, "harborlight/docs")), told };
}

async function failGraph(fault: Fault): Promise<{ failure: Failure; told: Told }> {
  await setFault(server, fault, { route: "graphql" });
  const { client, told } = openClient(server, { clock });
  return { failure: await failureFrom(fetchPullRequestPage(client, docs, newest, 0)), told };
}

const requestId = expect.stringMatching(/^[0-9A-F]+:[0-9A-F:]+$/);

describe("G2: an answer that is not GitHub's", () => {
  test.each<Fault>([{ kind: "html-200" }, { kind: "wrong-content-type" }, { kind: "truncated-json" }])(
    "$kind is an unexpected answer, over REST and GraphQL",
    async (fault) => {
      expect((await failRest(fault)).failure).toMatchObject({ code: "github/bad-response" });
      expect((await failGraph(fault)).failure).toMatchObject({ code: "github/bad-response" });
    },
  );

  test("an answer of another shape is an unexpected answer that names what differs", async () => {
    const object = await serve((_request, response) => {
      response.setHeader("content-type", "application/json").end('{"total_count":0}');
    });
    const { client } = openClient(object);
    expect(await failureFrom(fetchRepositoryPage(client, HARBORLIGHT, 1))).toMatchObject({
      code: "github/bad-response",
      detail: expect.stringContaining("expected array, received object"),
    });
    await object.close();
  });

  test("an error whose body was cut says nothing about a repository", async () => {
    await setFault(server, { kind: "truncated-json", bytes: 10 }, { route: "rest" });
    expect((await failRest({ kind: "not-found" })).failure.code).toBe("github/bad-response");
  });
});

describe("G3: a connection that breaks", () => {
  test.each(["before-headers", "after-headers"] as const)("a reset %s is told as such", async (when) => {
    expect((await failRest({ kind: "reset", when })).failure.code).toBe("network/reset");
    const { failure, told } = await failGraph({ kind: "reset", when });
    expect(failure.code).toBe("network/reset");
    expect(told.observations).toEqual([expect.objectContaining({ status: null, rate: null, limited: null })]);
  });
});

describe("G5: the primary limit", () => {
  test.each([403, 429] as const)("REST %i: nothing before the reset", async (status) => {
    const { failure, told } = await failRest({ kind: "primary-limit", status, resetInMs: 90_000 });
    const until = clock.now() + 90_000;
    expect(failure).toEqual({
      code: "rate-limit/primary",
      detail: `GET /repos/harborlight/docs: API rate limit exceeded for user ID 1204000. (status ${status})`,
      until,
      requestId,
    });
    expect(told.observations[0]).toMatchObject({
      status,
      rate: { limit: 5_000, remaining: 0, resetAt: until },
      limited: { limit: "primary", until },
      overloaded: false,
    });
  });

  test.each(["RATE_LIMITED", "RATE_LIMIT"] as const)(
    "GraphQL 200 with %s: nothing before the reset",
    async (errorType) => {
      const { failure, told } = await failGraph({ kind: "primary-limit", errorType, resetInMs: 90_000 });
      const until = clock.now() + 90_000;
      expect(failure).toMatchObject({ code: "rate-limit/primary", until, requestId });
      expect(told.observations[0]).toMatchObject({ status: 200, limited: { limit: "primary", until } });
    },
  );
});

describe("G6: a secondary limit", () => {
  test.each([403, 429] as const)("REST %i with retry-after: nothing before it is over", async (status) => {
    const { failure, told } = await failRest({ kind: "secondary-limit", status, retryAfterSeconds: 7 });
    const until = clock.now() + 7_000;
    expect(failure).toMatchObject({ code: "rate-limit/secondary", until });
    expect(told.observations[0]?.limited).toEqual({ limit: "secondary", until });
  });

  test.each([403, 429, 200] as const)("GraphQL %i without retry-after: a minute", async (status) => {
    const { failure, told } = await failGraph({ kind: "secondary-limit", status });
    const until = clock.now() + 60_000;
    expect(failure).toMatchObject({ code: "rate-limit/secondary", until });
    expect(told.observations[0]).toMatchObject({ status, limited: { limit: "secondary", until } });
  });

  test("GraphQL 200 with retry-after", async () => {
    const { failure } = await failGraph({ kind: "secondary-limit", status: 200, retryAfterSeconds: 30 });
    expect(failure).toMatchObject({ code: "rate-limit/secondary", until: clock.now() + 30_000 });
  });

  test("a 429 that says nothing at all is one too", async () => {
    const { failure } = await failRest({ kind: "status", status: 429, body: "empty" });
    expect(failure).toMatchObject({ code: "rate-limit/secondary", until: clock.now() + 60_000 });
  });

  test("too many sign-ins with a bad token end in a pause, not in a verdict on this token", async () => {
    const message = "Maximum number of login attempts exceeded. Please try again later.";
    const { failure } = await failRest({ kind: "status", status: 403, message });
    expect(failure.code).toBe("rate-limit/secondary");
  });
});

describe("G7: a token that GitHub no longer takes", () => {
  test("is rejected, over REST and GraphQL", async () => {
    await server.control({ type: "revoke-token" });
    const { client } = openClient(server, { clock });
    const rejected = { code: "auth/token-rejected", detail: expect.stringContaining("Bad credentials") };
    expect(await failureFrom(fetchRepositoryPage(client, HARBORLIGHT, 1))).toMatchObject(rejected);
    expect(await failureFrom(fetchCounts(client, [docs]))).toMatchObject(rejected);
  });
});

describe("G8: a proxy's refusal", () => {
  test("a 401 without GitHub's request id is a proxy's, and the token is not doubted", async () => {
    const { failure } = await failRest({ kind: "proxy-401" });
    expect(failure.code).toBe("network/proxy-refused");
    expect(failure.requestId).toBeUndefined();
    expect((await failGraph({ kind: "proxy-401" })).failure.code).toBe("network/proxy-refused");
  });

  const page = { type: "text/html", body: "<h1>Filtered</h1>" };
  const denied = { type: "application/json", body: '{"message":"Unauthorized"}' };
  const documented = { type: "application/json", body: '{"message":"Gone","documentation_url":"https://x"}' };
  const bad = { type: "application/json", body: '{"message":"Bad credentials"}' };
  test.each<[number, { type: string; body: string }, FailureCode]>([
    [401, denied, "network/proxy-refused"],
    [403, page, "network/proxy-refused"],
    [404, page, "github/bad-response"],
    [410, page, "github/bad-response"],
    // Servers that speak GitHub's language without naming their requests.
    [401, bad, "auth/token-rejected"],
    [404, documented, "github/not-found"],
  ])("a %i without GitHub's headers and with %o is %s", async (status, { type, body }, code) => {
    const between = await serve((_request, response) => {
      response.writeHead(status, { "content-type": type }).end(body);
    });
    const { client } = openClient(between);
    expect(await failureFrom(fetchRepository(client, HARBORLIGHT, "harborlight/docs"))).toMatchObject({
      code,
    });
    await between.close();
  });
});

describe("G9: single sign-on", () => {
  const link = "https://github.com/orgs/harborlight/sso?authorization_request=AAAAAAAAAAAAAAAAAAAAAAAA";

  test("REST: the failure has the link where the token can be authorized", async () => {
    expect((await failRest({ kind: "sso" })).failure).toMatchObject({ code: "auth/sso-required", link });
  });

  test("GraphQL: the organization behind it is refused, with the link; others of the same query are answered", async () => {
    await setFault(server, { kind: "sso" }, { repository: "docs" });
    const { client, told } = openClient(server, { clock });
    const { counts } = await fetchCounts(client, [docs, infra]);
    expect(counts[0]).toMatchObject({ ok: false, failure: { code: "auth/sso-required", link } });
    expect(counts[1]).toMatchObject({ ok: true, value: { fullName: "harborlight/infra" } });
    expect(told.log[0]).toMatchObject({ code: "auth/sso-required" });
  });

  test("a list that leaves organizations out says so", async () => {
    await setFault(server, { kind: "sso-partial-results" });
    const { client } = openClient(server, { clock });
    const { organizations, hidden } = await fetchOrganizations(client);
    expect(organizations).toHaveLength(1);
    expect(hidden).toMatchObject({
      code: "auth/sso-required",
      detail: expect.stringContaining("41300882"),
    });
  });
});

describe("G10, G15: each cause of a refusal has its own name", () => {
  const cases: [Fault, FailureCode, string][] = [
    [{ kind: "scope-missing", scope: "read:org" }, "auth/scope-missing", "read:org"],
    [{ kind: "ip-allow-list" }, "auth/ip-not-allowed", "IP allow list"],
    [{ kind: "org-policy", policy: "oauth-restricted" }, "auth/policy-forbids", "OAuth App access"],
    [{ kind: "org-policy", policy: "classic-forbidden" }, "auth/policy-forbids", "(classic)"],
    [{ kind: "org-policy", policy: "lifetime" }, "auth/policy-forbids", "lifetime"],
    [{ kind: "approval-pending" }, "auth/approval-pending", "not accessible by personal access token"],
    [{ kind: "not-found" }, "github/not-found", ""],
    [{ kind: "tos-403" }, "github/blocked", "Repository access blocked"],
    [{ kind: "blocked-451" }, "github/blocked", "Repository access blocked"],
    [{ kind: "gone-410" }, "github/api-retired", "no longer available"],
    [{ kind: "validation-422" }, "github/request-refused", "Validation Failed; page invalid"],
  ];
  test.each(cases)("REST %o", async (fault, code, detail) => {
    const { failure } = await failRest(fault);
    expect(failure).toMatchObject({ code, detail: expect.stringContaining(detail), requestId });
  });

  test.each(cases)("GraphQL %o", async (fault, code, detail) => {
    const { failure } = await failGraph(fault);
    expect(failure).toMatchObject({ code, detail: expect.stringContaining(detail), requestId });
  });

  test("a permission that is missing is named", async () => {
    const { failure } = await failRest({ kind: "approval-pending" });
    expect(failure.detail).toContain("pull_requests=read");
  });

  test("a plain 403 is forbidden; with scopes that do not suffice, a missing scope", async () => {
    const must = { kind: "status", status: 403, message: "Must be an owner." } as const;
    expect((await failRest(must)).failure.code).toBe("github/forbidden");
    await server.control({ type: "reset" });
    await server.control({ type: "set-scopes", scopes: ["gist"] });
    expect((await failRest(must)).failure).toMatchObject({
      code: "auth/scope-missing",
      detail: expect.stringContaining("it needs one of: repo"),
    });
  });
});

describe("G11: a repository that is gone", () => {
  test("is not found, over REST and GraphQL, and spoils no other of its batch", async () => {
    const { client } = openClient(server, { clock });
    const gone = { owner: "harborlight", name: "never-was" };
    expect(await failureFrom(fetchRepository(client, HARBORLIGHT, "harborlight/never-was"))).toMatchObject({
      code: "github/not-found",
    });
    expect(await failureFrom(fetchPullRequestPage(client, gone, newest, 0))).toMatchObject({
      code: "github/not-found",
      detail: expect.stringContaining("harborlight/never-was"),
    });
    const { counts } = await fetchCounts(client, [gone, docs]);
    expect(counts.map(({ ok }) => ok)).toEqual([false, true]);
  });

  test("a 404 to GraphQL itself means that there is no such API, not that the repository is gone", async () => {
    const { failure } = await failGraph({ kind: "status", status: 404, message: "Not Found" });
    expect(failure.code).toBe("github/bad-response");
  });
});

describe("G13: an empty repository", () => {
  test("409 is refused at once, in one request", async () => {
    const { failure, told } = await failRest({ kind: "empty-409" });
    expect(failure).toMatchObject({
      code: "github/request-refused",
      detail: expect.stringContaining("Git Repository is empty."),
    });
    expect(told.observations).toHaveLength(1);
  });
});

describe("G14: a repository that was renamed", () => {
  test("answers to its old name with its id and its new name, everywhere", async () => {
    const renamed = await startSampleServer();
    const { client } = openClient(renamed);
    const before = await fetchRepository(client, HARBORLIGHT, "harborlight/docs");
    await renamed.control({ type: "rename-repository", repository: "docs", name: "handbook" });
    const after = await fetchRepository(client, HARBORLIGHT, "harborlight/docs");
    expect(after.repository).toMatchObject({ id: before.repository.id, fullName: "harborlight/handbook" });
    const now = { githubId: before.repository.id, fullName: "harborlight/handbook" };
    expect((await fetchPullRequestPage(client, docs, newest, 0)).repository).toEqual(now);
    expect((await fetchCounts(client, [docs])).counts[0]).toMatchObject({ ok: true, value: now });
    await renamed.close();
  });
});

describe("G16: GitHub's own errors", () => {
  test.each(["500", "502-html", "502-json", "503", "504"] as const)(
    "%s, over REST and GraphQL: to be tried again, with less",
    async (form) => {
      const rest = await failRest({ kind: "server-error", form });
      expect(rest.failure).toMatchObject({ code: "github/server-error", requestId });
      expect(rest.told.observations[0]).toMatchObject({ limited: null, overloaded: true });
      const graph = await failGraph({ kind: "server-error", form });
      expect(graph.failure).toMatchObject({ code: "github/server-error", requestId });
      expect(graph.told.observations[0]).toMatchObject({ limited: null, overloaded: true });
    },
  );

  test("GraphQL 200 with nothing but an error that something went wrong is one of them", async () => {
    const { failure, told } = await failGraph({
      kind: "server-error",
      form: "200-something-went-wrong",
    });
    expect(failure).toMatchObject({
      code: "github/server-error",
      detail: expect.stringContaining("Something went wrong while executing your query"),
    });
    expect(told.observations[0]).toMatchObject({ status: 200, overloaded: true });
  });
});

describe("G17: answers with holes", () => {
  test("used-up resources: the page is too costly, whatever else it holds", async () => {
    const { failure, told } = await failGraph({ kind: "resource-limits" });
    expect(failure).toMatchObject({ code: "github/too-costly", requestId });
    expect(told.observations[0]).toMatchObject({ status: 200, overloaded: true, cost: 1 });
  });

  test("records that failed alone: the page is refused for their reason", async () => {
    const { failure } = await failGraph({ kind: "graphql-partial" });
    expect(failure.code).toBe("github/server-error");
  });

  test("under load a wide page is too costly and a narrow one is read", async () => {
    await setFault(server, { kind: "github-under-load", msPerNode: 0.01 });
    const { client } = openClient(server, { clock });
    const wide = { ...newest, first: 60 };
    expect(await failureFrom(fetchPullRequestPage(client, docs, wide, 0))).toMatchObject({
      code: "github/too-costly",
    });
    expect((await fetchPullRequestPage(client, docs, newest, 0)).pullRequests).toHaveLength(30);
  });

  test("a batch: each repository with a hole is refused, none is stored with one", async () => {
    await setFault(server, { kind: "resource-limits" });
    const { client } = openClient(server, { clock });
    const { counts } = await fetchCounts(client, [docs, infra]);
    expect(counts).toEqual([
      { ok: false, failure: expect.objectContaining({ code: "github/too-costly" }) },
      { ok: false, failure: expect.objectContaining({ code: "github/too-costly" }) },
    ]);
  });
});

describe("G18: a page that fails at every size", () => {
  test("is GitHub's error also for one record, and the records before it are read", async () => {
    const { client } = openClient(server, { clock });
    const { pullRequests } = await fetchPullRequestPage(client, docs, newest, 0);
    const bad = pullRequests[10]!.number;
    await setFault(server, { kind: "fails-at-every-size", from: bad, to: bad }, { repository: "docs" });
    const before = await fetchPullRequestPage(client, docs, { ...newest, first: 10 }, 0);
    expect(before.pullRequests).toHaveLength(10);
    const one = { first: 1, after: before.nextCursor, order: "created-desc" } as const;
    expect(await failureFrom(fetchPullRequestPage(client, docs, one, 0))).toMatchObject({
      code: "github/server-error",
    });
  });
});

describe("G21: awkward records", () => {
  test("deleted authors, bots and mannequins keep their kind; NUL characters are replaced and counted", async () => {
    const awkward = await startSampleServer();
    const { client } = openClient(awkward);
    const [{ number } = { number: 0 }] = (await fetchPullRequestPage(client, docs, newest, 0)).pullRequests;
    const title = "a\0b\0 \u{1F6A2} \u05E9\u05DC\u05D5\u05DD";
    await awkward.control({ type: "update-pull-request", repository: "docs", number, title });
    const page = await fetchPullRequestPage(client, docs, { ...newest, order: "updated-desc" }, 0);
    expect(page.replacedNul).toBe(2);
    expect(page.pullRequests[0]?.title).toBe("a\uFFFDb\uFFFD \u{1F6A2} \u05E9\u05DC\u05D5\u05DD");
    const kinds = new Set<string | null>();
    const list = await fetchRepositoryPage(client, HARBORLIGHT, 1);
    if (list.kind !== "ok") throw new Error(list.kind);
    for (const { name } of list.repositories) {
      const wide = { ...newest, first: 100 };
      const { pullRequests } = await fetchPullRequestPage(client, { ...docs, name }, wide, 0);
      for (const { authorKind, authorLogin, reviews } of pullRequests) {
        expect(authorKind === null).toBe(authorLogin === null);
        kinds.add(authorKind);
        for (const review of reviews) kinds.add(review.authorKind);
      }
    }
    expect([...kinds]).toEqual(expect.arrayContaining(["User", "Bot", "Mannequin", null]));
    await awkward.close();
  });
});

describe("G22: an Enterprise Server without limits", () => {
  test("is read at its own addresses; that no limits are told means no limits", async () => {
    const enterprise = await startSampleServer({ enterprise: true });
    const { client, told } = openClient(enterprise);
    expect(enterprise.apiUrl).toMatch(/\/api\/v3$/);
    const large = await fetchRepositoryPage(client, HARBORLIGHT, 1);
    const page = await fetchPullRequestPage(client, docs, newest, 0);
    expect(large).toMatchObject({ kind: "ok", lastPage: 1 });
    expect(page.pullRequests).toHaveLength(30);
    expect(told.observations).toEqual([
      expect.objectContaining({ status: 200, rate: null, cost: null, limited: null }),
      expect.objectContaining({ status: 200, rate: null, cost: null, limited: null }),
    ]);
    await enterprise.close();
  });

  test("links to next pages lead below its base", async () => {
    const world = { repositories: 120, pullRequests: { perRepository: 0 } };
    const enterprise = await startSampleServer({ enterprise: true, world });
    const { client } = openClient(enterprise);
    const first = await client.get<unknown[]>("/orgs/harborlight/repos?per_page=100");
    if (first.kind !== "ok" || first.next === null) throw new Error("no next page");
    expect(first.next).toMatch(/^\/organizations\//);
    expect(await client.get(first.next)).toMatchObject({ kind: "ok", next: null });
    await enterprise.close();
  });
});

describe("G23: GitHub's clock is 10 minutes off", () => {
  test.each([600_000, -600_000])(
    "by %i ms: waits are right on our clock, times are the server's",
    async (skewMs) => {
      await setFault(server, { kind: "clock-skew", skewMs });
      const { client } = openClient(server, { clock });
      const { serverTime } = await fetchRepository(client, HARBORLIGHT, "harborlight/docs");
      expect(Date.parse(serverTime)).toBe(clock.now() + skewMs);
      const limited = await failRest({ kind: "primary-limit", resetInMs: 90_000 });
      expect(limited.failure.until).toBe(clock.now() + 90_000);
      const graph = await failGraph({ kind: "primary-limit", resetInMs: 90_000 });
      expect(graph.told.observations[0]?.rate?.resetAt).toBe(clock.now() + 90_000);
    },
  );
});
