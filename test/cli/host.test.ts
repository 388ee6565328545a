import { PassThrough, Writable } from "node:stream";
import { expect, test } from "vitest";
import { chooseAccount } from "../../src/cli/connect.ts";
import { findDataDirectory } from "../../src/cli/data-directory.ts";
import { exitCodeOf } from "../../src/cli/exit-codes.ts";
import { chooseOrganization } from "../../src/cli/stored-organization.ts";
import { askForToken, readPipedToken } from "../../src/cli/token-input.ts";
import type { AccountId, OrganizationId } from "../../src/shared/ids.ts";
import type { Account, Organization } from "../../src/shared/models.ts";
import { makeRun } from "./run-fixtures.ts";

const linux = { platform: "linux", env: {}, homeDirectory: "/home/mona" } as const;

test("window and terminal share the data directory, on each platform", () => {
  const at = (platform: NodeJS.Platform, env: Record<string, string> = {}) =>
    findDataDirectory(null, { platform, env, homeDirectory: "/home/mona" });
  expect(at("linux")).toBe("/home/mona/.config/Onramp");
  expect(at("linux", { XDG_CONFIG_HOME: "/cfg" })).toBe("/cfg/Onramp");
  expect(at("darwin")).toBe("/home/mona/Library/Application Support/Onramp");
  expect(at("win32", { APPDATA: "/appdata" })).toBe("/appdata/Onramp");
});

test("an option goes before the environment, and the environment before the platform", () => {
  expect(findDataDirectory("/chosen", { ...linux, env: { ONRAMP_DATA_DIR: "/env" } })).toBe("/chosen");
  expect(findDataDirectory(null, { ...linux, env: { ONRAMP_DATA_DIR: "/env" } })).toBe("/env");
});

test("a typed token is not shown, and what surrounds it is left out", async () => {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  let shown = "";
  const prompt = new Writable({
    write(chunk, _encoding, done) {
      shown += String(chunk);
      done();
    },
  });
  const asked = askForToken(input, prompt, () => {});
  input.write("ghp_wrong\u007f\u007f\u007f\u007f\u007fright \r");
  expect(await asked).toBe("ghp_right");
  expect(shown).toBe("GitHub token (not shown): \n");
});

test("Ctrl+C while a token is asked for is an interruption", async () => {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const interrupted = Promise.withResolvers<string>();
  const asked = askForToken(input, new PassThrough(), () => interrupted.resolve("interrupted"));
  input.write("\u0003");
  expect(await interrupted.promise).toBe("interrupted");
  input.write("\r");
  expect(await asked).toBe("");
});

test("a piped token loses the line break that ends the file, and no other", async () => {
  const pipe = (text: string) => readPipedToken(PassThrough.from([text]));
  expect(await pipe("ghp_a\n")).toBe("ghp_a");
  expect(await pipe("ghp_a\r\n")).toBe("ghp_a");
  expect(await pipe("ghp_a\nb\n")).toBe("ghp_a\nb");
});

const makeAccount = (changes: Partial<Account>): Account => ({
  id: 1 as AccountId,
  host: "github.com",
  apiUrl: "https://api.github.com",
  login: "mona",
  name: null,
  isSample: false,
  tokenKind: "classic",
  scopes: [],
  tokenExpiresAt: null,
  tokenStorage: "keychain",
  isSignedIn: true,
  ...changes,
});

test("the stored account is github.com's unless a host is named, and never one that is signed out", () => {
  const ghes = makeAccount({ host: "ghe.acme.test", apiUrl: "https://ghe.acme.test/api/v3" });
  const github = makeAccount({});
  expect(chooseAccount([ghes, github], { host: null, apiUrl: null })).toEqual({ ok: true, value: github });
  for (const host of ["ghe.acme.test", "https://GHE.acme.test/"]) {
    expect(chooseAccount([github, ghes], { host, apiUrl: null })).toEqual({ ok: true, value: ghes });
  }
  const byApi = chooseAccount([github, ghes], { host: null, apiUrl: "https://ghe.acme.test/api/v3/" });
  expect(byApi).toEqual({ ok: true, value: ghes });
  expect(chooseAccount([makeAccount({ isSignedIn: false })], { host: null, apiUrl: null })).toMatchObject({
    ok: false,
    failure: { code: "auth/token-missing" },
  });
});

const makeOrganization = (id: number, login: string): Organization => ({
  id: id as OrganizationId,
  accountId: 1 as AccountId,
  login,
  name: null,
  kind: "organization",
  blocked: null,
});

test("stored data is told of the organization that was named, else synced last, else the only one", () => {
  const [acme, beta] = [makeOrganization(1, "Acme"), makeOrganization(2, "beta")];
  const newest = makeRun({ organizationId: beta.id });
  expect(chooseOrganization({ organizations: [acme, beta], run: newest }, "acme")).toEqual({
    ok: true,
    value: acme,
  });
  expect(chooseOrganization({ organizations: [acme, beta], run: newest }, null)).toEqual({
    ok: true,
    value: beta,
  });
  expect(chooseOrganization({ organizations: [acme], run: null }, null)).toEqual({ ok: true, value: acme });
  expect(chooseOrganization({ organizations: [acme, beta], run: null }, null)).toMatchObject({
    failure: { code: "usage/bad-option" },
  });
  expect(chooseOrganization({ organizations: [], run: null }, null)).toMatchObject({
    failure: { code: "usage/not-allowed-now" },
  });
});

test("each kind of failure has its exit code", () => {
  expect(exitCodeOf({ code: "auth/token-rejected" })).toBe(3);
  expect(exitCodeOf({ code: "run/gave-up-waiting" })).toBe(4);
  expect(exitCodeOf({ code: "usage/bad-option" })).toBe(64);
  expect(exitCodeOf({ code: "store/newer-version" })).toBe(1);
});
