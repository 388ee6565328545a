import { describe, expect, test, vi } from "vitest";
import type { Keychain, KeychainAnswer } from "../../../src/core/ports.ts";
import { createSessionKeychain } from "../../../src/core/keychain/session-keychain.ts";
import { createTokenVault } from "../../../src/core/keychain/token-vault.ts";
import { FakeClock } from "../../support/fake-clock.ts";

const key = "github.com/octocat";

/** A vault, and all that it stands on. Two vaults on one keychain are the app before and after a restart. */
function vaultOn(keychain: Keychain = createSessionKeychain()) {
  const clock = new FakeClock();
  const registerSecret = vi.fn<(token: string) => void>();
  return { vault: createTokenVault(keychain, clock, registerSecret), keychain, clock, registerSecret };
}

/** A keychain that gives this answer to everything. */
function refusing(answer: KeychainAnswer<never>): Keychain {
  const refuse = () => Promise.resolve(answer);
  return { probe: refuse, read: refuse, write: refuse, remove: refuse };
}

const unavailable = refusing({ kind: "unavailable", reason: "no service" });

describe("a token for the keychain", () => {
  test("outlasts the process", async () => {
    const { vault, keychain } = vaultOn();
    expect(await vault.put(key, "a-token", "keychain")).toEqual({ ok: true, value: "keychain" });
    expect(await vaultOn(keychain).vault.get(key)).toEqual({ ok: true, value: "a-token" });
  });

  test("is gone from memory and keychain once it is forgotten", async () => {
    const { vault, keychain } = vaultOn();
    await vault.put(key, "a-token", "keychain");
    expect(await vault.forget(key)).toEqual({ ok: true, value: null });
    expect(await vault.get(key)).toEqual({ ok: false, failure: { code: "auth/token-missing" } });
    expect(await keychain.read(key)).toEqual({ kind: "done", value: null });
  });

  test("is replaced by a newer one", async () => {
    const { vault, keychain } = vaultOn();
    await vault.put(key, "old", "keychain");
    await vault.put(key, "new", "keychain");
    expect(await vault.get(key)).toEqual({ ok: true, value: "new" });
    expect(await vaultOn(keychain).vault.get(key)).toEqual({ ok: true, value: "new" });
  });

  test("is not kept at all when the keychain does not take it", async () => {
    const { vault } = vaultOn(unavailable);
    const refused = { ok: false, failure: { code: "keychain/unavailable", detail: "no service" } };
    expect(await vault.put(key, "a-token", "keychain")).toEqual(refused);
    expect(await vault.get(key)).toEqual(refused);
  });

  test("is read once for many that ask at once", async () => {
    const { keychain, vault: before } = vaultOn();
    await before.put(key, "a-token", "keychain");
    const read = vi.spyOn(keychain, "read");
    const { vault } = vaultOn(keychain);
    const answers = await Promise.all([vault.get(key), vault.get(key), vault.get(key)]);
    await vault.get(key);
    expect(answers).toEqual(Array.from({ length: 3 }, () => ({ ok: true, value: "a-token" })));
    expect(read).toHaveBeenCalledTimes(1);
  });

  test("that is forgotten while it is read is not remembered", async () => {
    const keychain = createSessionKeychain();
    await keychain.write(key, "a-token");
    const { vault } = vaultOn(keychain);
    const reading = vault.get(key);
    await vault.forget(key);
    await reading;
    expect(await vault.get(key)).toMatchObject({ ok: false, failure: { code: "auth/token-missing" } });
  });
});

describe("a token for this session", () => {
  test("never reaches the keychain", async () => {
    const { vault, keychain } = vaultOn();
    expect(await vault.put(key, "a-token", "session")).toEqual({ ok: true, value: "session" });
    expect(await vault.get(key, "session")).toEqual({ ok: true, value: "a-token" });
    expect(await keychain.read(key)).toEqual({ kind: "done", value: null });
  });

  test("works, and can be forgotten, where there is no keychain", async () => {
    const { vault } = vaultOn(unavailable);
    await vault.put(key, "a-token", "session");
    expect(await vault.get(key, "session")).toEqual({ ok: true, value: "a-token" });
    expect(await vault.forget(key, "session")).toEqual({ ok: true, value: null });
    expect(await vault.get(key, "session")).toEqual({ ok: false, failure: { code: "auth/token-missing" } });
  });

  test("is missing in the next one, and the keychain is not asked for it", async () => {
    const { vault, keychain } = vaultOn();
    const read = vi.spyOn(keychain, "read");
    expect(await vault.get(key, "session")).toEqual({ ok: false, failure: { code: "auth/token-missing" } });
    expect(read).not.toHaveBeenCalled();
  });
});

test("every token is registered as a secret before the keychain hears of it, and when it is read", async () => {
  const { vault, keychain, registerSecret } = vaultOn();
  const write = vi.spyOn(keychain, "write");
  await vault.put(key, "a-token", "keychain");
  expect(registerSecret.mock.invocationCallOrder[0]).toBeLessThan(write.mock.invocationCallOrder[0]!);
  await vault.put("other", "session-token", "session");
  expect(registerSecret.mock.calls).toEqual([["a-token"], ["session-token"]]);
  const restarted = vaultOn(keychain);
  await restarted.vault.get(key);
  expect(restarted.registerSecret.mock.calls).toEqual([["a-token"]]);
});

test.each([
  [
    { kind: "unavailable", reason: "why" },
    { code: "keychain/unavailable", detail: "why" },
  ],
  [
    { kind: "locked", reason: "why" },
    { code: "keychain/locked", detail: "why" },
  ],
  [
    { kind: "denied", reason: "why" },
    { code: "keychain/denied", detail: "why" },
  ],
  [
    { kind: "slow", afterMs: 20_000 },
    { code: "keychain/slow", detail: "No answer for 20 s." },
  ],
] as const)("what the keychain answers, the person is told: $kind", async (answer, failure) => {
  const { vault } = vaultOn(refusing(answer));
  expect(await vault.put(key, "a-token", "keychain")).toEqual({ ok: false, failure });
  expect(await vault.get(key)).toEqual({ ok: false, failure });
  expect(await vault.forget(key)).toEqual({ ok: false, failure });
  expect(await vault.state()).toEqual({ kind: "unavailable", failure });
});

test("the keychain's state is asked for again after 5 s, not before", async () => {
  const { vault, keychain, clock } = vaultOn();
  const probe = vi.spyOn(keychain, "probe");
  expect(await vault.state()).toEqual({ kind: "available" });
  clock.advance(4_999);
  await vault.state();
  expect(probe).toHaveBeenCalledTimes(1);
  clock.advance(1);
  await vault.state();
  expect(probe).toHaveBeenCalledTimes(2);
});
