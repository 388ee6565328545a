import { afterEach, beforeEach, expect, test } from "vitest";
import type { Keychain } from "../../src/core/ports.ts";
import { createSessionKeychain } from "../../src/core/keychain/session-keychain.ts";
import type { CheckedToken } from "../../src/shared/models.ts";
import { findText } from "./support/find-text.ts";
import { Stage } from "./support/stage.ts";

const world = { repositories: 3, pullRequests: 30, members: 3 };

/** A keychain that refuses until it is allowed. */
class GuardedKeychain {
  isAllowed = false;
  readonly #inner = createSessionKeychain();
  readonly keychain: Keychain = {
    ...this.#inner,
    write: (account, secret) =>
      this.isAllowed
        ? this.#inner.write(account, secret)
        : Promise.resolve({ kind: "denied", reason: "not allowed" }),
  };
}

let guard: GuardedKeychain;
let stage: Stage;
beforeEach(async () => {
  guard = new GuardedKeychain();
  stage = await Stage.openUnconnected({ world, core: { keychain: guard.keychain } });
});
afterEach(() => stage.close());

function check(token = stage.github.token): Promise<CheckedToken> {
  const { apiUrl } = stage.github;
  return stage.call("account.checkToken", { host: apiUrl, apiUrl, token });
}

const forgotten = { failure: { code: "auth/token-missing" } };

test("a token is looked at without being kept: whose it is, what it may do, until when", async () => {
  const at = Date.parse("2030-01-01T00:00:00Z");
  await stage.control({ type: "set-token-expiry", at });
  expect(await check()).toMatchObject({
    tokenKind: "classic",
    scopes: ["read:org", "read:user", "repo"],
    tokenExpiresAt: at,
  });
  expect(await stage.call("account.list", {})).toEqual([]);
  const { token } = stage.github;
  const told = [stage.events, await stage.call("app.getState", {})];
  await stage.closeCore();
  expect(findText(stage.dataDirectory, token, told)).toEqual([]);
});

test("a keychain that refuses it loses nothing: the same token can be kept elsewhere, or there when allowed", async () => {
  guard.isAllowed = false;
  const { checkId } = await check();
  await expect(stage.call("account.keepToken", { checkId, storage: "keychain" })).rejects.toMatchObject({
    failure: { code: "keychain/denied" },
  });
  guard.isAllowed = true;
  const { account } = await stage.call("account.keepToken", { checkId, storage: "keychain" });
  expect(account).toMatchObject({ isSignedIn: true, tokenStorage: "keychain" });
  // Kept once, it is not held beside the keychain any more.
  await expect(stage.call("account.keepToken", { checkId, storage: "session" })).rejects.toMatchObject(
    forgotten,
  );
});

test("a token that nobody keeps is forgotten: when it is dropped, when another is checked, and after a while", async () => {
  const dropped = await check();
  await stage.call("account.dropToken", {});
  const replaced = await check();
  const late = await check();
  await stage.clock.pass(11 * 60_000);
  for (const { checkId } of [dropped, replaced, late]) {
    await expect(stage.call("account.keepToken", { checkId, storage: "session" })).rejects.toMatchObject(
      forgotten,
    );
  }
});

test("of two checks at once the later one counts, whichever is answered first", async () => {
  const hold = await stage.hold({ route: "/user" });
  const first = check();
  await hold.reached();
  const second = check();
  await hold.release();
  const { checkId } = await first;
  await expect(stage.call("account.keepToken", { checkId, storage: "session" })).rejects.toMatchObject(
    forgotten,
  );
  const kept = { checkId: (await second).checkId, storage: "session" } as const;
  expect((await stage.call("account.keepToken", kept)).account.isSignedIn).toBe(true);
});
