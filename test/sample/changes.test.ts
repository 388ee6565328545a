import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ControlAnswer, ControlCommand } from "../../src/sample/control.ts";
import { startSampleServer, type SampleServer } from "../../src/sample/sample-server.ts";
import { ask, askAll, get, getAll, tell, tellAll } from "./client.ts";

describe("changes", () => {
  let server: SampleServer;
  beforeAll(async () => {
    server = await startSampleServer({
      world: { repositories: 24, pullRequests: 500, members: 8 },
    });
  });
  afterAll(() => server.close());
  const control = (command: ControlCommand): Promise<ControlAnswer> => server.control(command);

  test("to a pull request are seen at once and move updatedAt to now", async () => {
    const before = (await tell(server, "mobile-app"))[0];
    const number = before?.number ?? 0;
    const startedAt = Date.now() - 1_000;
    await control({
      type: "update-pull-request",
      repository: "mobile-app",
      number,
      title: "New title",
      state: "OPEN",
    });
    await control({
      type: "add-review",
      repository: "mobile-app",
      number,
      state: "CHANGES_REQUESTED",
      count: 120,
    });
    await control({ type: "merge-pull-request", repository: "mobile-app", number });
    const after = (await tell(server, "mobile-app"))[0];
    expect(after).toMatchObject({ title: "New title", state: "MERGED" });
    expect(after?.reviews.length).toBe((before?.reviews.length ?? 0) + 120);
    expect(Date.parse(after?.updatedAt ?? "")).toBeGreaterThanOrEqual(startedAt);
    expect(after?.mergedAt).toBe(after?.updatedAt);
  });

  test("a review that is taken away does not move updatedAt", async () => {
    const [before] = (await tell(server, "billing")).filter(({ reviews }) => reviews.length > 0);
    await control({ type: "remove-review", repository: "billing", number: before?.number ?? 0 });
    const after = (await tell(server, "billing")).find(({ number }) => number === before?.number);
    expect(after?.reviews).toEqual(before?.reviews.slice(0, -1));
    expect(after?.updatedAt).toBe(before?.updatedAt);
  });

  test("opened pull requests have the next number and the newest id in every order", async () => {
    const before = await tell(server, "design-system");
    expect(
      await control({
        type: "open-pull-request",
        repository: "design-system",
        title: "Brand new",
        author: "renovate",
      }),
    ).toEqual({
      type: "number",
      number: (before.at(-1)?.number ?? 0) + 1,
    });
    const seen = await askAll(server, "design-system", {
      first: 30,
      field: "UPDATED_AT",
      direction: "DESC",
    });
    expect(seen[0]).toMatchObject({ title: "Brand new", author: { login: "renovate" } });
    expect(seen).toHaveLength(before.length + 1);
  });

  test("renamed and transferred repositories keep their id and lead on from every former name", async () => {
    const { repositories } = await tellAll(server);
    const docs = repositories.find(({ fullName }) => fullName === "harborlight/auth-gateway");
    await control({ type: "rename-repository", repository: "auth-gateway", name: "gate" });
    await control({ type: "transfer-repository", repository: "gate", owner: "harborlight-labs" });
    for (const former of ["auth-gateway", "gate"]) {
      const answer = await get(server, `/repos/harborlight/${former}`);
      expect(answer.status).toBe(301);
      expect((await get(server, answer.headers.get("location") ?? "")).json).toMatchObject({
        id: docs?.id,
        full_name: "harborlight-labs/gate",
      });
    }
    const answer = await ask(server, `{ repository(owner: "harborlight", name: "gate") { nameWithOwner } }`);
    expect(answer.data).toEqual({ repository: { nameWithOwner: "harborlight-labs/gate" } });
    expect((await tellAll(server)).repositories).toHaveLength(repositories.length - 1);
  });

  test("deleted repositories are gone by name, by id, from lists, and with their pull requests", async () => {
    const doomed = (await tellAll(server)).repositories.find(({ fullName }) => fullName.endsWith("/docs"));
    const [pullRequest] = await tell(server, "docs");
    await control({ type: "delete-repository", repository: "docs" });
    expect((await get(server, "/repos/harborlight/docs")).status).toBe(404);
    expect((await get(server, `/repositories/${doomed?.id}`)).status).toBe(404);
    const answer = await ask(server, "query($id: ID!) { node(id: $id) { id } }", {
      id: pullRequest?.nodeId,
    });
    expect(answer.errors[0]?.type).toBe("NOT_FOUND");
    expect((await tellAll(server)).repositories.map(({ fullName }) => fullName)).not.toContain(
      "harborlight/docs",
    );
  });

  test("archived, switched off, added and miscounted repositories show it", async () => {
    await control({ type: "archive-repository", repository: "infra" });
    await control({ type: "disable-pull-requests", repository: "cargo-api" });
    await control({ type: "add-repository", name: "brand-new", pullRequests: 3 });
    await control({ type: "miscount", repository: "tide-service", by: 2 });
    expect((await get(server, "/repos/harborlight/infra")).json).toMatchObject({ archived: true });
    expect((await get(server, "/repos/harborlight/cargo-api/pulls")).status).toBe(404);
    expect(await askAll(server, "brand-new", { first: 2 })).toHaveLength(3);
    const answer = await ask(
      server,
      `{ repository(owner: "harborlight", name: "tide-service") { pullRequests(first: 1) { totalCount } } }`,
    );
    expect(answer.data).toEqual({
      repository: { pullRequests: { totalCount: (await tell(server, "tide-service")).length + 2 } },
    });
    const listed = (await getAll(server, "/orgs/harborlight/repos?sort=created")) as {
      name: string;
    }[];
    expect(listed[0]?.name).toBe("brand-new");
  });

  test("a revoked, an expired and a restored token", async () => {
    await control({ type: "revoke-token" });
    expect((await get(server, "/user")).status).toBe(401);
    expect((await ask(server, "{ viewer { login } }")).status).toBe(401);
    await control({ type: "restore-token" });
    await control({ type: "set-token-expiry", at: Date.UTC(2099, 5, 3, 19, 52, 44) });
    expect((await get(server, "/user")).headers.get("github-authentication-token-expiration")).toBe(
      "2099-06-03 19:52:44 UTC",
    );
    await control({ type: "set-token-expiry", at: Date.now() - 1 });
    expect((await get(server, "/user")).status).toBe(401);
    await control({ type: "reset" });
    expect((await get(server, "/user")).status).toBe(200);
  });

  test("members leave", async () => {
    const { members } = await tellAll(server);
    await control({ type: "remove-member", login: members[4] ?? "" });
    expect((await tellAll(server)).members).toEqual(members.toSpliced(4, 1));
  });

  test("what does not exist is refused by name", async () => {
    expect(
      await control({ type: "merge-pull-request", repository: "mobile-app", number: 1_000_000 }),
    ).toEqual({ type: "refused", reason: "no pull request harborlight/mobile-app#1000000" });
    expect(await control({ type: "delete-repository", repository: "nothing" })).toEqual({
      type: "refused",
      reason: "no repository nothing",
    });
    expect(
      await control({
        type: "on-page",
        repository: "nothing",
        page: 1,
        command: { type: "reset" },
      }),
    ).toMatchObject({ type: "refused" });
  });
});
