import { afterEach, beforeEach, expect, test } from "vitest";
import { startSampleServer, type SampleServer } from "../../src/sample/sample-server.ts";
import type { SyncView } from "../../src/shared/contract.ts";
import type { Account, Organization } from "../../src/shared/models.ts";
import { Stage } from "./support/stage.ts";
import { ask, expectSameRows, readStored, readTruth } from "./support/truth.ts";

/*
 * Two accounts on two hosts: one like github.com, one like an Enterprise Server. Both give out the same ids and names
 * for different things, as separate hosts do.
 */

let stage: Stage;
let enterprise: SampleServer;
let second: { account: Account; organization: Organization };

beforeEach(async () => {
  stage = await Stage.open({ world: { repositories: 6, pullRequests: 200, members: 5 } });
  enterprise = await startSampleServer({
    world: { repositories: 9, pullRequests: 260, members: 7 },
    enterprise: true,
  });
  second = await connectEnterprise();
});

afterEach(async () => {
  await enterprise.close();
  await stage.close();
});

async function connectEnterprise(): Promise<{ account: Account; organization: Organization }> {
  const { apiUrl, token } = enterprise;
  const { account } = await stage.call("account.connect", {
    host: apiUrl,
    apiUrl,
    token,
    storage: "keychain",
  });
  const login = enterprise.organization;
  return { account, organization: await stage.call("organizations.find", { accountId: account.id, login }) };
}

const startSecond = (): Promise<unknown> =>
  stage.call("sync.start", { organizationId: second.organization.id, repositories: { kind: "all" } });

async function secondView(): Promise<SyncView> {
  return (await stage.call("sync.get", { organizationId: second.organization.id }))!;
}

async function secondEndsVerified(): Promise<void> {
  const state = async (): Promise<string> => (await secondView()).run.state;
  await expect.poll(state, { timeout: 60_000 }).toBe("complete");
  expectSameRows(readStored(stage.dataDirectory, 1), await readTruth(enterprise));
}

/** Holds an Enterprise Server's answers. */
async function holdEnterprise(): Promise<{ reached: () => Promise<void>; release: () => Promise<unknown> }> {
  const command = { type: "hold", match: { operation: "PullRequestPage" } } as const;
  const { id } = await ask(enterprise, command, "id");
  const waiting = async (): Promise<number> => (await ask(enterprise, { type: "held", id }, "number")).number;
  return {
    reached: () => expect.poll(waiting, { timeout: 15_000 }).toBeGreaterThan(0),
    release: () => enterprise.control({ type: "release", id }),
  };
}

test("both sync at the same time, and each host's rows are what that host holds", async () => {
  expect(second.organization.login).toBe(stage.organization.login);
  expect(second.organization.id).not.toBe(stage.organization.id);
  const holds = [await stage.hold({ operation: "PullRequestPage" }), await holdEnterprise()];
  await stage.start();
  await startSecond();
  // Each waits for its own GitHub, so both are at work at this moment.
  for (const hold of holds) await hold.reached();
  for (const hold of holds) await hold.release();
  await stage.expectVerified();
  await secondEndsVerified();
});

test("a limit of one account holds up that account alone", async () => {
  const hold = await holdEnterprise();
  await stage.fault({ kind: "primary-limit", resetInMs: 1_800_000 }, { route: "graphql" }, 1);
  await stage.start();
  await startSecond();
  await hold.reached();
  const wait = { kind: "rate-limit", limit: "primary" };
  await stage.runShows({ state: "waiting", wait: expect.objectContaining(wait) });
  expect((await secondView()).run).toMatchObject({ state: "running", wait: null });
  // What was on its way when the limit was met has arrived.
  await expect.poll(() => stage.countRequests(), { interval: 50 }).toBe(0);

  await hold.release();
  await secondEndsVerified();
  // Meanwhile nobody asked the host that wants to be left alone.
  expect(await stage.countRequests()).toBe(0);
  expect((await stage.view()).run).toMatchObject({
    state: "waiting",
    wait: expect.objectContaining(wait),
  });
  expect((await secondView()).run.pointsRemaining).toBeNull();
  await stage.expectVerified();
});

test("a token that one host refuses parks that host's sync; signing in there again lets it go on", async () => {
  await stage.control({ type: "revoke-token" });
  await stage.start();
  await startSecond();
  await stage.runShows({ state: "waiting", wait: expect.objectContaining({ kind: "sign-in" }) });
  await secondEndsVerified();
  const accounts = await stage.call("account.list", {});
  expect(accounts.map(({ isSignedIn }) => isSignedIn)).toEqual([false, true]);
  await stage.control({ type: "restore-token" });
  await stage.connect();
  await stage.expectVerified();
});

test("signing out of one host leaves the other alone, and can be undone for a while", async () => {
  const { id } = stage.account;
  const { account, undoUntil } = await stage.call("account.signOut", { accountId: id });
  expect(account.isSignedIn).toBe(false);
  expect(undoUntil).toBeGreaterThan(stage.clock.now());
  await startSecond();
  await secondEndsVerified();

  expect(await stage.call("account.undoSignOut", { accountId: id })).toMatchObject({ isSignedIn: true });
  await stage.start();
  await stage.expectVerified();
  await stage.call("account.signOut", { accountId: id });
  await stage.clock.pass(20_000);
  await expect(stage.call("account.undoSignOut", { accountId: id })).rejects.toMatchObject({
    failure: { code: "auth/token-missing" },
  });
  await stage.restart();
  const accounts = await stage.call("account.list", {});
  expect(accounts.map(({ isSignedIn }) => isSignedIn)).toEqual([false, true]);
});
