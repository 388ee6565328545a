import { describe, expect, test } from "vitest";
import { createStandIns, readSalt } from "../../../src/core/support/stand-ins.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const SALT = "salt of this test";
const hide = createStandIns(
  [
    { name: "secret-engine", kind: "repository" },
    { name: "run", kind: "repository" },
    { name: "acme", kind: "organization" },
    { name: "Ada", kind: "person" },
    { name: "git.acme.example", kind: "host" },
    { name: "127.0.0.1:8080", kind: "host" },
    { name: "github.com", kind: "host" },
    { name: "987654", kind: "repository" },
    { name: "12", kind: "repository" },
  ],
  SALT,
);

describe("a hidden name is replaced", () => {
  test.each([
    ["in a path", "GET /repos/acme/secret-engine/pulls?page=2"],
    ["before punctuation", "secret-engine: it failed (acme), Ada."],
    ["in a host and its address", "https://git.acme.example/api/v3 and 127.0.0.1:8080"],
    ["percent-encoded around", "q=org%3Aacme%20repo%3Asecret-engine"],
    ["whatever the case", "ACME/Secret-Engine, ada"],
    ["by GitHub's id", "organizations or repositories (id 987654)"],
  ])("%s", (_where, text) => {
    expect(hide(text)).not.toMatch(/acme|secret-engine|\bada\b|127\.0\.0\.1:8080|987654/i);
  });

  test("always by the same stand-in, which says what it stands for", () => {
    expect(hide("acme/secret-engine")).toMatch(/^organization-[0-9a-f]{6}\/repository-[0-9a-f]{6}$/);
    expect(hide("SECRET-ENGINE secret-engine")).toMatch(/^(repository-[0-9a-f]{6}) \1$/);
  });

  test("by another one on another computer", () => {
    const other = createStandIns([{ name: "acme", kind: "organization" }], "another salt");
    expect(other("acme")).not.toBe(hide("acme"));
  });
});

test("what only looks like a name stays", () => {
  const text = "runs 12 of github.com, secret-engines, acmeology; run.ended";
  expect(hide(text).replace(/repository-[0-9a-f]{6}\.ended/, "run.ended")).toBe(text);
});

test("a computer's salt is made once", () => {
  const directory = temporaryDirectory();
  const salt = readSalt(directory);
  expect(salt).toMatch(/^[0-9a-f]{32}$/);
  expect(readSalt(directory)).toBe(salt);
});
