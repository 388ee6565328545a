import { expect, test } from "vitest";
import { checkLink } from "../../src/main/links.ts";

const hosts = ["ghe.example", "git.example:8443"];

test.each([
  "https://github.com/orgs/acme/sso?authorization_request=A",
  "https://docs.github.com/authentication",
  "https://ghe.example/settings/tokens",
  "https://git.example:8443/settings/tokens",
])("%s may be opened in the person's browser", (address) => {
  expect(checkLink(address, hosts)).toEqual({ ok: true, value: address });
});

test.each([
  "http://github.com/",
  "https://github.com:444/",
  "https://github.com.evil.example/",
  "https://github.com@evil.example/",
  "https://someone@github.com/",
  "https://evil.example/github.com",
  "https://git.example/",
  "javascript:alert(1)",
  "file:///etc/passwd",
  "not an address",
  "",
])("%j is refused", (address) => {
  const result = checkLink(address, hosts);
  expect(result.ok).toBe(false);
  if (!result.ok) expect(result.failure.code).toBe("usage/bad-input");
});
