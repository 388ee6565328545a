import { expect } from "vitest";
import type { ControlCommand } from "../../src/sample/control.ts";
import { ask } from "../journeys/support/truth.ts";
import { fault, recovers } from "./support/fault-test.ts";

/*
 * GitHub changes while it is read: pull requests, names, whole repositories. And what is there may be awkward.
 */

const changesWhilePaging: [string, (repository: string) => ControlCommand][] = [
  ["opened", (repository) => ({ type: "open-pull-request", repository })],
  ["updated", (repository) => ({ type: "update-pull-request", repository, number: 1, title: "Meanwhile" })],
  ["closed", (repository) => ({ type: "update-pull-request", repository, number: 1, state: "CLOSED" })],
  ["merged", (repository) => ({ type: "merge-pull-request", repository, number: 1 })],
  ["reviewed", (repository) => ({ type: "add-review", repository, number: 1, count: 2 })],
];
for (const [what, change] of changesWhilePaging) {
  recovers("G19", `a pull request is ${what} while its list is read`, async (stage, [busiest]) => {
    for (const page of [1, 2]) {
      await stage.control({ type: "on-page", repository: busiest, page, command: change(busiest) });
    }
    await stage.start();
    await stage.end();
    // What changed behind the answer that verified a repository, the next sync reads.
    await stage.start();
  });
}

recovers("G19", "everything at once while everything is read", async (stage, names) => {
  for (const repository of names) {
    for (const [, change] of changesWhilePaging) {
      await stage.control({ type: "on-page", repository, page: 1, command: change(repository) });
    }
  }
  await stage.start();
  await stage.end();
  await stage.start();
});

fault(
  "G19",
  "what leaves a list while it is read moves the rest up: none of them is missed",
  async (stage) => {
    const { organization } = stage.github;
    // The second page of each list takes its time, in which something of the first page goes.
    const slow = { kind: "delay", delayMs: 1_000 } as const;
    for (const list of ["members", "repos"])
      await stage.fault(slow, { route: `/orgs/${organization}/${list}` }, 1, 1);
    const { members } = await ask(stage.github, { type: "truth" }, "truth");
    await stage.start();
    await expect.poll(() => [stage.count("members"), stage.count("repositories")]).toEqual([100, 100]);
    const [listed] = stage.database
      .prepare<[], string>("SELECT name FROM repositories ORDER BY created_at")
      .pluck()
      .all();
    await stage.control({ type: "remove-member", login: members[3]! });
    await stage.control({ type: "delete-repository", repository: listed! });
    await stage.end();
    const held = await ask(stage.github, { type: "truth" }, "truth");
    const stored = (column: string): string[] =>
      stage.database.prepare<[], string>(`SELECT ${column}`).pluck().all();
    expect(stored("login FROM members").toSorted()).toEqual(held.members.toSorted());
    const verified = stored(
      "r.full_name FROM repositories r JOIN sync_run_repositories i ON i.repository_id = r.id AND i.settled_at_ms > 0",
    );
    expect(verified).toEqual(expect.arrayContaining(held.repositories.map(({ fullName }) => fullName)));
    // The next sync no longer asks for what is gone.
    await stage.start();
    expect((await stage.end()).run).toMatchObject({ state: "complete", repositories: 129 });
  },
  { world: { repositories: 130, pullRequests: 130, members: 130 } },
);

fault(
  "G11",
  "a repository is deleted before its turn: it is gone by name, what was listed of it is kept",
  async (stage, [busiest, second]) => {
    const command: ControlCommand = { type: "delete-repository", repository: second };
    const hold = await stage.hold({ operation: "PullRequestPage" });
    await stage.start();
    await hold.reached();
    await stage.control(command);
    await hold.release();
    const { run } = await stage.end();
    expect(run).toMatchObject({ state: "complete-with-gaps", counts: { gaps: 1, complete: 3 } });
    expect(await stage.repository(second)).toMatchObject({
      state: "gaps",
      failure: { code: "github/not-found" },
    });
    expect(stage.coverage(busiest)).toMatchObject([{ state: "verified" }, expect.anything()]);
    // The next sync does not ask for it any more.
    await stage.start();
    expect((await stage.end()).run).toMatchObject({ state: "complete", repositories: 3 });
  },
);

fault(
  "G11",
  "a repository is deleted while its pages are read: what was read of it is kept",
  async (stage, [busiest]) => {
    const command: ControlCommand = { type: "delete-repository", repository: busiest };
    await stage.control({ type: "on-page", repository: busiest, page: 1, command });
    await stage.start();
    const { run } = await stage.end();
    expect(run).toMatchObject({ state: "complete-with-gaps", counts: { gaps: 1, complete: 3 } });
    expect(await stage.repository(busiest)).toMatchObject({
      state: "gaps",
      failure: { code: "github/not-found" },
    });
    expect((await stage.repository(busiest)).pullRequests).toBeGreaterThan(0);
  },
);

fault(
  "G11",
  "a repository is deleted after it was read: it is gone by name, and its rows are kept",
  async (stage, [busiest]) => {
    await stage.start();
    await stage.expectVerified();
    const stored = stage.count("pull_requests");
    await stage.control({ type: "delete-repository", repository: busiest });
    await stage.start();
    const { run } = await stage.end();
    expect(run).toMatchObject({ state: "complete-with-gaps", counts: { gaps: 1, complete: 3 } });
    expect(stage.coverage(busiest)).toMatchObject([{ state: "gone" }, { state: "gone" }]);
    expect(stage.count("pull_requests")).toBe(stored);
  },
);

recovers("G14", "a repository is renamed before a sync", async (stage, [busiest]) => {
  await stage.start();
  await stage.expectVerified();
  await stage.control({ type: "rename-repository", repository: busiest, name: "renamed-before" });
  await stage.start();
});

recovers("G14", "a repository is renamed while its pages are read", async (stage, [busiest]) => {
  const command: ControlCommand = {
    type: "rename-repository",
    repository: busiest,
    name: "renamed-meanwhile",
  };
  await stage.control({ type: "on-page", repository: busiest, page: 1, command });
  await stage.start();
  const { repositories } = await stage.end();
  expect(repositories.map(({ fullName }) => fullName.split("/")[1])).toContain("renamed-meanwhile");
});

recovers(
  "G14",
  "a repository's name is taken by another one: both are themselves",
  async (stage, [busiest, second]) => {
    await stage.start();
    await stage.expectVerified();
    await stage.control({ type: "rename-repository", repository: busiest, name: "moved-away" });
    await stage.control({ type: "rename-repository", repository: second, name: busiest });
    await stage.start();
  },
);

fault(
  "G14",
  "a deleted repository's name is taken by a new one: the old rows are not the new one's",
  async (stage, [busiest]) => {
    await stage.start();
    await stage.expectVerified();
    const old = stage.stored().pullRequests.length;
    await stage.control({ type: "delete-repository", repository: busiest });
    await stage.control({ type: "add-repository", name: busiest, pullRequests: 5 });
    await stage.start();
    const { run } = await stage.end();
    expect(run).toMatchObject({ state: "complete-with-gaps", counts: { gaps: 1, complete: 4 } });
    expect(stage.stored().pullRequests).toHaveLength(old + 5);
    expect(
      stage
        .coverage(busiest)
        .map(({ state }) => state)
        .toSorted(),
    ).toEqual(["empty", "gone", "gone", "verified"]);
  },
);

fault(
  "G14",
  "a repository is transferred on the way: it is read at its new place, as the same row",
  async (stage, [busiest]) => {
    const owners = await stage.call("organizations.list", { accountId: stage.account.id });
    const owner = owners.find((it) => it.kind === "organization" && it.id !== stage.organization.id)!.login;
    const command: ControlCommand = { type: "transfer-repository", repository: busiest, owner };
    await stage.control({ type: "on-page", repository: busiest, page: 1, command });
    const truth = await ask(stage.github, { type: "truth", repository: busiest }, "repository-truth");
    await stage.start();
    const { run } = await stage.end();
    expect(run).toMatchObject({ state: "complete", repositories: 4 });
    const row = stage.stored().repositories.find(({ id }) => id === truth.repository.id);
    expect(row).toMatchObject({ fullName: `${owner}/${busiest}` });
  },
);

const wholeWorld = { world: { repositories: 20, pullRequests: 300, members: 5 } };

recovers(
  "G21",
  "awkward texts and authors are stored exactly, and a NUL is said so once",
  async (stage) => {
    await stage.start({ kind: "all" });
    await stage.end();
    const { entries } = await stage.call("logs.search", { search: "text.replaced" });
    expect(entries).toHaveLength(1);
    expect(stage.count("pull_requests WHERE author_login IS NULL")).toBeGreaterThan(0);
    expect(stage.count("pull_requests WHERE author_kind = 'Bot'")).toBeGreaterThan(0);
  },
  wholeWorld,
);

recovers(
  "G22",
  "an Enterprise Server without limits is synced",
  async (stage) => {
    await stage.start();
    const { run } = await stage.end();
    expect(run).toMatchObject({ pointsRemaining: null });
  },
  { ...wholeWorld, enterprise: true },
);

recovers("G20", "reviews beyond a page, on many pull requests at once", async (stage, [busiest]) => {
  const { pullRequests } = await ask(
    stage.github,
    { type: "truth", repository: busiest },
    "repository-truth",
  );
  for (const { number } of pullRequests.slice(0, 12)) {
    await stage.control({ type: "add-review", repository: busiest, number, count: 101 });
  }
  await stage.start();
});
