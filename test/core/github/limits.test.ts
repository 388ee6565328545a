import { describe, expect, test } from "vitest";
import type { Answer } from "../../../src/core/github/answer.ts";
import { readPageLinks, readSsoLink, readTokenExpiry } from "../../../src/core/github/answer-headers.ts";
import { readPauseEnd, readRate } from "../../../src/core/github/limits.ts";

const receivedAt = Date.parse("2026-11-24T09:00:00Z");
const inAnHour = String(receivedAt / 1_000 + 3_600);

function answerWith(headers: Record<string, string>): Answer {
  return { status: 403, headers, json: {}, bytes: 0, receivedAt };
}

const waitMs = (headers: Record<string, string>): number => readPauseEnd(answerWith(headers)) - receivedAt;

describe("how long to wait, in GitHub's order", () => {
  const usedUp = {
    "x-ratelimit-limit": "5000",
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": inAnHour,
  };

  test("retry-after first, in seconds or as a moment", () => {
    expect(waitMs({ ...usedUp, "retry-after": "17" })).toBe(17_000);
    expect(waitMs({ ...usedUp, "retry-after": "Tue, 24 Nov 2026 09:02:00 GMT" })).toBe(120_000);
  });

  test("else the reset, when nothing remains", () => {
    expect(waitMs(usedUp)).toBe(3_600_000);
  });

  test("else a minute", () => {
    expect(waitMs({ ...usedUp, "x-ratelimit-remaining": "4711" })).toBe(60_000);
    expect(waitMs({ "x-ratelimit-remaining": "0" })).toBe(60_000);
    expect(waitMs({ "retry-after": "soon" })).toBe(60_000);
    expect(waitMs({})).toBe(60_000);
  });

  test("a moment that is over already is still a pause", () => {
    expect(waitMs({ "retry-after": "0" })).toBe(1_000);
    expect(waitMs({ ...usedUp, "x-ratelimit-reset": String(receivedAt / 1_000 - 50) })).toBe(1_000);
  });

  test("a moment far beyond GitHub's hour is not believed: it is asked again after two", () => {
    expect(waitMs({ "retry-after": "99999999" })).toBe(7_200_000);
    const inMilliseconds = { ...usedUp, "x-ratelimit-reset": String(receivedAt) };
    expect(waitMs(inMilliseconds)).toBe(7_200_000);
    expect(readRate(answerWith(inMilliseconds))).toMatchObject({ resetAt: receivedAt + 7_200_000 });
  });

  test("moments of a server whose clock is off are moved to ours", () => {
    const date = "Tue, 24 Nov 2026 09:10:00 GMT";
    expect(waitMs({ ...usedUp, date })).toBe(3_600_000 - 600_000);
    expect(waitMs({ date, "retry-after": "Tue, 24 Nov 2026 09:12:00 GMT" })).toBe(120_000);
    expect(waitMs({ date, "retry-after": "9" })).toBe(9_000);
  });
});

test("without limits there is no rate", () => {
  expect(readRate(answerWith({}))).toBeNull();
  expect(readRate(answerWith({ "x-ratelimit-limit": "60", "x-ratelimit-remaining": "none" }))).toBeNull();
});

test("a token's end is read in each form that was seen, and left out in others", () => {
  const read = (text: string) => readTokenExpiry({ "github-authentication-token-expiration": text });
  expect(read("2026-06-03 19:52:44 UTC")).toBe(Date.parse("2026-06-03T19:52:44Z"));
  expect(read("2026-06-03 19:52:44 -0700")).toBe(Date.parse("2026-06-04T02:52:44Z"));
  expect(read("2026-06-03 19:52:44 +02:00")).toBe(Date.parse("2026-06-03T17:52:44Z"));
  expect(read("next summer")).toBeNull();
  expect(readTokenExpiry({})).toBeNull();
});

test("a link leads only to paths of the API that was asked", () => {
  const link = '<https://evil.example/api/v3/user/orgs?page=2>; rel="next", <x:y>; rel="last"';
  expect(readPageLinks({ link }, "https://ghe.example/api/v3")).toEqual({
    next: "/user/orgs?page=2",
    lastPage: null,
  });
});

test("only secure pages are offered for single sign-on, with or without words before them", () => {
  const url = "https://github.com/orgs/acme/sso?authorization_request=A";
  expect(readSsoLink({ "x-github-sso": `required; url=${url}` })).toBe(url);
  expect(readSsoLink({ "x-github-sso": url })).toBe(url);
  expect(readSsoLink({ "x-github-sso": "required; url=javascript:alert(1)" })).toBeNull();
});
