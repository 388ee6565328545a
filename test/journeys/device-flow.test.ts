import { expect, test } from "vitest";
import type { DeviceFlow } from "../../src/shared/device-flow.ts";
import type { Fault } from "../../src/sample/faults.ts";
import type { FailureCode } from "../../src/shared/failures.ts";
import { findText } from "./support/find-text.ts";
import { Stage } from "./support/stage.ts";
import { WindingClock } from "./support/winding-clock.ts";

const world = { repositories: 3, pullRequests: 30, members: 3 };
const POLL = "/login/oauth/access_token";

/** A stage where nobody is signed in, and one clock for both sides. */
async function openStage({ enterprise = false } = {}): Promise<Stage & { clock: WindingClock }> {
  const clock = new WindingClock();
  const core = { clock, githubClientId: "Iv1.sample" };
  const stage = await Stage.openUnconnected({ world, enterprise, clock: () => clock.now(), core });
  return Object.assign(stage, { clock });
}

/** Begins to sign in; gives the code that a person would be shown. */
async function begin(stage: Stage): Promise<DeviceFlow & { kind: "waiting" }> {
  const flow = await stage.call("account.startDeviceFlow", {
    host: stage.github.apiUrl,
    apiUrl: stage.github.apiUrl,
    storage: "keychain",
  });
  if (flow.kind !== "waiting") throw new Error(`it should wait for the person: ${JSON.stringify(flow)}`);
  return flow;
}

async function flowOf(stage: Stage): Promise<DeviceFlow | null> {
  return (await stage.call("app.getState", {})).signIn.deviceFlow;
}

/** Lets time pass, a second at a time so that answers can arrive, until the sign-in looks like this. */
async function expectInTime(stage: Stage, expected: Record<string, unknown>): Promise<void> {
  const look = async (): Promise<DeviceFlow | null> => {
    await stage.clock.pass(1_000);
    return flowOf(stage);
  };
  await expect.poll(look, { interval: 20, timeout: 15_000 }).toMatchObject(expected);
}

async function countPolls(stage: Stage): Promise<number> {
  return (await stage.newRequests()).filter(({ path }) => path === POLL).length;
}

test("a person enters the code on GitHub's page and is signed in; nobody is told the secrets", async () => {
  const stage = await openStage();
  const flow = await begin(stage);
  expect(flow).toMatchObject({
    userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
    verificationUri: "https://github.com/login/device",
    intervalMs: 5_000,
    trouble: null,
  });
  expect(flow.expiresAt - stage.clock.now()).toBeGreaterThan(890_000);
  expect(await flowOf(stage)).toEqual(flow);

  await stage.clock.pass(4_000);
  expect(await countPolls(stage)).toBe(0);
  await expectInTime(stage, { kind: "waiting" });
  await expect.poll(() => countPolls(stage)).toBe(1);
  await stage.control({ type: "device-flow", action: "approve" });
  await expectInTime(stage, { kind: "signed-in" });

  const [account] = await stage.call("account.list", {});
  expect(account).toMatchObject({ isSignedIn: true, tokenStorage: "keychain" });
  expect(await flowOf(stage)).toMatchObject({ kind: "signed-in", accountId: account!.id });
  const { token } = stage.github;
  const told: unknown[] = [stage.events, await stage.call("app.getState", {})];
  expect(JSON.stringify(told)).not.toContain("device_code");
  await stage.call("account.cancelDeviceFlow", {});
  expect(await flowOf(stage)).toBeNull();

  await stage.restart();
  expect(await stage.call("account.list", {})).toMatchObject([{ isSignedIn: true }]);
  await stage.closeCore();
  expect(findText(stage.dataDirectory, token, told)).toEqual([]);
  await stage.close();
});

test("GitHub's wish to be asked less often is followed and told", async () => {
  const stage = await openStage();
  await begin(stage);
  await stage.control({ type: "device-flow", action: "slow-down" });
  await expectInTime(stage, { kind: "waiting", intervalMs: 10_000 });
  await stage.newRequests();
  await stage.clock.pass(8_000);
  expect(await countPolls(stage)).toBe(0);
  await stage.control({ type: "device-flow", action: "slow-down" });
  await expectInTime(stage, { kind: "waiting", intervalMs: 15_000 });
  await stage.control({ type: "device-flow", action: "approve" });
  await expectInTime(stage, { kind: "signed-in" });
  await stage.close();
});

test.each<["deny" | "expire" | "disable", FailureCode]>([
  ["deny", "auth/device-denied"],
  ["expire", "auth/device-code-expired"],
  ["disable", "auth/device-flow-disabled"],
])(
  "after %s nobody is signed in, the reason is told, and GitHub is not asked any more",
  async (action, code) => {
    const stage = await openStage();
    await begin(stage);
    await stage.control({ type: "device-flow", action });
    await expectInTime(stage, { kind: "failed", failure: { code } });
    await stage.newRequests();
    await stage.clock.pass(60_000);
    expect(await stage.countRequests()).toBe(0);
    expect(await stage.call("account.list", {})).toEqual([]);
    await stage.close();
  },
);

test("a code that nobody enters ends by itself, without a network too", async () => {
  const stage = await openStage();
  await begin(stage);
  await stage.fault({ kind: "reset" }, { route: POLL });
  await expectInTime(stage, { kind: "waiting", trouble: { code: "network/reset" } });
  await stage.clock.pass(900_000);
  await expectInTime(stage, { kind: "failed", failure: { code: "auth/device-code-expired" } });
  await stage.close();
});

test.each<Fault>([
  { kind: "reset" },
  { kind: "html-200" },
  { kind: "server-error", form: "502-html" },
  { kind: "secondary-limit", status: 429 },
])("trouble on the way ($kind) is told, and asking goes on until the answer comes", async (fault) => {
  const stage = await openStage();
  await begin(stage);
  await stage.fault(fault, { route: POLL }, 2);
  await expectInTime(stage, { kind: "waiting", trouble: { code: expect.stringContaining("/") } });
  await expectInTime(stage, { kind: "waiting", trouble: null });
  await stage.control({ type: "device-flow", action: "approve" });
  await expectInTime(stage, { kind: "signed-in" });
  await stage.close();
});

test("a token that GitHub gave is not lost when the network fails right after", async () => {
  const stage = await openStage();
  await begin(stage);
  await stage.fault({ kind: "reset" }, { route: "/user" }, 2);
  await stage.control({ type: "device-flow", action: "approve" });
  await expectInTime(stage, { kind: "confirming", trouble: { code: "network/reset" } });
  await expectInTime(stage, { kind: "signed-in" });
  await stage.close();
});

test("cancelling ends it at once, and what GitHub says later is not heard", async () => {
  const stage = await openStage();
  await begin(stage);
  await stage.call("account.cancelDeviceFlow", {});
  expect(await flowOf(stage)).toBeNull();
  await stage.control({ type: "device-flow", action: "approve" });
  await stage.newRequests();
  await stage.clock.pass(60_000);
  expect(await stage.countRequests()).toBe(0);
  expect(stage.lastEvent("sign-in.changed")).toMatchObject({ signIn: { deviceFlow: null } });
  expect(await stage.call("account.list", {})).toEqual([]);
  await stage.close();
});

test("a new code takes the place of the one before", async () => {
  const stage = await openStage();
  const first = await begin(stage);
  const second = await begin(stage);
  expect(second.userCode).not.toBe(first.userCode);
  await stage.control({ type: "device-flow", action: "approve" });
  await expectInTime(stage, { kind: "signed-in" });
  await stage.close();
});

test("an app that GitHub does not know, and one that does not allow it, are told apart at the start", async () => {
  const stage = await openStage({ enterprise: true });
  await stage.fault({ kind: "not-found" }, { route: "/login/device/code" }, 1);
  await expect(begin(stage)).rejects.toMatchObject({ failure: { code: "auth/client-id-unknown" } });
  expect(await flowOf(stage)).toMatchObject({ kind: "failed", failure: { code: "auth/client-id-unknown" } });
  await stage.control({ type: "device-flow", action: "disable" });
  await expect(begin(stage)).rejects.toMatchObject({ failure: { code: "auth/device-flow-disabled" } });
  await stage.heal();
  const { verificationUri } = await begin(stage);
  expect(verificationUri).toBe(`${new URL(stage.github.apiUrl).origin}/login/device`);
  await stage.close();
});

test("the client id comes from the settings where the environment names none", async () => {
  const clock = new WindingClock();
  const stage = await Stage.openUnconnected({ world, clock: () => clock.now(), core: { clock } });
  await expect(begin(stage)).rejects.toMatchObject({ failure: { code: "auth/client-id-missing" } });
  await stage.call("settings.set", { githubClientId: "Iv1.from-settings" });
  expect(stage.lastEvent("sign-in.changed")).toMatchObject({ signIn: { clientIdFrom: "settings" } });
  await begin(stage);
  await stage.restart({ githubClientId: "Iv1.environment" });
  expect(await stage.call("app.getState", {})).toMatchObject({ signIn: { clientIdFrom: "environment" } });
  await stage.close();
});
