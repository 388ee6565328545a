import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createSessionKeychain } from "../../../src/core/keychain/session-keychain.ts";
import { MAINS_POWER, type Keychain } from "../../../src/core/ports.ts";
import { FORGET_CONFIRMATION } from "../../../src/shared/forget.ts";
import { DEFAULT_SETTINGS } from "../../../src/shared/settings.ts";
import { findText } from "../../journeys/support/find-text.ts";
import { Stage, type StageOptions } from "../../journeys/support/stage.ts";

const WORLD = { repositories: 4, pullRequests: 200, members: 4 };
const CONFIRMED = { confirmation: FORGET_CONFIRMATION } as const;

async function openStage(
  onTestFinished: (close: () => Promise<void>) => void,
  core: StageOptions["core"] = {},
) {
  const stage = await Stage.open({ world: WORLD, core });
  onTestFinished(() => stage.close());
  return stage;
}

test("everything is forgotten in the middle of a sync, and Onramp is as on its first start", async ({
  onTestFinished,
}) => {
  const unexpectedEnd = { startedAt: 1, lastSeenAt: 1, logEnd: 1 };
  const desktop = { power: MAINS_POWER, openedAt: Date.now(), unexpectedEnd };
  const stage = await openStage(onTestFinished, { desktop });
  const { host, login } = stage.account;
  const [busiest] = (await stage.names()) as [string];
  await stage.call("settings.set", { reservePercent: 33 });
  writeFileSync(join(stage.dataDirectory, "window.json"), "{}");
  const hold = await stage.hold({ repository: busiest });
  await stage.start();
  await hold.reached();

  const before = await stage.call("data.measure", {});
  expect(before.tokens).toEqual([`${login} on ${host}`]);
  const report = await stage.call("data.forget", CONFIRMED);
  expect(report.left).toEqual([]);
  expect(report.tokens).toEqual(before.tokens);
  expect(report.entries.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["logs", "onramp.db", "window.json"]),
  );
  expect(report.entries.find(({ name }) => name === "onramp.db")!.bytes).toBeGreaterThan(10_000);

  const settings = { reservePercent: DEFAULT_SETTINGS.reservePercent };
  const asAtFirst = { accounts: [], organizations: [], run: null, unexpectedEnd: null, settings };
  expect(await stage.call("app.getState", {})).toMatchObject(asAtFirst);
  expect(stage.events.at(-1)).toEqual({ name: "recovery.changed", payload: { recovery: null } });
  expect(findText(stage.dataDirectory, busiest, [])).toEqual([]);
  await hold.release();

  await stage.connect();
  await stage.start();
  await stage.expectVerified();
});

test("no token is left in the keychain", async ({ onTestFinished }) => {
  const secrets = new Map<string, string>();
  const done = <Value>(value: Value) => Promise.resolve({ kind: "done", value } as const);
  const keychain: Keychain = {
    probe: () => done(null),
    read: (account) => done(secrets.get(account) ?? null),
    write: (account, secret) => (secrets.set(account, secret), done(null)),
    remove: (account) => done(secrets.delete(account)),
  };
  const stage = await openStage(onTestFinished, { keychain });
  expect([...secrets.values()]).toEqual([stage.github.token]);
  await stage.call("data.forget", CONFIRMED);
  expect(secrets.size).toBe(0);
});

test("a keychain that keeps the token keeps everything else from being removed, and says so", async ({
  onTestFinished,
}) => {
  const sound = createSessionKeychain();
  const keychain: Keychain = {
    ...sound,
    remove: () => Promise.resolve({ kind: "locked", reason: "it is locked" }),
  };
  const stage = await openStage(onTestFinished, { keychain });
  await expect(stage.call("data.forget", CONFIRMED)).rejects.toMatchObject({
    failure: { code: "keychain/locked" },
  });
  expect((await stage.call("app.getState", {})).accounts).toHaveLength(1);
  await stage.start();
  await stage.expectVerified();
});

test("while another process uses the data, nothing is removed", async ({ onTestFinished }) => {
  const stage = await openStage(onTestFinished);
  const other = await stage.openSecondCore();
  await expect(stage.call("data.forget", CONFIRMED)).rejects.toMatchObject({
    failure: { code: "store/held" },
  });
  expect((await stage.call("app.getState", {})).accounts).toHaveLength(1);
  await other.close();
  await stage.call("data.forget", CONFIRMED);
});

test("what is not Onramp's stays, and what a running window still uses", async ({ onTestFinished }) => {
  let emptied = 0;
  const stage = await openStage(onTestFinished, { forgetPages: async () => void (emptied += 1) });
  for (const name of ["notes.txt", "running.json"]) writeFileSync(join(stage.dataDirectory, name), "x");
  const { entries } = await stage.call("data.forget", CONFIRMED);
  expect(entries.map(({ name }) => name)).not.toContain("running.json");
  expect(emptied).toBe(1);
  expect(readdirSync(stage.dataDirectory)).toEqual(expect.arrayContaining(["notes.txt", "running.json"]));
});

test("nothing is forgotten by an input that does not say so in full", async ({ onTestFinished }) => {
  const stage = await openStage(onTestFinished);
  for (const input of [{}, { confirmation: "yes" }, { ...CONFIRMED, more: 1 }, null]) {
    await expect(stage.call("data.forget", input as typeof CONFIRMED)).rejects.toMatchObject({
      failure: { code: "usage/bad-input" },
    });
  }
  expect((await stage.call("app.getState", {})).accounts).toHaveLength(1);
});

test("to sign out removes the token and keeps the data", async ({ onTestFinished }) => {
  const stage = await openStage(onTestFinished);
  await stage.start();
  await stage.end();
  await stage.call("account.signOut", { accountId: stage.account.id });
  expect((await stage.call("app.getState", {})).accounts).toMatchObject([{ isSignedIn: false }]);
  expect(stage.count("pull_requests")).toBeGreaterThan(100);
  expect(existsSync(join(stage.dataDirectory, "onramp.db"))).toBe(true);
  expect(statSync(join(stage.dataDirectory, "logs")).isDirectory()).toBe(true);
});
