import { assert, constantFrom, jsonValue, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { createRedactor } from "../../../src/core/log/redact.ts";

const jwt = `${"eyJhbGciOiJSUzI1NiJ9".repeat(8)}.${"eyJpc3MiOiIxMjM0NSJ9".repeat(9)}.${"c2ln_bmF0-dXJl".repeat(10)}`;

describe("what looks like a token is taken out, known or not", () => {
  test.each([
    ["classic", `ghp_${"a1B2".repeat(9)}`],
    ["fine-grained", `github_pat_11ABCDEFG0abcdefghijkl_${"Z9y8".repeat(14)}`],
    ["OAuth", `gho_${"a1B2".repeat(9)}`],
    ["app on behalf of a user", `ghu_${"a1B2".repeat(9)}`],
    ["short app installation", `ghs_${"a1B2".repeat(9)}`],
    ["long app installation, with dots", `ghs_123456_${jwt}`],
    ["refresh", `ghr_${"a1B2".repeat(19)}`],
  ])("%s", (_kind, token) => {
    expect(createRedactor().redact(`before ${token} after`)).toBe("before [redacted] after");
    expect(createRedactor().redact(`https://api/x?key=${token}&page=2`)).toBe(
      "https://api/x?key=[redacted]&page=2",
    );
  });

  const classic = "0123456789abcdef0123456789abcdef01234567";
  test.each([
    `Authorization: token ${classic}`,
    `the token is ${classic}`,
    `{"message":"bearer ${classic}"}`,
    `credentials (${classic})`,
  ])("a classic token from before the prefixes, where a word gives it away: %s", (text) => {
    expect(createRedactor().redact(text)).not.toContain(classic);
  });

  test("a commit id is not a token", () => {
    const text = `{"message":"head moved to ${classic}"}`;
    expect(createRedactor().redact(text)).toBe(text);
  });
});

describe("credentials are taken out of", () => {
  test.each([
    ["headers", "authorization: Bearer s3cr3t-value", "authorization: [redacted]"],
    ["headers without a scheme", "Authorization: s3cr3t-value", "Authorization: [redacted]"],
    ["a proxy's headers", "Proxy-Authorization: Basic dXNlcjpwYXNz", "Proxy-Authorization: [redacted]"],
    [
      "JSON",
      '{"headers":{"authorization":"token s3cr3t"},"n":1}',
      '{"headers":{"authorization":"[redacted]"},"n":1}',
    ],
    [
      "lists of raw headers",
      '["authorization","token s3cr3t","accept","x"]',
      '["authorization","[redacted]","accept","x"]',
    ],
    [
      "JSON within JSON",
      JSON.stringify({ body: JSON.stringify({ access_token: "s3cr3t", scope: "repo" }) }),
      JSON.stringify({ body: JSON.stringify({ access_token: "[redacted]", scope: "repo" }) }),
    ],
    [
      "form bodies",
      "client_secret=s3cr3t&device_code=abc&x=1",
      "client_secret=[redacted]&device_code=[redacted]&x=1",
    ],
    ["addresses", "GET https://me:s3cr3t@ghe.example/api", "GET https://[redacted]@ghe.example/api"],
    [
      "addresses with a token as the name",
      "clone https://s3cr3t@github.com/a/b",
      "clone https://[redacted]@github.com/a/b",
    ],
    ["addresses with @ in the password", "http://me:p@ss@proxy:80", "http://[redacted]@proxy:80"],
  ])("%s", (_where, text, clean) => {
    expect(createRedactor().redact(text)).toBe(clean);
  });

  test.each([
    "The token was rejected; basic information follows.",
    "Reading https://github.com/@octo/site and me@example.com",
    "bearer of good news",
    '{"tokenKind":"classic","path":"/repos/a/b/pulls?page=2"}',
  ])("but not out of %s", (harmless) => {
    expect(createRedactor().redact(harmless)).toBe(harmless);
  });
});

/** Every way in which the text could be found in another one. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  const base64 = [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.from("x:y".slice(0, before)), bytes, Buffer.from("tail")]);
    const start = Math.ceil((before * 8) / 6);
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    return [encoded.toString("base64").slice(start, end), encoded.toString("base64url").slice(start, end)];
  });
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    new URLSearchParams({ s: secret }).toString().slice(2),
    percent,
    percent.toUpperCase(),
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
    ...base64,
    ...base64.map(encodeURIComponent),
  ];
}

const tokenCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.~+/=&%$!";
const tokens = string({ unit: constantFrom(...tokenCharacters), minLength: 16, maxLength: 80 });
const anyText = string({ unit: "binary", maxLength: 40 });

describe("a registered secret", () => {
  test("survives in no encoding within any text", () => {
    assert(
      property(tokens, anyText, anyText, (secret, before, after) => {
        const redactor = createRedactor();
        redactor.registerSecret(secret);
        for (const form of formsOf(secret)) {
          const clean = redactor.redact(before + form + after);
          for (const other of formsOf(secret)) expect(clean).not.toContain(other);
        }
      }),
    );
  });

  test("does not survive in base64 of a longer text, wherever it begins there", () => {
    assert(
      property(tokens, anyText, anyText, (secret, before, after) => {
        const redactor = createRedactor();
        redactor.registerSecret(secret);
        const encoded = Buffer.from(before + secret + after);
        for (const encoding of ["base64", "base64url", "hex"] as const) {
          const clean = redactor.redact(encoded.toString(encoding));
          expect(clean).toContain("[redacted]");
          for (const form of formsOf(secret)) expect(clean).not.toContain(form);
        }
      }),
    );
  });

  test("does not survive in serialised JSON, at any depth, and the JSON stays JSON", () => {
    assert(
      property(tokens, jsonValue(), anyText, (secret, value, text) => {
        const redactor = createRedactor();
        redactor.registerSecret(secret);
        const line = JSON.stringify({
          value,
          deep: [{ [secret]: JSON.stringify({ text: `${text} ${secret}` }) }],
        });
        const clean = redactor.redact(line);
        expect(clean).not.toContain(secret);
        expect(() => JSON.parse(clean)).not.toThrow();
      }),
    );
  });

  test("goes as a whole, also when it begins with another one", () => {
    const redactor = createRedactor();
    redactor.registerSecret("first-secret");
    redactor.registerSecret("first-secret-and-more");
    expect(redactor.redact("a first-secret-and-more b first-secret c")).toBe("a [redacted] b [redacted] c");
  });

  test("that is empty changes nothing", () => {
    const redactor = createRedactor();
    redactor.registerSecret("");
    expect(redactor.redact("as it was")).toBe("as it was");
  });
});

test("redacting again changes nothing more", () => {
  assert(
    property(anyText, (text) => {
      const { redact } = createRedactor();
      const once = redact(`authorization: ${text} https://${text}@host token=${text}`);
      expect(redact(once)).toBe(once);
    }),
  );
});

test("no text takes long: a megabyte of what the patterns look for is done within a second", () => {
  const { redact } = createRedactor();
  const startedAt = performance.now();
  for (const piece of [
    "a.",
    "https://",
    "authorization: ",
    "token ",
    '\\"',
    "ghp_",
    "bearer    ",
    "0123456789abcdef",
  ]) {
    redact(piece.repeat(125_000 / piece.length));
  }
  expect(performance.now() - startedAt).toBeLessThan(1000);
});
