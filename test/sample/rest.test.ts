import type { components } from "@octokit/openapi-types";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { request } from "node:http";
import { startSampleServer, type SampleServer } from "../../src/sample/sample-server.ts";
import { get, getAll } from "./client.ts";

type Schemas = components["schemas"];

let server: SampleServer;
beforeAll(async () => {
  server = await startSampleServer();
});
afterAll(() => server.close());

const org = "harborlight";

describe("who am I", () => {
  test("the token has the shape of a classic one and names its user, scopes and limits", async () => {
    expect(server.token).toMatch(/^ghp_[A-Za-z0-9]{36}$/);
    const answer = await get(server, "/user");
    const user = answer.json as Schemas["private-user"];
    expect(user.type).toBe("User");
    expect(answer.headers.get("x-oauth-scopes")).toBe("read:org, read:user, repo");
    expect(answer.headers.get("x-github-request-id")).toMatch(/^[0-9A-F]{4}:/);
    expect(Number(answer.headers.get("x-ratelimit-remaining"))).toBeGreaterThan(0);
    expect(answer.headers.get("x-ratelimit-resource")).toBe("core");
    expect(answer.headers.get("github-authentication-token-expiration")).toBeNull();
    const organizations = (await get(server, "/user/orgs")).json as Schemas["organization-simple"][];
    expect(organizations.map(({ login }) => login)).toEqual([org, `${org}-labs`]);
  });

  test("a wrong token is 401, none is a stranger who sees what is public, no user agent is 403", async () => {
    expect((await get(server, "/user", { authorization: "token ghp_wrong" })).json).toMatchObject({
      message: "Bad credentials",
      status: "401",
    });
    const stranger = await fetch(`${server.apiUrl}/orgs/${org}/repos?per_page=100`);
    const visible = (await stranger.json()) as Schemas["minimal-repository"][];
    expect(visible.length).toBeGreaterThan(0);
    expect(visible.every((repository) => !repository.private)).toBe(true);
    expect((await fetch(`${server.apiUrl}/user`)).status).toBe(401);
    const status = await new Promise((resolve) =>
      request(`${server.apiUrl}/user`, (response) => resolve(response.resume().statusCode)).end(),
    );
    expect(status).toBe(403);
  });

  test("without the scope repo private repositories do not exist, without read:org members are the public ones", async () => {
    const all = await getAll(server, `/orgs/${org}/members`);
    await server.control({ type: "set-scopes", scopes: ["read:user"] });
    const repositories = (await getAll(
      server,
      `/orgs/${org}/repos?per_page=100`,
    )) as Schemas["minimal-repository"][];
    const members = await getAll(server, `/orgs/${org}/members`);
    await server.control({ type: "restore-token" });
    expect(repositories.every(({ private: hidden }) => !hidden)).toBe(true);
    expect(members.length).toBeLessThan(all.length);
    expect(all).toHaveLength(64);
  });
});

describe("lists", () => {
  test("pages follow link to the end, by id, and a single page has no link", async () => {
    const first = await get(server, `/orgs/${org}/repos?per_page=20&sort=full_name`);
    expect(first.headers.get("link")).toBe(
      `<${server.apiUrl}/organizations/9200117/repos?per_page=20&sort=full_name&page=2>; rel="next", ` +
        `<${server.apiUrl}/organizations/9200117/repos?per_page=20&sort=full_name&page=3>; rel="last"`,
    );
    const middle = await get(server, `/orgs/${org}/repos?per_page=20&sort=full_name&page=2`);
    expect(middle.headers.get("link")).toMatch(
      /page=1>; rel="prev", .*page=3>; rel="next", .*page=3>; rel="last", .*page=1>; rel="first"$/,
    );
    const all = (await getAll(
      server,
      `/orgs/${org}/repos?per_page=20&sort=full_name`,
    )) as Schemas["minimal-repository"][];
    expect(new Set(all.map(({ id }) => id)).size).toBe(46);
    expect(all.map(({ name }) => name)).toEqual(all.map(({ name }) => name).toSorted());
    expect((await get(server, `/orgs/${org}/repos?per_page=100`)).headers.get("link")).toBeNull();
  });

  test("pages are 30 long unless asked otherwise, 100 at most", async () => {
    const length = async (query: string): Promise<number> =>
      ((await get(server, `/repos/${org}/harbor-web/pulls?state=all${query}`)).json as unknown[]).length;
    expect(await length("")).toBe(30);
    expect(await length("&per_page=500")).toBe(100);
    expect(await length("&per_page=nonsense")).toBe(30);
  });

  test("pull requests are the open ones, newest first; updated goes upwards unless said otherwise", async () => {
    const list = async (query: string): Promise<Schemas["pull-request-simple"][]> =>
      (await get(server, `/repos/${org}/harbor-web/pulls?per_page=100${query}`))
        .json as Schemas["pull-request-simple"][];
    const open = await list("");
    expect(new Set(open.map(({ state }) => state))).toEqual(new Set(["open"]));
    const created = (await list("&state=all")).map(({ created_at }) => created_at);
    expect(created).toEqual(created.toSorted().toReversed());
    const updated = (await list("&state=all&sort=updated")).map(({ updated_at }) => updated_at);
    expect(updated).toEqual(updated.toSorted());
    const latest = (await list("&state=all&sort=updated&direction=desc")).map(({ updated_at }) => updated_at);
    expect(latest).toEqual(latest.toSorted().toReversed());
  });

  test("reviews are listed per pull request, to the end", async () => {
    const truth = await server.control({ type: "truth", repository: "berth-planner" });
    if (truth.type !== "repository-truth") throw new Error("no truth");
    const longest = truth.pullRequests.find(({ reviews }) => reviews.length === 250);
    const reviews = (await getAll(
      server,
      `/repos/${org}/berth-planner/pulls/${longest?.number}/reviews?per_page=100`,
    )) as Schemas["pull-request-review"][];
    expect(reviews.map(({ id }) => id)).toEqual(longest?.reviews.map(({ id }) => id));
    const single = (await get(server, `/repos/${org}/berth-planner/pulls/${longest?.number}`))
      .json as Schemas["pull-request"];
    expect(single).toMatchObject({
      additions: longest?.additions,
      title: longest?.title,
      merged: longest?.state === "MERGED",
    });
  });

  test("bots carry [bot] in REST, deleted authors are ghost, deleted forks null", async () => {
    const all = (await getAll(
      server,
      `/repos/${org}/harbor-web/pulls?state=all&per_page=100`,
    )) as Schemas["pull-request-simple"][];
    const logins = new Set(all.map(({ user }) => user?.login));
    expect(logins).toContain("ghost");
    const everywhere = (await getAll(
      server,
      `/repos/${org}/text-zoo/pulls?state=all&per_page=100`,
    )) as Schemas["pull-request-simple"][];
    expect(everywhere.map(({ user }) => user?.login)).toContain("github-actions[bot]");
    expect([...all, ...everywhere].some(({ head }) => head.repo === null)).toBe(true);
  });
});

describe("repositories that are not ordinary", () => {
  test("a renamed one is 301 to its id, with the rest of the path and the query", async () => {
    const moved = await get(server, `/repos/${org}/old-billing/pulls?state=all`);
    expect(moved.status).toBe(301);
    const location = moved.headers.get("location") ?? "";
    expect(location).toMatch(new RegExp(`^${server.apiUrl}/repositories/\\d+/pulls\\?state=all$`));
    const followed = (await get(server, location)).json as Schemas["pull-request-simple"][];
    expect(followed[0]?.base.repo.full_name).toBe(`${org}/billing`);
  });

  test("an empty one has no commits (409) but a list of pull requests; pull requests switched off are 404", async () => {
    expect((await get(server, `/repos/${org}/berth-model-next/commits`)).json).toMatchObject({
      message: "Git Repository is empty.",
      status: "409",
    });
    expect((await get(server, `/repos/${org}/berth-model-next/pulls`)).json).toEqual([]);
    expect((await get(server, `/repos/${org}/hydrography-mirror/pulls`)).status).toBe(404);
    expect((await get(server, `/repos/${org}/hydrography-mirror`)).json).toMatchObject({
      has_pull_requests: false,
    });
  });

  test("what does not exist is 404 with a link to the documentation, a slash at the end too", async () => {
    for (const path of [
      "/repos/harborlight/nothing",
      "/orgs/nobody",
      "/nowhere",
      `/orgs/${org}/repos/`,
      "/repositories/1",
      `/repos/${org}/docs/pulls/999999`,
    ]) {
      const answer = await get(server, path);
      expect(answer.status, path).toBe(404);
      expect(answer.json).toMatchObject({
        message: "Not Found",
        documentation_url: expect.stringContaining("docs.github.com"),
      });
    }
  });
});

describe("conditional requests", () => {
  test("what has not changed is 304 and free; what has is not", async () => {
    const path = `/repos/${org}/docs/pulls?state=all`;
    const first = await get(server, path);
    const etag = first.headers.get("etag") ?? "";
    const again = await get(server, path, { "if-none-match": etag });
    expect(again.status).toBe(304);
    expect(again.text).toBe("");
    expect(again.headers.get("x-ratelimit-used")).toBe(first.headers.get("x-ratelimit-used"));
    await server.control({ type: "open-pull-request", repository: "docs" });
    expect((await get(server, path, { "if-none-match": etag })).status).toBe(200);
  });
});

describe("the rest of the API", () => {
  test("rate_limit is free and tells both budgets", async () => {
    const before = (await get(server, "/rate_limit")).json as Schemas["rate-limit-overview"];
    const after = (await get(server, "/rate_limit")).json as Schemas["rate-limit-overview"];
    expect(after.resources.core.used).toBe(before.resources.core.used);
    expect(after.resources.graphql?.limit).toBeGreaterThan(0);
  });

  test("an unknown API version is refused, a known one echoed", async () => {
    expect((await get(server, "/zen", { "x-github-api-version": "2019-01-01" })).status).toBe(400);
    expect(
      (await get(server, "/zen", { "x-github-api-version": "2026-03-10" })).headers.get(
        "x-github-api-version-selected",
      ),
    ).toBe("2026-03-10");
  });

  test("the viewer's repositories include those of both organizations and their own", async () => {
    const all = (await getAll(server, "/user/repos?per_page=100")) as Schemas["repository"][];
    expect(new Set(all.map(({ owner }) => owner.login)).size).toBe(3);
  });

  test("answers are compressed for who accepts it, when the server was started so", async () => {
    const compressing = await startSampleServer({ compress: true });
    const plain = await get(server, `/repos/${org}/tide-service/pulls?state=all`);
    const packed = await get(compressing, `/repos/${org}/tide-service/pulls?state=all`, {
      "accept-encoding": "gzip",
    });
    await compressing.close();
    expect(packed.headers.get("content-encoding")).toBe("gzip");
    expect((packed.json as unknown[]).length).toBe((plain.json as unknown[]).length);
  });
});

describe("GitHub Enterprise Server", () => {
  test("lives under /api/v3, has no limits and says so", async () => {
    const enterprise = await startSampleServer({ enterprise: true });
    const limits = await get(enterprise, "/rate_limit");
    const user = await get(enterprise, "/user");
    await enterprise.close();
    expect(enterprise.apiUrl).toMatch(/\/api\/v3$/);
    expect(limits.status).toBe(404);
    expect(limits.json).toMatchObject({ message: "Rate limiting is not enabled." });
    expect(user.headers.get("x-ratelimit-limit")).toBeNull();
    expect(user.headers.get("x-github-enterprise-version")).toMatch(/^3\./);
  });
});
