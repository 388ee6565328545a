import { afterEach, describe, expect, test } from "vitest";
import { startSampleServer, type SampleServer } from "../../src/sample/sample-server.ts";
import { RateKeeper } from "../../src/sample/server/rate-keeper.ts";
import { ask, get } from "./client.ts";

const hourMs = 3_600_000;

describe("the published limits", () => {
  test("5,000 REST requests and 5,000 GraphQL points an hour, apart", () => {
    const keeper = new RateKeeper("published");
    keeper.spend("core", 4_999, 0);
    expect(keeper.refuse("core", 1, 0)).toBeUndefined();
    keeper.spend("core", 1, 0);
    expect(keeper.refuse("core", 1, 0)).toEqual({ kind: "primary", resetAt: hourMs });
    expect(keeper.view("core", 0)).toMatchObject({ limit: 5_000, remaining: 0, used: 5_000 });
    expect(keeper.refuse("graphql", 1, 0)).toBeUndefined();
    expect(keeper.refuse("core", 1, hourMs)).toBeUndefined();
  });

  test.each([
    ["core", 900],
    ["graphql", 2_000],
  ] as const)("%s: %i points in any minute", (resource, most) => {
    const keeper = new RateKeeper("published");
    for (let sent = 0; sent < most; sent += 1) {
      expect(keeper.refuse(resource, 1, sent)).toBeUndefined();
      keeper.countRequest(resource, sent);
    }
    expect(keeper.refuse(resource, 1, most)).toEqual({ kind: "secondary", retryAfterSeconds: 60 });
    expect(keeper.refuse(resource, 1, most + 59_000)).toMatchObject({ kind: "secondary" });
    expect(keeper.refuse(resource, 1, most + 60_001)).toBeUndefined();
  });

  test("100 requests at once, REST and GraphQL together", () => {
    expect(new RateKeeper("published").refuse("core", 100, 0)).toBeUndefined();
    expect(new RateKeeper("published").refuse("core", 101, 0)).toMatchObject({ kind: "secondary" });
  });

  test("90 s of work in a minute, of which 60 s for GraphQL", () => {
    const graphql = new RateKeeper("published");
    graphql.addWork("graphql", 59_999, 0);
    expect(graphql.refuse("graphql", 1, 1)).toBeUndefined();
    graphql.addWork("graphql", 1, 1);
    expect(graphql.refuse("graphql", 1, 2)).toMatchObject({ kind: "secondary" });
    const both = new RateKeeper("published");
    both.addWork("core", 45_000, 0);
    both.addWork("graphql", 44_999, 0);
    expect(both.refuse("core", 1, 1)).toBeUndefined();
    both.addWork("core", 1, 1);
    expect(both.refuse("core", 1, 2)).toMatchObject({ kind: "secondary" });
  });

  test("are not enforced unless asked for", () => {
    const keeper = new RateKeeper("off");
    keeper.spend("core", 60_000, 0);
    keeper.addWork("core", 600_000, 0);
    expect(keeper.refuse("core", 500, 0)).toBeUndefined();
    expect(keeper.view("core", 0).remaining).toBeGreaterThan(100_000);
  });
});

describe("over HTTP", () => {
  let server: SampleServer | undefined;
  afterEach(() => server?.close());

  test("a used-up budget is 403, GraphQL 200, until the reset; rate_limit always answers", async () => {
    server = await startSampleServer();
    await server.control({ type: "exhaust-limit", resource: "core", resetInMs: 30_000 });
    await server.control({ type: "exhaust-limit", resource: "graphql", resetInMs: 60_000 });
    const refused = await get(server, "/user");
    expect(refused.status).toBe(403);
    expect(refused.json).toMatchObject({
      message: expect.stringContaining("API rate limit exceeded"),
    });
    expect(refused.headers.get("x-ratelimit-remaining")).toBe("0");
    expect((await ask(server, "{ viewer { login } }")).errors[0]?.type).toBe("RATE_LIMITED");
    expect((await get(server, "/rate_limit")).json).toMatchObject({
      resources: { core: { remaining: 0 }, graphql: { remaining: 0 } },
    });
    await server.control({ type: "advance-clock", byMs: 31_000 });
    expect((await get(server, "/user")).status).toBe(200);
    expect((await ask(server, "{ viewer { login } }")).errors[0]?.type).toBe("RATE_LIMITED");
    await server.control({ type: "advance-clock", byMs: 31_000 });
    expect((await ask(server, "{ viewer { login } }")).errors).toEqual([]);
  });

  test("the 901st REST request of a minute is refused with retry-after; a minute later it goes on", async () => {
    let now = Date.UTC(2026, 10, 24);
    server = await startSampleServer({
      limits: "published",
      clock: () => now,
      world: { repositories: 1, pullRequests: 1 },
    });
    const statuses = new Map<number, number>();
    let retryAfter: string | null = null;
    for (let batch = 0; batch < 41; batch += 1) {
      const answers = await Promise.all(
        Array.from({ length: 22 }, () => get(server as SampleServer, "/zen")),
      );
      for (const answer of answers) {
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        retryAfter ??= answer.headers.get("retry-after");
      }
    }
    expect(statuses).toEqual(
      new Map([
        [200, 900],
        [403, 2],
      ]),
    );
    expect(retryAfter).toBe("60");
    now += 61_000;
    expect((await get(server, "/zen")).status).toBe(200);
    expect((await get(server, "/zen")).headers.get("x-ratelimit-used")).toBe("902");
  });

  test("more than 100 at once are refused, one at a time is not", async () => {
    const busy = await startSampleServer({
      limits: "published",
      world: { repositories: 1, pullRequests: 1 },
    });
    server = busy;
    const hold = await busy.control({ type: "hold", match: {} });
    const id = hold.type === "id" ? hold.id : 0;
    const all = Promise.all(Array.from({ length: 130 }, () => get(busy, "/zen")));
    await expect.poll(() => busy.control({ type: "held", id })).toEqual({ type: "number", number: 130 });
    await busy.control({ type: "release", id });
    expect((await all).some(({ status }) => status === 403)).toBe(true);
    await busy.control({ type: "advance-clock", byMs: 61_000 });
    expect((await get(busy, "/zen")).status).toBe(200);
  });
});

describe("the device flow", () => {
  const grantType = "urn:ietf:params:oauth:grant-type:device_code";

  test("is approved, denied, slowed down and expired as a person and time would", async () => {
    let now = Date.UTC(2026, 10, 24);
    const server = await startSampleServer({
      clock: () => now,
      world: { repositories: 1, pullRequests: 1 },
    });
    const post = async (path: string, fields: Record<string, string>): Promise<Record<string, unknown>> => {
      const response = await fetch(server.apiUrl + path, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { accept: "application/json" },
      });
      return (await response.json()) as Record<string, unknown>;
    };
    const begin = (): Promise<Record<string, unknown>> =>
      post("/login/device/code", { client_id: "Iv1.sample", scope: "repo" });
    const poll = (code: unknown, client = "Iv1.sample"): Promise<Record<string, unknown>> =>
      post("/login/oauth/access_token", {
        client_id: client,
        device_code: String(code),
        grant_type: grantType,
      });

    const started = await begin();
    expect(started).toMatchObject({
      user_code: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
      expires_in: 900,
      interval: 5,
    });
    expect(String(started["device_code"])).toHaveLength(40);
    const code = started["device_code"];
    expect(await poll(code)).toMatchObject({ error: "authorization_pending" });
    expect(await poll(code)).toMatchObject({ error: "slow_down", interval: 10 });
    now += 6_000;
    expect(await poll(code)).toMatchObject({ error: "slow_down", interval: 15 });
    expect(await poll(code, "someone-else")).toMatchObject({
      error: "incorrect_client_credentials",
    });
    await server.control({ type: "device-flow", action: "approve" });
    now += 16_000;
    expect(await poll(code)).toEqual({
      access_token: server.token,
      token_type: "bearer",
      scope: "read:org,read:user,repo",
    });
    expect(await poll(code)).toMatchObject({ error: "incorrect_device_code" });

    const denied = await begin();
    await server.control({ type: "device-flow", action: "deny" });
    expect(await poll(denied["device_code"])).toMatchObject({ error: "access_denied" });
    const late = await begin();
    now += 900_000;
    expect(await poll(late["device_code"])).toMatchObject({ error: "expired_token" });
    expect(
      await post("/login/oauth/access_token", {
        client_id: "x",
        device_code: "y",
        grant_type: "password",
      }),
    ).toMatchObject({ error: "unsupported_grant_type" });
    const form = await fetch(`${server.apiUrl}/login/device/code`, {
      method: "POST",
      body: new URLSearchParams({ client_id: "Iv1.sample" }),
    });
    expect(new URLSearchParams(await form.text()).get("interval")).toBe("5");
    await server.close();
  });
});
