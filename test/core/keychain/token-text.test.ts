import { describe, expect, test } from "vitest";
import { tokenKindOf, validateTokenText } from "../../../src/core/keychain/token-text.ts";

const token = `ghp_${"a1B2".repeat(9)}`;

describe("the text of a token", () => {
  test.each([
    ["as it is", token],
    ["with the line break that a pipe adds", `${token}\n`],
    ["with the line break that a pipe adds on Windows", `${token}\r\n`],
  ])("is taken %s", (_how, text) => {
    expect(validateTokenText(text)).toEqual({ ok: true, value: token });
  });

  test.each([
    ["a line break within", `${token.slice(0, 9)}\n${token.slice(9)}`, "line break"],
    ["two line breaks at the end", `${token}\n\n`, "line break"],
    ["a space within", `${token.slice(0, 9)} ${token.slice(9)}`, "space"],
    ["a space at the end", `${token} `, "space"],
    ["a tab at the start", `\t${token}`, "space"],
    ["a no-break space", `${token}\u00a0`, "space"],
    ["a control character", `${token}\u0000`, "control character"],
    ["an invisible character beyond ASCII", `\u200b${token}`, "beyond ASCII"],
    ["quotes of a word processor", `“${token}”`, "beyond ASCII"],
    ["no end", "x".repeat(5_000), "longer than 4096"],
  ])("is refused with %s, and the failure does not repeat it", (_what, text, named) => {
    const result = validateTokenText(text);
    expect(result).toEqual({
      ok: false,
      failure: { code: "auth/token-malformed", detail: expect.stringContaining(named) },
    });
    expect(JSON.stringify(result)).not.toContain("a1B2");
  });

  test.each(["", "\n"])("that is empty is no token: %j", (text) => {
    expect(validateTokenText(text)).toMatchObject({ ok: false, failure: { code: "auth/token-missing" } });
  });
});

test.each([
  ["classic", token],
  ["classic", "0123456789abcdef0123456789abcdef01234567"],
  ["fine-grained", "github_pat_11ABC_def"],
  ["oauth", "gho_abc"],
  ["app-user", "ghu_abc"],
  ["app-installation", "ghs_123_eyJ.eyJ.sig"],
  ["other", "ghr_abc"],
  ["other", "something-else"],
] as const)("a token's kind is told by its prefix: %s", (kind, text) => {
  expect(tokenKindOf(text)).toBe(kind);
});
