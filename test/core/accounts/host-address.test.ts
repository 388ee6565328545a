import { describe, expect, test } from "vitest";
import { readApiAddress, readHostAddress } from "../../../src/core/accounts/host-address.ts";
import type { Result } from "../../../src/shared/result.ts";

const GITHUB = { host: "github.com", apiUrl: "https://api.github.com" };

/** What is wrong with a text, in words. */
function refusalOf(address: Result<unknown>): string {
  if (address.ok) throw new Error(`was taken for ${JSON.stringify(address.value)}`);
  expect(address.failure.code).toBe("usage/bad-input");
  return address.failure.detail!;
}

describe("what a person calls a host", () => {
  test.each([
    "github.com",
    "GitHub.com",
    " github.com/ ",
    "https://github.com",
    "www.github.com",
    "api.github.com",
    "https://api.github.com/",
    "https://github.com/acme",
  ])("%j is github.com", (text) => {
    expect(readHostAddress(text)).toEqual({ ok: true, value: GITHUB });
  });

  test.each([
    ["ghe.example.com", "ghe.example.com", "https://ghe.example.com/api/v3"],
    ["https://ghe.example.com/", "ghe.example.com", "https://ghe.example.com/api/v3"],
    ["GHE.example.com:8443", "ghe.example.com:8443", "https://ghe.example.com:8443/api/v3"],
    ["https://ghe.example.com/api/v3/", "ghe.example.com", "https://ghe.example.com/api/v3"],
  ])("%j is an Enterprise Server, with its API below /api/v3", (text, host, apiUrl) => {
    expect(readHostAddress(text)).toEqual({ ok: true, value: { host, apiUrl } });
  });

  test.each(["octo.ghe.com", "https://octo.ghe.com", "api.octo.ghe.com", "https://api.octo.ghe.com/"])(
    "%j is an Enterprise Cloud with data residency, with its API on a host of its own",
    (text) => {
      const value = { host: "octo.ghe.com", apiUrl: "https://api.octo.ghe.com" };
      expect(readHostAddress(text)).toEqual({ ok: true, value });
    },
  );

  test.each([
    ["http://127.0.0.1:4000", "127.0.0.1:4000"],
    ["http://localhost:4000/", "localhost:4000"],
    ["http://[::1]:4000", "[::1]:4000"],
  ])("%j is this computer, where plain HTTP may be", (text, host) => {
    expect(readHostAddress(text)).toEqual({ ok: true, value: { host, apiUrl: `http://${host}` } });
  });

  test.each([
    "http://ghe.example.com",
    "http://github.com",
    "http://localhost.example.com",
    "http://127.0.0.1.example.com",
    "http://128.0.0.1",
    "ftp://ghe.example.com",
    "file:///etc/passwd",
  ])("%j is refused: a token must not travel in the open", (text) => {
    expect(refusalOf(readHostAddress(text))).toContain("must begin with https://");
  });

  test.each(["", " ", "https://", "two words", "https://ghe example com", "ghe.example.com:port"])(
    "%j is no host",
    (text) => {
      expect(refusalOf(readHostAddress(text))).toContain("is not a host or an address");
    },
  );

  test.each([
    "https://ada:secret@ghe.example.com",
    "https://secret@ghe.example.com",
    "ada:secret@ghe.example.com",
  ])("%j is refused without repeating the password", (text) => {
    const refusal = refusalOf(readHostAddress(text));
    expect(refusal).toContain("must not hold a user name or password");
    expect(refusal).not.toContain("secret");
  });

  test.each(["https://ghe.example.com/?access_token=secret", "ghe.example.com#secret"])(
    "%j is refused without repeating what stands behind the address",
    (text) => {
      const refusal = refusalOf(readHostAddress(text));
      expect(refusal).toContain("must not have a query");
      expect(refusal).not.toContain("secret");
    },
  );
});

describe("a REST base address", () => {
  test.each([
    ["https://proxy.example.com/github", "proxy.example.com", "https://proxy.example.com/github"],
    ["https://ghe.example.com/", "ghe.example.com", "https://ghe.example.com"],
    ["http://127.0.0.1:4000/base/", "127.0.0.1:4000", "http://127.0.0.1:4000/base"],
    ["https://api.github.com", "github.com", "https://api.github.com"],
  ])("%j is taken as it is, without a slash at its end", (text, host, apiUrl) => {
    expect(readApiAddress(text)).toEqual({ ok: true, value: { host, apiUrl } });
  });

  test.each(["ghe.example.com", "ghe.example.com:8443"])("%j without a scheme is read as a host", (text) => {
    const value = { host: text, apiUrl: `https://${text}/api/v3` };
    expect(readApiAddress(text)).toEqual({ ok: true, value });
  });

  test.each(["http://ghe.example.com", "https://ada:secret@ghe.example.com", ""])("%j is refused", (text) => {
    expect(refusalOf(readApiAddress(text))).toMatch(/host ".*" (must|is not)/);
  });
});
