import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createGitHubClient } from "../../../src/core/github/client.ts";
import { fetchCounts } from "../../../src/core/github/counts.ts";
import { fetchViewer } from "../../../src/core/github/viewer.ts";
import { systemClock } from "../../../src/core/ports.ts";
import type { Fault } from "../../../src/sample/faults.ts";
import { startSampleServer, type SampleServer } from "../../../src/sample/sample-server.ts";
import { FailureError } from "../../../src/shared/failures.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { failureFrom, openClient, setFault } from "./open-client.ts";
import { serve } from "./serve.ts";

let server: SampleServer;
beforeAll(async () => {
  server = await startSampleServer();
});
afterEach(() => server.control({ type: "reset" }));
afterAll(() => server.close());

const docs = { owner: "harborlight", name: "docs" };

/** Resolves when the sample has received a request and applied this fault to it. */
async function waitForFault(kind: Fault["kind"]): Promise<void> {
  await expect
    .poll(async () => {
      const seen = await server.control({ type: "requests" });
      return seen.type === "requests" && seen.requests.at(-1)?.faults;
    })
    .toEqual([kind]);
}

describe("each request", () => {
  test("has a permit before it starts, and gives it back after it has ended", async () => {
    const { client, told } = openClient(server);
    await fetchViewer(client);
    await fetchCounts(client, [docs]);
    const steps = ["acquire", "started", "receiving", "ended", "settle"];
    expect(told.steps).toEqual([...steps, ...steps]);
    expect(told.costs).toEqual([
      { resource: "rest", points: 1 },
      { resource: "graphql", points: 1 },
    ]);
  });

  test.each<Fault>([
    { kind: "reset" },
    { kind: "html-200" },
    { kind: "bad-credentials" },
    { kind: "server-error", form: "502-html" },
    { kind: "secondary-limit" },
  ])("gives its permit back when it fails: %o", async (fault) => {
    await setFault(server, fault);
    const { client, told } = openClient(server);
    await failureFrom(fetchViewer(client));
    expect(told.steps.filter((step) => step !== "receiving")).toEqual([
      "acquire",
      "started",
      "ended",
      "settle",
    ]);
  });

  test("leaves one entry in the log, which says what was asked and what came of it", async () => {
    const { client, told } = openClient(server);
    await fetchViewer(client);
    await fetchCounts(client, [docs]);
    await setFault(server, { kind: "not-found" });
    await failureFrom(client.get("/orgs/harborlight"));
    const data = { durationMs: expect.any(Number), requestId: expect.stringContaining(":") };
    expect(told.log).toEqual([
      {
        level: "debug",
        event: "request.answered",
        message: expect.stringMatching(/^GET \/user: 200 after \d+ ms$/),
        data: {
          ...data,
          method: "GET",
          path: "/user",
          operation: null,
          status: 200,
          bytes: expect.any(Number),
          detail: null,
        },
      },
      expect.objectContaining({
        data: expect.objectContaining({
          method: "POST",
          path: "/graphql",
          operation: "RepositoryCounts",
          status: 200,
        }),
      }),
      expect.objectContaining({
        code: "github/not-found",
        data: expect.objectContaining({ path: "/orgs/harborlight", status: 404, detail: expect.any(String) }),
      }),
    ]);
  });

  test("presents itself as GitHub asks: agent, media type, version, compression", async () => {
    const seen: Record<string, unknown>[] = [];
    const echo = await serve((request, response) => {
      seen.push(request.headers);
      response.setHeader("content-type", "application/json").end("{}");
    });
    const { client } = openClient(echo);
    await client.get("/user", { etag: 'W/"abc"' });
    await client.query({ text: "query Q { viewer { login } }", name: "Q" }, {}, 1).catch(() => undefined);
    await echo.close();
    const headers = {
      "user-agent": "onramp",
      accept: "application/vnd.github+json",
      "x-github-api-version": "2022-11-28",
      "accept-encoding": expect.stringContaining("gzip"),
      authorization: `token ${echo.token}`,
    };
    expect(seen).toEqual([
      expect.objectContaining({ ...headers, "if-none-match": 'W/"abc"' }),
      expect.objectContaining(headers),
    ]);
  });

  test("unpacks compressed bodies", async () => {
    const compressing = await startSampleServer({ compress: true });
    const { client } = openClient(compressing);
    expect(await client.get("/orgs/harborlight/repos")).toMatchObject({ kind: "ok" });
    await compressing.close();
  });

  test("that is refused never leads the token to another host", async () => {
    const seen: (string | undefined)[] = [];
    const elsewhere = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.setHeader("content-type", "application/json").end("{}");
    });
    const redirecting = await serve((request, response) => {
      response.writeHead(302, { location: `${elsewhere.apiUrl}${request.url}` }).end();
    });
    const { client } = openClient(redirecting);
    await client.get("/user");
    expect(await failureFrom(fetchCounts(client, [docs]))).toMatchObject({
      code: "github/bad-response",
      detail: expect.stringContaining("a redirect"),
    });
    expect(seen).toEqual([undefined]);
    await redirecting.close();
    await elsewhere.close();
  });

  test("warns when GitHub will retire what it asked for", async () => {
    const retiring = await serve((_request, response) => {
      response.writeHead(200, {
        "content-type": "application/json",
        deprecation: "Sat, 01 Jan 2028 00:00:00 GMT",
        sunset: "Sun, 01 Jan 2029 00:00:00 GMT",
      });
      response.end("{}");
    });
    const { client, told } = openClient(retiring);
    await client.get("/user");
    await retiring.close();
    expect(told.log[0]).toMatchObject({
      level: "warn",
      event: "request.deprecated",
      message: expect.stringContaining("01 Jan 2029"),
    });
  });
});

describe("a request that does not go on", () => {
  test.each(["before-headers", "after-headers"] as const)(
    "hung %s: ends when its signal aborts, with the reason that the signal gives",
    async (when) => {
      await setFault(server, { kind: "hang", when });
      const controller = new AbortController();
      const { client, told } = openClient(server, { signal: controller.signal });
      const failure = failureFrom(fetchViewer(client));
      await waitForFault("hang");
      controller.abort(new FailureError({ code: "network/timeout", detail: "stalled" }));
      expect(await failure).toEqual({ code: "network/timeout", detail: "stalled" });
      expect(told.observations).toEqual([expect.objectContaining({ status: null, overloaded: true })]);
    },
  );

  test("aborted without a reason is cancelled, also before it starts", async () => {
    const { client, told } = openClient(server, { signal: AbortSignal.abort() });
    expect(await failureFrom(fetchViewer(client))).toEqual({ code: "run/cancelled" });
    expect(told.steps).toEqual(["acquire", "started", "ended", "settle"]);
    expect(told.observations[0]).toMatchObject({ overloaded: false });
  });

  test("aborted while it waits for its permit has no permit to give back", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const settled: number[] = [];
    const client = createGitHubClient({
      apiUrl: server.apiUrl,
      token: server.token,
      signal,
      clock: systemClock,
      ports: {
        acquire: () =>
          new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => reject(new Error("aborted")));
          }),
        settle: (permit) => settled.push(permit),
        onRequest: () => undefined,
        log: () => undefined,
      },
    });
    const failure = failureFrom(fetchViewer(client));
    controller.abort();
    expect(await failure).toEqual({ code: "run/cancelled" });
    expect(settled).toEqual([]);
  });

  test.each(["before-headers", "after-headers"] as const)(
    "silent for two minutes %s: is given up as a timeout",
    async (when) => {
      const clock = new FakeClock();
      await setFault(server, { kind: "hang", when });
      const { client, told } = openClient(server, { clock });
      const failure = failureFrom(fetchViewer(client));
      await waitForFault("hang");
      if (when === "after-headers") await expect.poll(() => told.pieces).toBe(1);
      clock.advance(119_999);
      expect(told.observations).toEqual([]);
      clock.advance(1);
      expect(await failure).toMatchObject({ code: "network/timeout" });
      expect(told.observations).toEqual([expect.objectContaining({ status: null, overloaded: true })]);
      expect(clock.waiting).toBe(0);
    },
  );

  test("slow, but growing: every piece is a sign of life, and none of them is silence", async () => {
    const clock = new FakeClock();
    await setFault(server, { kind: "slow-body", bytesPerSecond: 5_000 });
    const { client, told } = openClient(server, { clock, onPiece: () => clock.advance(100_000) });
    await fetchViewer(client);
    expect(told.pieces).toBeGreaterThan(1);
    expect(clock.waiting).toBe(0);
  });
});

describe("the token", () => {
  test("is in no failure and in no log entry, not even when an answer repeats it", async () => {
    const { client, told } = openClient(server);
    const failures = [];
    for (const message of [`who is ${server.token}?`, `token ${server.token} is bad`]) {
      await setFault(server, { kind: "status", status: 403, message }, {}, 2);
      failures.push(await failureFrom(fetchViewer(client)), await failureFrom(fetchCounts(client, [docs])));
    }
    await server.control({ type: "revoke-token" });
    failures.push(await failureFrom(fetchViewer(client)));
    await server.control({ type: "restore-token" });
    await fetchViewer(client);
    expect(failures.map(({ detail }) => detail)).toContainEqual(expect.stringContaining("[token]"));
    expect(told.log).toHaveLength(6);
    expect(JSON.stringify([failures, told])).not.toContain(server.token);
  });
});
