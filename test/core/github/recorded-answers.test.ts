import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterEach, describe, expect, test } from "vitest";
import type { RestAnswer } from "../../../src/core/github/client.ts";
import { fetchOwner } from "../../../src/core/github/owners.ts";
import { fetchRepository } from "../../../src/core/github/repositories.ts";
import { HARBORLIGHT, openClient } from "./open-client.ts";
import { serve } from "./serve.ts";

/** One exchange with the real GitHub, as `@octokit/fixtures` recorded it. */
interface Recorded {
  method: string;
  path: string;
  status: number;
  headers: Record<string, string>;
  response: unknown;
}

function readScenario(name: string): Recorded[] {
  const scenario = `@octokit/fixtures/scenarios/api.github.com/${name}/normalized-fixture.json`;
  return JSON.parse(readFileSync(createRequire(import.meta.url).resolve(scenario), "utf8")) as Recorded[];
}

let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

/** Serves the recorded answers to GET requests, and gives a client of that server. */
async function replay(name: string) {
  const recorded = readScenario(name).filter(({ method }) => method === "get");
  const server = await serve((request, response) => {
    const found = recorded.find(({ path }) => path === request.url);
    if (found === undefined) return void response.writeHead(500).end();
    const { "content-length": _length, location, ...headers } = found.headers;
    const own = `http://${request.headers.host}`;
    if (location !== undefined) headers["location"] = location.replace("https://api.github.com", own);
    response.writeHead(found.status, headers).end(JSON.stringify(found.response));
  });
  close = server.close;
  return openClient(server);
}

describe("answers that the real GitHub gave", () => {
  test("an organization", async () => {
    const { client, told } = await replay("get-organization");
    expect(await fetchOwner(client, "octokit-fixture-org")).toEqual({
      githubId: 1000,
      login: "octokit-fixture-org",
      name: null,
      kind: "organization",
    });
    expect(told.observations[0]).toMatchObject({ status: 200, rate: { remaining: expect.any(Number) } });
  });

  test("a repository", async () => {
    const { client } = await replay("get-repository");
    const { repository, serverTime } = await fetchRepository(
      client,
      HARBORLIGHT,
      "octokit-fixture-org/hello-world",
    );
    expect(repository).toMatchObject({
      id: 1000,
      fullName: "octokit-fixture-org/hello-world",
      visibility: "public",
      isArchived: false,
      defaultBranch: expect.any(String),
      createdAt: expect.stringMatching(/Z$/),
    });
    expect(serverTime).toBe("2017-10-10T16:00:00Z");
  });

  test("a repository that was renamed: 301, followed to its new name", async () => {
    const { client, told } = await replay("rename-repository");
    const { repository } = await fetchRepository(
      client,
      HARBORLIGHT,
      "octokit-fixture-org/rename-repository",
    );
    expect(repository.fullName).toBe("octokit-fixture-org/rename-repository-newname");
    expect(told.log[0]?.data).toMatchObject({ status: 200 });
  });

  test("a list of five pages, followed to its end by its links", async () => {
    const { client } = await replay("paginate-issues");
    const lengths: number[] = [];
    const lastPages: (number | null)[] = [];
    let path: string | null = "/repos/octokit-fixture-org/paginate-issues/issues?per_page=3";
    while (path !== null) {
      const answer: RestAnswer<unknown[]> = await client.get(path);
      if (answer.kind !== "ok") throw new Error(answer.kind);
      lengths.push(answer.body.length);
      lastPages.push(answer.lastPage);
      path = answer.next;
    }
    expect(lengths).toEqual([3, 3, 3, 3, 1]);
    expect(lastPages).toEqual([5, 5, 5, 5, null]);
  });
});
