import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Keychain } from "../../../src/core/ports.ts";
import { Accounts } from "../../../src/core/accounts/accounts.ts";
import { saveAccount } from "../../../src/core/database/account-store.ts";
import { PatientWriter } from "../../../src/core/database/write-retry.ts";
import { createSessionKeychain } from "../../../src/core/keychain/session-keychain.ts";
import { createTokenVault } from "../../../src/core/keychain/token-vault.ts";
import type { AccountId } from "../../../src/shared/ids.ts";
import type { TokenStorage } from "../../../src/shared/models.ts";
import { StoredOrganization } from "../insights/stored-organization.ts";
import { messagesInFiles, temporaryLog } from "../log/temporary-log.ts";
import { FakeClock } from "../../support/fake-clock.ts";

const TOKEN = "ghp_0000000000000000000000000000000000000001";

let stored: StoredOrganization;
let ada: AccountId;
beforeEach(() => {
  stored = new StoredOrganization();
  ada = keepAccount("keychain");
});
afterEach(() => stored.remove());

/** Ada's account, with its token kept there. */
function keepAccount(tokenStorage: TokenStorage): AccountId {
  return saveAccount(
    stored.database,
    {
      host: "github.com",
      apiUrl: "https://api.github.com",
      githubId: 1,
      login: "ada",
      name: null,
      isSample: false,
      tokenKind: "classic",
      scopes: [],
      tokenExpiresAt: null,
      tokenStorage,
    },
    0,
  );
}

/** A keychain that holds Ada's token. */
function holding(token = TOKEN): Keychain {
  const keychain = createSessionKeychain();
  void keychain.write("github.com:1", token);
  return keychain;
}

/** The accounts as a new process finds them, and its log. */
async function open(keychain: Keychain) {
  const clock = new FakeClock();
  const { log, directory } = temporaryLog();
  const accounts = new Accounts({
    database: stored.database,
    writer: new PatientWriter(stored.database, clock),
    vault: createTokenVault(keychain, clock, () => undefined),
    clock,
    log,
    onRequest: () => undefined,
  });
  await accounts.load();
  return { accounts, log, directory };
}

const isSignedIn = (accounts: Accounts): boolean | undefined =>
  accounts.list().find(({ id }) => id === ada)?.isSignedIn;

describe("at the start", () => {
  test("an account whose token the keychain holds is signed in", async () => {
    const { accounts } = await open(holding());
    expect(isSignedIn(accounts)).toBe(true);
    expect(await accounts.credentialOf(ada)).toEqual({ ok: true, value: TOKEN });
  });

  test("an account whose token was for one session must sign in again, and is still known", async () => {
    keepAccount("session");
    const { accounts } = await open(createSessionKeychain());
    expect(isSignedIn(accounts)).toBe(false);
    expect(await accounts.credentialOf(ada)).toEqual({ ok: false, failure: { code: "auth/token-missing" } });
  });

  test("a keychain that is locked stops nothing: the account is known and not signed in", async () => {
    const locked = () => Promise.resolve({ kind: "locked", reason: "the keychain is locked" } as const);
    const { accounts } = await open({ probe: locked, read: locked, write: locked, remove: locked });
    expect(isSignedIn(accounts)).toBe(false);
    expect(await accounts.credentialOf(ada)).toMatchObject({ failure: { code: "keychain/locked" } });
  });

  test("the log says whether the credential was obtained, and never the credential", async () => {
    const { log, directory } = await open(holding());
    await log.close();
    const messages = messagesInFiles(directory);
    expect(messages).toEqual(["The credential of ada on github.com was obtained."]);
    expect(messages.join()).not.toContain(TOKEN);
  });
});

describe("connecting", () => {
  test.each([
    ["a line break", "ghp_one\nghp_two", "auth/token-malformed"],
    ["nothing", "", "auth/token-missing"],
  ])("a token with %s is refused before anyone is asked", async (_, token, code) => {
    const { accounts } = await open(createSessionKeychain());
    // Nothing listens there: a request would fail with another code.
    const address = { host: "127.0.0.1:9", apiUrl: "http://127.0.0.1:9" };
    const refused = await accounts.connect({ address, token, storage: "session", isSample: false });
    expect(refused).toMatchObject({ ok: false, failure: { code } });
    expect(JSON.stringify(refused)).not.toContain("ghp_");
    expect(accounts.list()).toHaveLength(1);
  });
});

describe("a token that is refused or given up", () => {
  test("is news once, so that there is one prompt", async () => {
    const { accounts } = await open(holding());
    const refusals = [1, 2].map(() => accounts.noteRefusal(ada, { code: "auth/token-rejected" }));
    expect(refusals).toEqual([true, false]);
    expect(isSignedIn(accounts)).toBe(false);
  });

  test("is not what a missing permission, a limit or a lost network mean", async () => {
    const { accounts } = await open(holding());
    for (const code of ["auth/scope-missing", "rate-limit/primary", "network/offline"] as const) {
      expect(accounts.noteRefusal(ada, { code })).toBe(false);
    }
    expect(isSignedIn(accounts)).toBe(true);
  });

  test("is forgotten by signing out, here and in the keychain; the account and its data stay", async () => {
    const keychain = holding();
    const { accounts } = await open(keychain);
    expect(await accounts.signOut(ada)).toMatchObject({
      ok: true,
      value: { account: { isSignedIn: false } },
    });
    expect(await keychain.read("github.com:1")).toEqual({ kind: "done", value: null });
    expect(accounts.list()).toMatchObject([{ login: "ada", isSignedIn: false }]);
  });

  test("stays when the keychain does not let it go, and that is said", async () => {
    const keychain = holding();
    const denied = () => Promise.resolve({ kind: "denied", reason: "not allowed" } as const);
    const { accounts } = await open({ ...keychain, remove: denied });
    expect(await accounts.signOut(ada)).toMatchObject({ ok: false, failure: { code: "keychain/denied" } });
    expect(isSignedIn(accounts)).toBe(true);
  });
});

test("an account that nobody knows has no credential, and cannot sign out", async () => {
  const { accounts } = await open(holding());
  const nobody = 99 as AccountId;
  expect(await accounts.credentialOf(nobody)).toMatchObject({ failure: { code: "auth/token-missing" } });
  expect(await accounts.signOut(nobody)).toMatchObject({ failure: { code: "usage/bad-input" } });
});
