import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TruePullRequest } from "../../src/sample/control.ts";
import { Stage } from "./support/stage.ts";
import { ask } from "./support/truth.ts";

/** One person's way with the whole sample organization, step by step. */
describe("from a token to insights, and through the days after", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.openUnconnected();
  });
  afterAll(() => stage.close());

  test("a token is checked, and says who it belongs to", async () => {
    await stage.connect();
    expect(stage.account).toMatchObject({ isSignedIn: true, tokenKind: "classic", tokenStorage: "keychain" });
    const owners = await stage.call("organizations.list", { accountId: stage.account.id });
    expect(owners.map(({ login, kind }) => [login, kind])).toEqual(
      expect.arrayContaining([
        [stage.account.login, "user"],
        [stage.github.organization, "organization"],
      ]),
    );
  });

  test("the list of repositories comes page by page, and holds every one", async () => {
    const { repositories } = await ask(stage.github, { type: "truth" }, "truth");
    const list = await stage.call("repositories.load", { organizationId: stage.organization.id });
    expect(list.state.kind).toBe("loading");
    await expect.poll(() => stage.lastEvent("repositories.changed")?.state.kind).toBe("loaded");
    expect(
      stage
        .stored()
        .repositories.map(({ fullName }) => fullName)
        .toSorted(),
    ).toEqual(repositories.map(({ fullName }) => fullName).toSorted());
  });

  test("the plan says what a sync will cost before it starts, and is kept to", async () => {
    const { repositories } = await ask(stage.github, { type: "truth" }, "truth");
    const pullRequests = repositories.reduce((sum, it) => sum + it.pullRequests, 0);
    const plan = await stage.call("sync.plan", {
      organizationId: stage.organization.id,
      repositories: { kind: "all" },
    });
    expect(plan).toMatchObject({ repositories: repositories.length, pullRequests, refused: [] });

    await stage.countRequests();
    await stage.start();
    await stage.end();
    // Where answers are slow, as on a busy computer, pages stay half as large as the plan takes them to be.
    expect(await stage.countRequests()).toBeLessThan(plan.requests * 2.2);
  });

  test("the sync ends verified, and every row of every table is as GitHub holds it", async () => {
    const { run } = await stage.expectVerified();
    expect(run.firstInsightMs).toBeGreaterThan(0);
    expect(run.members?.state).toBe("complete");
    expect(stage.count("repositories WHERE stored_pull_requests <> pull_request_count")).toBe(0);
  });

  test("the branches, which GitHub tells in its other interface, are the same too", async () => {
    const { repositories } = await ask(stage.github, { type: "truth" }, "truth");
    for (const { fullName } of repositories.filter(({ pullRequests }) => pullRequests > 0)) {
      expect(readBranches(stage, fullName)).toEqual(await listBranches(stage, fullName));
    }
  });

  test("every kind of repository has its entry in the ledger", async () => {
    const states = (name: string) => stage.coverage(name).map(({ state }) => state);
    expect(states("legacy-portal")).toEqual(["verified", "verified"]);
    expect(states("berth-model-next")).toEqual(["empty", "empty"]);
    expect(states("fuel-trial")).toEqual(["empty", "empty"]);
    expect(states("meeting-notes")).toEqual(["empty", "empty"]);
    expect(states("hydrography-mirror")).toEqual(["disabled", "disabled"]);
  });

  test("the insights rest on all of the data, and the log tells the run's story", async () => {
    const insights = await stage.call("insights.get", { organizationId: stage.organization.id });
    expect(insights.coverage.share).toBe(1);
    expect(insights.open.count).toBe(stage.count("pull_requests WHERE state = 'open'"));
    const { entries } = await stage.call("logs.search", { runId: 1, level: "info", limit: 1_000 });
    const story = entries.map(({ event }) => event);
    expect(story).toEqual(expect.arrayContaining(["run.started", "run.ended"]));
    const { rows } = await stage.call("status.get", { organizationId: stage.organization.id });
    expect(rows.flatMap(({ disagreements }) => disagreements)).toEqual([]);
  });

  test("another sync of what has not changed takes at most 3 requests, and 3 for each 100 repositories", async () => {
    await stage.countRequests();
    await stage.start();
    const { run } = await stage.expectVerified();
    expect(run.repositories).toBeLessThan(100);
    expect(await stage.countRequests()).toBeLessThanOrEqual(6);
  });

  test("after changes, only the changed repositories are read, and all is as GitHub holds it", async () => {
    const [first, second, third, fourth] = (await stage.names()) as [string, string, string, string];
    const reviewed = await findPullRequest(stage, first, ({ reviews }) => reviews.length > 1);
    await stage.control({ type: "remove-review", repository: first, number: reviewed });
    await stage.control({
      type: "update-pull-request",
      repository: first,
      number: reviewed,
      title: "Redone",
    });
    await ask(stage.github, { type: "open-pull-request", repository: second }, "number");
    const open = await findPullRequest(stage, third, ({ state }) => state === "OPEN");
    await stage.control({ type: "merge-pull-request", repository: third, number: open });
    await stage.control({ type: "add-review", repository: fourth, number: 2, count: 120 });

    await stage.newRequests();
    await stage.start();
    await stage.expectVerified();
    // The others were counted, all in one question, and no more.
    const pages = (await stage.newRequests()).filter(({ operation }) => operation === "PullRequestPage");
    expect(new Set(pages.map(({ variables }) => variables?.["name"]))).toEqual(
      new Set([first, second, third, fourth]),
    );
  });

  test("what was renamed, archived, transferred, switched off, deleted or added is followed", async () => {
    const names = await stage.names();
    const owners = await stage.call("organizations.list", { accountId: stage.account.id });
    const owner = owners.find((it) => it.kind === "organization" && it.id !== stage.organization.id)!.login;
    const [renamed, archived, transferred, switchedOff, deleted] = names.slice(10, 15) as [
      string,
      string,
      string,
      string,
      string,
    ];
    const ofDeleted = `pull_requests p JOIN repositories r ON r.id = p.repository_id WHERE r.name = '${deleted}'`;
    const storedOfDeleted = stage.count(ofDeleted);
    await stage.control({ type: "rename-repository", repository: renamed, name: "renamed-today" });
    await stage.control({ type: "archive-repository", repository: archived });
    await stage.control({ type: "transfer-repository", repository: transferred, owner });
    await stage.control({ type: "disable-pull-requests", repository: switchedOff });
    await stage.control({ type: "delete-repository", repository: deleted });
    await stage.control({ type: "add-repository", name: "new-today", pullRequests: 3 });

    await stage.start();
    const { run } = await stage.end();
    expect(run.state).toBe("complete-with-gaps");
    expect(stage.coverage("renamed-today")[0]).toMatchObject({ state: "verified" });
    expect(stage.coverage(transferred)[0]).toMatchObject({ state: "verified" });
    expect(stage.coverage(switchedOff)[0]).toMatchObject({ state: "disabled", githubCount: 0 });
    expect(stage.coverage("new-today")[0]).toMatchObject({ state: "verified", storedCount: 3 });
    // The only gap is named, and what was stored of it is kept.
    expect(run.counts).toMatchObject({ gaps: 1, complete: run.repositories - 1 });
    expect(stage.coverage(deleted)[0]).toMatchObject({ state: "gone" });
    expect(stage.count(ofDeleted)).toBe(storedOfDeleted);
  });
});

async function findPullRequest(
  stage: Stage,
  repository: string,
  isWanted: (pullRequest: TruePullRequest) => boolean,
): Promise<number> {
  const { pullRequests } = await ask(stage.github, { type: "truth", repository }, "repository-truth");
  return pullRequests.find(isWanted)!.number;
}

interface Branches {
  number: number;
  base: string | null;
  head: string | null;
}

function readBranches(stage: Stage, fullName: string): Branches[] {
  return stage.database
    .prepare<[string], Branches>(
      `SELECT number, base_ref AS base, head_ref AS head FROM pull_requests
       WHERE repository_id = (SELECT id FROM repositories WHERE full_name = ?) ORDER BY number`,
    )
    .all(fullName);
}

/** What GitHub's REST list says of pull requests that its truth does not: another way to the same facts. */
async function listBranches(stage: Stage, fullName: string): Promise<Branches[]> {
  const found: Branches[] = [];
  for (let page = 1; ; page += 1) {
    const path = `/repos/${fullName}/pulls?state=all&sort=created&direction=asc&per_page=100&page=${page}`;
    const headers = { authorization: `Bearer ${stage.github.token}` };
    const response = await fetch(stage.github.apiUrl + path, { headers });
    const pulls = (await response.json()) as {
      number: number;
      base: { ref: string };
      head: { ref: string };
    }[];
    for (const { number, base, head } of pulls) found.push({ number, base: base.ref, head: head.ref });
    if (pulls.length < 100) return found;
  }
}
