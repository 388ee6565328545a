import { describe, expect, test, vi } from "vitest";
import { createOsKeychain, type KeychainLibrary } from "../../../src/core/keychain/os-keychain.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import {
  answersIn,
  childPath,
  daemonWithoutKeyring,
  emptyHome,
  lock,
  missingDaemon,
  run,
  skipBecause,
  unlockedDaemon,
  withDaemon,
} from "./keyring-session.ts";

describe("with a real keychain service", { timeout: 60_000 }, () => {
  skipBecause(missingDaemon());

  test("a secret is kept, read in another process, replaced and removed", async () => {
    const answers = await withDaemon(
      unlockedDaemon,
      '"$NODE" "$CHILD" probe read write; "$NODE" "$CHILD" read rewrite read remove read remove',
    );
    expect(answers).toEqual([
      { probe: { kind: "done", value: null } },
      { read: { kind: "done", value: null } },
      { write: { kind: "done", value: null } },
      { read: { kind: "done", value: "the-secret" } },
      { rewrite: { kind: "done", value: null } },
      { read: { kind: "done", value: "the-newer-secret" } },
      { remove: { kind: "done", value: true } },
      { read: { kind: "done", value: null } },
      { remove: { kind: "done", value: false } },
    ]);
  });

  test("a locked keychain says so: its secrets are never read, or reported removed, as absent", async () => {
    const answers = await withDaemon(
      unlockedDaemon,
      `"$NODE" "$CHILD" write; ${lock}; "$NODE" "$CHILD" probe read remove write`,
    );
    const locked = { kind: "locked", reason: expect.stringContaining("locked") };
    expect(answers).toEqual([
      { write: { kind: "done", value: null } },
      { probe: { kind: "done", value: null } },
      { read: locked },
      { remove: locked },
      { write: locked },
    ]);
  });

  test("a service without a keyring to keep anything in is unavailable", async () => {
    const answers = await withDaemon(daemonWithoutKeyring, '"$NODE" "$CHILD" write read');
    expect(answers).toEqual([
      { write: { kind: "unavailable", reason: expect.stringContaining("does not exist") } },
      { read: { kind: "unavailable", reason: expect.stringContaining("does not exist") } },
    ]);
  });
});

describe("without a keychain service, every call says so, when", () => {
  skipBecause(process.platform === "linux" ? null : "every other system has a keychain");

  const expectUnavailable = async (environment: NodeJS.ProcessEnv, why: RegExp) => {
    const calls = ["probe", "read", "write", "remove"];
    const { stdout } = await run(process.execPath, [childPath, ...calls], { env: environment });
    expect(answersIn(stdout)).toEqual(
      calls.map((call) => ({ [call]: { kind: "unavailable", reason: expect.stringMatching(why) } })),
    );
  };

  test("there is no D-Bus session", async () => {
    await expectUnavailable(emptyHome(), /No D-Bus session/);
  });

  test("the D-Bus session is gone", async () => {
    const gone = { ...emptyHome(), DBUS_SESSION_BUS_ADDRESS: "unix:path=/nonexistent/bus" };
    await expectUnavailable(gone, /Could not connect|cannot be loaded/);
  });
});

/** A keychain on a library that the test supplies, as the system's own cannot be made to fail at will. */
function keychainOn(library: Partial<KeychainLibrary>, clock = new FakeClock()) {
  const nothing: KeychainLibrary = {
    getPassword: () => Promise.resolve(null),
    setPassword: () => Promise.resolve(),
    deletePassword: () => Promise.resolve(false),
  };
  return createOsKeychain({
    clock,
    platform: "darwin",
    loadLibrary: () => Promise.resolve({ ...nothing, ...library }),
  });
}

describe("a keychain that does not answer", () => {
  const hung = () => new Promise<never>(() => {});

  test("is called slow after 20 s; a probe after 3 s", async () => {
    const clock = new FakeClock();
    const reading = keychainOn({ getPassword: hung }, clock).read("a");
    const probing = keychainOn({ getPassword: hung }, clock).probe();
    clock.advance(3_000);
    expect(await probing).toEqual({ kind: "slow", afterMs: 3_000 });
    clock.advance(17_000);
    expect(await reading).toEqual({ kind: "slow", afterMs: 20_000 });
  });

  test("takes one thread, however often it is asked, and later does nothing that was reported as not done", async () => {
    const clock = new FakeClock();
    const prompt = Promise.withResolvers<string>();
    const getPassword = vi.fn<KeychainLibrary["getPassword"]>(() => prompt.promise);
    const setPassword = vi.fn<KeychainLibrary["setPassword"]>(() => Promise.resolve());
    const keychain = keychainOn({ getPassword, setPassword }, clock);
    const answers = [keychain.read("a"), keychain.read("a"), keychain.write("a", "secret")];
    await vi.waitFor(() => expect(getPassword).toHaveBeenCalledTimes(1));
    clock.advance(20_000);
    expect((await Promise.all(answers)).map(({ kind }) => kind)).toEqual(["slow", "slow", "slow"]);
    prompt.resolve("found");
    expect(await keychain.read("a")).toEqual({ kind: "done", value: "found" });
    expect(getPassword).toHaveBeenCalledTimes(2);
    expect(setPassword).not.toHaveBeenCalled();
  });
});

test.each([
  ["locked", "Cannot create an item in a locked collection"],
  ["locked", "Cannot get secret of a locked object"],
  ["locked", "User interaction is not allowed."],
  ["denied", "User canceled the operation."],
  ["denied", "The user name or passphrase you entered is not correct."],
  ["denied", "Access is denied."],
  ["unavailable", "The name org.freedesktop.secrets was not provided by any .service files"],
  ["unavailable", "A default keychain could not be found."],
  ["unavailable", "A specified logon session does not exist. It may already have been terminated."],
] as const)("the system's words mean %s: %s", async (kind, message) => {
  const keychain = keychainOn({ getPassword: () => Promise.reject(new Error(`${message}\nmore`)) });
  expect(await keychain.read("a")).toEqual({ kind, reason: message });
});

test("a library that cannot be loaded is a keychain that is unavailable", async () => {
  const loadLibrary = () =>
    Promise.reject(new Error('Failed to load keytar native addon, checked ["../build"]'));
  const keychain = createOsKeychain({ loadLibrary, platform: "win32" });
  expect(await keychain.probe()).toEqual({
    kind: "unavailable",
    reason: expect.stringContaining("libsecret"),
  });
});
