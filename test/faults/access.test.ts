import { expect } from "vitest";
import { createSessionKeychain } from "../../src/core/keychain/session-keychain.ts";
import type { FailureCode } from "../../src/shared/failures.ts";
import type { RepositoryId } from "../../src/shared/ids.ts";
import type { CoverageState } from "../../src/shared/models.ts";
import type { Fault } from "../../src/sample/faults.ts";
import { fault, recovers } from "./support/fault-test.ts";

/*
 * GitHub refuses: the token, one organization, or one repository. What is refused is named with its cause, the rest
 * goes on, and a retry reads it once GitHub lets it be read.
 */

recovers(
  "G7",
  "a token that is revoked on the way parks the sync; signing in again lets it go on",
  async (stage, [busiest]) => {
    await stage.control({ type: "on-page", repository: busiest, page: 1, command: { type: "revoke-token" } });
    await stage.start();
    await stage.runShows({
      state: "waiting",
      wait: {
        kind: "sign-in",
        accountId: stage.account.id,
        failure: expect.objectContaining({ code: "auth/token-rejected" }),
      },
    });
    await stage.isIdle();
    const prompts = stage.events.filter(
      ({ name, payload }) => name === "accounts.changed" && payload.accounts.some((it) => !it.isSignedIn),
    );
    expect(prompts).toHaveLength(1);

    await stage.fallsSilent();
    await stage.clock.pass(120_000);
    expect(await stage.countRequests()).toBe(0);
    expect(stage.count("jobs WHERE state = 'dead'")).toBe(0);

    await stage.control({ type: "restore-token" });
    await stage.connect();
  },
);

recovers(
  "G7",
  "a token that is refused when organizations are listed is one that nobody is signed in with any more",
  async (stage) => {
    await stage.control({ type: "revoke-token" });
    await expect(stage.call("organizations.list", { accountId: stage.account.id })).rejects.toMatchObject({
      failure: { code: "auth/token-rejected" },
    });
    expect(stage.lastEvent("accounts.changed")?.accounts).toMatchObject([{ isSignedIn: false }]);
    await stage.control({ type: "restore-token" });
    await stage.connect();
    await stage.start();
  },
);

recovers(
  "G7",
  "a token that is gone after a restart asks for a sign-in, and the sync goes on after it",
  async (stage, [busiest]) => {
    const hold = await stage.hold({ repository: busiest });
    await stage.start();
    await hold.reached();
    await stage.restart({ keychain: createSessionKeychain() });
    await hold.release();
    await stage.runShows({
      state: "waiting",
      wait: expect.objectContaining({
        kind: "sign-in",
        failure: expect.objectContaining({ code: "auth/token-missing" }),
      }),
    });
    await stage.connect();
  },
);

recovers(
  "G7",
  "a refusal of the old token that comes after a new sign-in asks nobody again",
  async (stage, [busiest]) => {
    const hold = await stage.hold({ repository: busiest });
    await stage.start();
    await hold.reached();
    await stage.clock.pass(1_000);
    await stage.connect();
    await stage.fault({ kind: "bad-credentials" }, { repository: busiest }, 1);
    await hold.release();
    await expect.poll(() => stage.logged("auth/token-rejected")).toBeGreaterThan(0);
    await stage.runShows({ wait: null });
  },
);

recovers(
  "G8",
  "a proxy's 401 is a proxy's: the token is kept, and the sync goes on when the proxy lets it",
  async (stage) => {
    await stage.fault({ kind: "proxy-401" }, { route: "graphql" });
    await stage.start();
    const refused = expect.objectContaining({ code: "network/proxy-refused" });
    await stage.runShows({
      state: "waiting",
      wait: { kind: "offline", since: expect.any(Number), failure: refused },
    });
    await stage.fallsSilent();
    const { wait } = (await stage.view()).run;
    for (let times = 0; times < 5; times += 1) {
      await stage.clock.pass(3_000);
      await stage.isIdle();
    }
    // Looked for as seldom as a network that is gone, and all the while since the same time.
    expect(await stage.countRequests()).toBeLessThanOrEqual(6);
    expect((await stage.view()).run.wait).toEqual(wait);
    expect(stage.count("jobs WHERE attempt > 0 OR state = 'dead'")).toBe(0);
    const [account] = await stage.call("account.list", {});
    expect(account).toMatchObject({ isSignedIn: true });
    expect(await stage.logged("network/proxy-refused")).toBeGreaterThan(0);
    expect(await stage.logged("auth/token-rejected")).toBe(0);
    await stage.heal();
  },
);

/** A refusal of one repository, by the name under which the person sees it. */
const refusals: [FaultIdOfRefusal, string, Fault, FailureCode, CoverageState][] = [
  ["G9", "single sign-on", { kind: "sso" }, "auth/sso-required", "sso-blocked"],
  ["G10", "an IP allow list", { kind: "ip-allow-list" }, "auth/ip-not-allowed", "forbidden"],
  ["G10", "a policy on OAuth apps", { kind: "org-policy" }, "auth/policy-forbids", "forbidden"],
  [
    "G10",
    "a policy on classic tokens",
    { kind: "org-policy", policy: "classic-forbidden" },
    "auth/policy-forbids",
    "forbidden",
  ],
  ["G10", "an approval that is pending", { kind: "approval-pending" }, "auth/approval-pending", "forbidden"],
  ["G11", "access that ended", { kind: "not-found" }, "github/not-found", "gone"],
  ["G15", "a block for legal reasons", { kind: "blocked-451" }, "github/blocked", "forbidden"],
  ["G15", "a block under GitHub's terms", { kind: "tos-403" }, "github/blocked", "forbidden"],
];
type FaultIdOfRefusal = "G9" | "G10" | "G11" | "G15";

for (const [id, cause, refusal, code, state] of refusals) {
  recovers(
    id,
    `${cause}: the repository is named with its cause, others go on, and a retry reads it`,
    async (stage, [busiest]) => {
      await stage.fault(refusal, { repository: busiest });
      await stage.start();
      const { run } = await stage.end();
      expect(run).toMatchObject({ state: "complete-with-gaps", counts: { gaps: 1, complete: 3 } });
      const failure = expect.objectContaining({ code });
      expect(await stage.repository(busiest)).toMatchObject({ state: "gaps", failure });
      expect(stage.coverage(busiest)).toMatchObject([
        { state, failure },
        { state, failure },
      ]);
      await stage.heal();
      expect(await stage.call("sync.retry", { runId: run.runId })).toEqual({ retried: 1 });
    },
  );
}

recovers("G9", "single sign-on comes with GitHub's link for it", async (stage, [busiest]) => {
  await stage.fault({ kind: "sso" }, { repository: busiest });
  await stage.start();
  const { run } = await stage.end();
  expect((await stage.repository(busiest)).failure?.link).toMatch(/^https:\/\/github\.com\/orgs\/.+\/sso\?/);
  await stage.heal();
  await stage.call("sync.retry", { runId: run.runId });
});

recovers("G9", "a list of repositories that leaves some out is never silently short", async (stage) => {
  await stage.fault({ kind: "sso-partial-results" }, { route: "/orgs/" });
  await stage.start();
  const { run } = await stage.end();
  expect(run).toMatchObject({
    state: "complete-with-gaps",
    failure: { code: "auth/sso-required" },
    counts: { complete: 4 },
  });
  await stage.heal();
  await stage.call("sync.retry", { runId: run.runId });
});

fault("G9", "organizations that ask for single sign-on are listed with their cause", async (stage) => {
  await stage.fault({ kind: "sso-partial-results" }, { route: "/user/orgs" });
  const owners = await stage.call("organizations.list", { accountId: stage.account.id });
  const blocked = owners.filter(({ blocked }) => blocked !== null);
  expect(blocked).toMatchObject([{ blocked: { code: "auth/sso-required" } }]);
  const refused = { organizationId: blocked[0]!.id, repositories: { kind: "all" } } as const;
  await expect(stage.call("sync.start", refused)).rejects.toMatchObject({
    failure: { code: "auth/sso-required" },
  });
});

recovers(
  "G10",
  "a scope that is missing is named; with it the sync reads what it could not",
  async (stage) => {
    await stage.fault({ kind: "scope-missing", scope: "repo" }, { route: "graphql" });
    await stage.start();
    const { run, repositories } = await stage.end();
    expect(run.state).not.toBe("complete");
    for (const row of repositories) {
      expect(row).toMatchObject({
        failure: { code: "auth/scope-missing", detail: expect.stringContaining("repo") },
      });
    }
    await stage.heal();
    await stage.call("sync.retry", { runId: run.runId });
  },
);

recovers(
  "G10",
  "members that the token may not list do not stop the repositories, and are not called complete",
  async (stage) => {
    await stage.fault(
      { kind: "scope-missing", scope: "read:org" },
      { route: `/orgs/${stage.github.organization}/members` },
    );
    await stage.start();
    const { run } = await stage.end();
    expect(run).toMatchObject({
      state: "complete-with-gaps",
      counts: { complete: 4 },
      members: { state: "failed", failure: { code: "auth/scope-missing" } },
    });
    await stage.heal();
    await stage.call("sync.retry", { runId: run.runId });
  },
);

fault(
  "G12",
  "pull requests that are switched off are a verified zero, also when that happens on the way",
  async (stage, [busiest, second]) => {
    await stage.control({ type: "disable-pull-requests", repository: second });
    await stage.start();
    const { run } = await stage.end();
    expect(run.state).toBe("complete");
    expect(stage.coverage(second)).toMatchObject([{ state: "disabled" }, { state: "disabled" }]);

    await stage.control({ type: "disable-pull-requests", repository: busiest });
    await stage.start();
    expect((await stage.end()).run.state).toBe("complete");
    expect(stage.coverage(busiest)).toMatchObject([{ state: "disabled" }, { state: "disabled" }]);
  },
);

recovers(
  "G25",
  "pull requests that a list once called switched off are no verified zero without a count",
  async (stage, [busiest]) => {
    await stage.call("repositories.load", { organizationId: stage.organization.id });
    await expect.poll(() => stage.lastEvent("repositories.changed")?.state.kind).toBe("loaded");
    stage.database.prepare("UPDATE repositories SET has_pull_requests = 0 WHERE name = ?").run(busiest);
    const ids = stage.database.prepare<[], RepositoryId>("SELECT id FROM repositories").pluck().all();
    await stage.start({ kind: "ids", ids });
    await stage.end();
    expect(stage.coverage(busiest)).toMatchObject([{ state: "verified" }, { state: "verified" }]);
  },
);

recovers("G13", "an empty repository is a verified zero after one request", async (stage) => {
  await stage.control({ type: "add-repository", name: "brand-new" });
  await stage.start();
  await stage.end();
  const asked = (await stage.newRequests()).filter(({ variables }) => variables?.["name"] === "brand-new");
  expect(asked.length).toBeLessThanOrEqual(1);
  expect(stage.coverage("brand-new")).toMatchObject([
    { state: "empty", githubCount: 0, storedCount: 0 },
    { state: "empty", githubCount: 0, storedCount: 0 },
  ]);
});

const retired: [Fault, FailureCode][] = [
  [{ kind: "gone-410" }, "github/api-retired"],
  [{ kind: "validation-422" }, "github/request-refused"],
];
for (const [refusal, code] of retired) {
  recovers("G15", `${refusal.kind} on the list is named, and a retry reads it`, async (stage) => {
    await stage.fault(refusal, { route: `/orgs/${stage.github.organization}/repos` });
    await stage.start();
    const { run } = await stage.end();
    expect(run).toMatchObject({ state: "failed", failure: { code }, repositories: 0 });
    await stage.heal();
    await stage.call("sync.retry", { runId: run.runId });
  });
}
