import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ControlCommand } from "../../src/sample/control.ts";
import { parseControlCommand } from "../../src/sample/parse-control.ts";
import { startSampleServer, type SampleServer } from "../../src/sample/sample-server.ts";
import { startSampleServerInThread } from "../../src/sample/sample-thread.ts";
import { ask, askAll, get, getAll, tell, tellAll } from "./client.ts";

const entry = new URL("../../src/sample/sample-thread-entry.ts", import.meta.url);

describe("reading commands", () => {
  test("well-formed ones are taken", () => {
    const commands: ControlCommand[] = [
      { type: "reset" },
      { type: "set-latency", latencyMs: 80 },
      {
        type: "fault",
        fault: { kind: "status", status: 500, body: "html" },
        match: { route: "graphql" },
        times: 2,
        skip: 1,
      },
      {
        type: "on-page",
        repository: "docs",
        page: 2,
        command: { type: "merge-pull-request", repository: "docs", number: 3 },
      },
      { type: "set-token-expiry", at: null },
      { type: "set-scopes", scopes: ["repo"] },
      { type: "fault", fault: { kind: "sso-partial-results", organizations: [1] } },
    ];
    for (const command of commands) expect(parseControlCommand(command)).toEqual({ ok: true, command });
  });

  test.each([
    [null, /not an object/],
    [{ type: "explode" }, /unknown type: "explode"/],
    [{ type: "toString" }, /unknown type/],
    [{ type: "set-latency" }, /latencyMs is not a number/],
    [{ type: "set-latency", latencyMs: Number.NaN }, /latencyMs is not a number/],
    [{ type: "set-latency", latencyMs: 1, latency: 2 }, /latency is not known/],
    [{ type: "fault", fault: { kind: "flood" } }, /unknown kind: "flood"/],
    [{ type: "fault", fault: { kind: "slow-body" } }, /bytesPerSecond is not a number/],
    [{ type: "fault", fault: { kind: "hang" }, match: { repo: "x" } }, /repo is not known/],
    [{ type: "on-page", repository: "docs", page: 1, command: { type: "merge" } }, /unknown type: "merge"/],
    [{ type: "set-scopes", scopes: [1] }, /scopes is not a list of strings/],
  ])("%o is refused with a reason", (value, reason) => {
    const parsed = parseControlCommand(value);
    expect(parsed.ok ? "" : parsed.reason).toMatch(reason);
  });

  test("over HTTP they are JSON only, so that no web page can send one", async () => {
    const server = await startSampleServer({ world: { repositories: 1, pullRequests: 1 } });
    const send = async (body: string, type: string): Promise<{ status: number; answer: unknown }> => {
      const response = await fetch(`${new URL(server.apiUrl).origin}/_sample/control`, {
        method: "POST",
        body,
        headers: { "content-type": type },
      });
      return { status: response.status, answer: await response.json() };
    };
    expect((await send('{"type":"stats"}', "text/plain")).status).toBe(415);
    expect(await send('{"type":"reset"}', "application/json")).toEqual({
      status: 200,
      answer: { type: "done" },
    });
    expect((await send('{"type":"nonsense"}', "application/json")).answer).toMatchObject({
      type: "refused",
    });
    expect((await send("{", "application/json")).answer).toMatchObject({ type: "refused" });
    await server.close();
  });
});

describe("the truth", () => {
  let server: SampleServer;
  beforeAll(async () => {
    server = await startSampleServer();
  });
  afterAll(() => server.close());

  test("of every repository equals what paging through GraphQL yields, reviews included", async () => {
    const { repositories, members } = await tellAll(server);
    expect(repositories.length).toBeGreaterThanOrEqual(40);
    let pullRequests = 0;
    for (const repository of repositories) {
      const truth = await tell(server, repository.fullName);
      const seen = await askAll(server, repository.fullName.split("/")[1] ?? "", { first: 100 });
      const plain = seen.map(({ id, fullDatabaseId, author, reviews, ...rest }) => ({
        ...rest,
        id: Number(fullDatabaseId),
        nodeId: id,
        author: author?.login ?? null,
        reviews: reviews.nodes.map((review) => ({
          id: Number(review.fullDatabaseId),
          author: review.author?.login ?? null,
          state: review.state,
          submittedAt: review.submittedAt,
        })),
      }));
      expect(plain).toEqual(truth);
      expect(repository.pullRequests).toBe(truth.length);
      expect(repository.reviews).toBe(truth.reduce((sum, { reviews }) => sum + reviews.length, 0));
      pullRequests += truth.length;
    }
    expect(pullRequests).toBe(5_400);
    const listed = (await getAll(server, "/orgs/harborlight/members?per_page=100")) as {
      login: string;
    }[];
    expect(listed.map(({ login }) => login)).toEqual(members);
  });

  test("equals what REST lists, in the same order", async () => {
    const truth = await tell(server, "text-zoo");
    const listed = (await getAll(
      server,
      "/repos/harborlight/text-zoo/pulls?state=all&direction=asc&per_page=7",
    )) as { id: number; title: string; merged_at: string | null }[];
    expect(listed.map(({ id, title, merged_at }) => [id, title, merged_at])).toEqual(
      truth.map(({ id, title, mergedAt }) => [id, title, mergedAt]),
    );
  });
});

describe("watching", () => {
  test("requests are logged and counted, with latency and concurrency as they were", async () => {
    const server = await startSampleServer({
      latencyMs: 30,
      world: { repositories: 2, pullRequests: 30 },
    });
    await Promise.all([
      get(server, "/user"),
      get(server, "/zen"),
      ask(
        server,
        "query Who($x: Int = 1) { viewer { login } rateLimit(dryRun: false) { cost } }".replace(
          "($x: Int = 1)",
          "",
        ),
      ),
    ]);
    const log = await server.control({ type: "requests" });
    const stats = await server.control({ type: "stats" });
    if (log.type !== "requests" || stats.type !== "stats") throw new Error("no log");
    expect(log.requests).toHaveLength(3);
    expect(log.requests.every(({ durationMs, status }) => durationMs >= 25 && status === 200)).toBe(true);
    expect(log.requests.find(({ route }) => route === "graphql")).toMatchObject({
      method: "POST",
      path: "/graphql",
      operation: "Who",
    });
    expect(stats.stats).toMatchObject({
      requests: 3,
      rest: 2,
      graphql: 1,
      points: 1,
      maxConcurrency: 3,
      byRoute: { "/user": 1, "/zen": 1, Who: 1 },
    });
    const later = await server.control({
      type: "requests",
      since: log.requests.at(-1)?.number ?? 0,
    });
    expect(later).toEqual({ type: "requests", requests: [] });
    await server.control({ type: "set-latency", latencyMs: 0 });
    await server.control({ type: "reset-stats" });
    await get(server, "/zen");
    expect(await server.control({ type: "stats" })).toMatchObject({
      stats: { requests: 1, maxConcurrency: 1 },
    });
    await server.close();
  });
});

describe("in other places", () => {
  test("in a thread of its own it serves and obeys the same, and ends when closed", async () => {
    const server = await startSampleServerInThread(entry, {
      world: { repositories: 3, pullRequests: 40, members: 3 },
    });
    expect((await tellAll(server)).repositories).toHaveLength(3);
    expect((await get(server, "/user")).status).toBe(200);
    await server.close();
    await expect(get(server, "/user")).rejects.toThrow();
    await expect(server.control({ type: "stats" })).rejects.toThrow(/closed/);
  });

  test("a thread that cannot start is a rejection", async () => {
    await expect(startSampleServerInThread(entry, { port: 70_000 })).rejects.toThrow();
  });

  test("as a process it tells where it is and ends with its standard input", async () => {
    const script = fileURLToPath(new URL("../../src/sample/sample-process.ts", import.meta.url));
    const child = spawn(
      process.execPath,
      [script, JSON.stringify({ world: { repositories: 2, pullRequests: 10 } })],
      { stdio: ["pipe", "pipe", "inherit"] },
    );
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    const line = await new Promise<string>((resolve) => createInterface(child.stdout).once("line", resolve));
    const { apiUrl, token, organization } = JSON.parse(line) as {
      apiUrl: string;
      token: string;
      organization: string;
    };
    const response = await fetch(`${apiUrl}/orgs/${organization}/repos`, {
      headers: { authorization: `token ${token}` },
    });
    expect(await response.json()).toHaveLength(2);
    child.stdin.end();
    expect(await ended).toBe(0);
  });
});
