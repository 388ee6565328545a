import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deepLinkIn, parseDeepLink } from "../../src/main/deep-link.ts";

describe("a link to a repository or to the sign-in is read", () => {
  test.each([
    ["onramp://repo/acme/api", { kind: "repository", owner: "acme", name: "api" }],
    ["onramp://repo/Acme-Corp/my.repo_2", { kind: "repository", owner: "Acme-Corp", name: "my.repo_2" }],
    // Some systems add a slash, or write the scheme as they like.
    ["ONRAMP://repo/acme/api/", { kind: "repository", owner: "acme", name: "api" }],
    ["onramp://repo/octo_cat/.github", { kind: "repository", owner: "octo_cat", name: ".github" }],
    ["onramp://sign-in", { kind: "sign-in", host: null }],
    ["onramp://sign-in/", { kind: "sign-in", host: null }],
    ["onramp://sign-in/GitHub.com", { kind: "sign-in", host: "github.com" }],
    ["onramp://sign-in/git.acme.example:8443", { kind: "sign-in", host: "git.acme.example:8443" }],
  ])("%s", (text, link) => {
    expect(parseDeepLink(text)).toEqual(link);
  });
});

describe("anything else is no link", () => {
  test.each([
    ["another scheme", "https://github.com/acme/api"],
    ["a scheme that begins the same", "onramps://repo/acme/api"],
    ["nothing after it", "onramp://"],
    ["an unknown kind", "onramp://sync/acme/api"],
    ["a repository without a name", "onramp://repo/acme"],
    ["more than a repository", "onramp://repo/acme/api/settings"],
    ["a way up", "onramp://repo/acme/.."],
    ["a way up, encoded", "onramp://repo/acme/%2e%2e"],
    ["an encoded slash", "onramp://repo/acme/a%2Fb"],
    ["a query", "onramp://repo/acme/api?run=1"],
    ["a hash", "onramp://repo/acme/api#/connect"],
    ["a user name", "onramp://someone@repo/acme/api"],
    ["a space", "onramp://repo/acme/a b"],
    ["a line break", "onramp://repo/acme/api\n"],
    ["an option", "onramp://repo/--data-dir/api"],
    ["letters of another alphabet", "onramp://repo/аcme/api"],
    ["a sign-in at a path", "onramp://sign-in/github.com/login"],
    ["a sign-in with a scheme", "onramp://sign-in/http:/evil.example"],
    ["far too much", `onramp://repo/acme/${"a".repeat(600)}`],
  ])("%s", (_what, text) => {
    expect(parseDeepLink(text)).toBeNull();
  });
});

test("whatever arrives, nothing throws, and only names of GitHub's own form come out", () => {
  const piece = fc.oneof(
    fc.constantFrom("onramp://", "repo", "sign-in", "/", "..", "%2f", "?", "#", ":", "@", "\\", "\0", "é"),
    fc.string({ unit: "grapheme", maxLength: 12 }),
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
    fc.tuple(piece, piece, piece).map((parts) => `onramp://${parts.join("/")}`),
    fc.tuple(piece, piece).map((parts) => `onramp://repo/${parts.join("/")}`),
  );
  fc.assert(
    fc.property(text, (link) => {
      const parsed = parseDeepLink(link);
      if (parsed?.kind === "repository") {
        expect(parsed.owner).toMatch(/^[A-Za-z0-9_-]{1,100}$/);
        expect(parsed.name).toMatch(/^[A-Za-z0-9._-]{1,100}$/);
        expect(parsed.name).not.toMatch(/^\.\.?$/);
      } else if (parsed?.kind === "sign-in") {
        expect(parsed.host ?? "").toMatch(/^[a-z0-9.:-]*$/);
      } else {
        expect(parsed).toBeNull();
      }
    }),
    { numRuns: 2_000 },
  );
});

test("every name of GitHub's form survives the way through a link", () => {
  const owner = fc.stringMatching(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?$/);
  const name = fc.stringMatching(/^[A-Za-z0-9._-]{1,100}$/).filter((it) => !/^\.\.?$/.test(it));
  fc.assert(
    fc.property(owner, name, (someOwner, someName) => {
      expect(parseDeepLink(`onramp://repo/${someOwner}/${someName}`)).toEqual({
        kind: "repository",
        owner: someOwner,
        name: someName,
      });
    }),
  );
});

test("a program's arguments hold at most one link, wherever it stands", () => {
  expect(deepLinkIn(["onramp.exe", "--data-dir", "D", "onramp://sign-in"])).toEqual({
    kind: "sign-in",
    host: null,
  });
  expect(deepLinkIn(["onramp.exe", "--allow-file-access"])).toBeNull();
  expect(deepLinkIn(["onramp.exe", "onramp:nonsense"])).toBeNull();
});
