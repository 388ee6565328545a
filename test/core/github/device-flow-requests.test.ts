import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requestDeviceCode } from "../../../src/core/github/device-flow-requests.ts";
import { describeFailure, type FailureCode } from "../../../src/shared/failures.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { failureFrom } from "./open-client.ts";
import { serve } from "./serve.ts";

/** What the host answers with next. */
let next: { status: number; body: string; headers?: Record<string, string> };
let host: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  host = await serve((_request, response) => response.writeHead(next.status, next.headers).end(next.body));
});
afterAll(() => host.close());

const clock = new FakeClock();
const ask = () =>
  requestDeviceCode({
    webUrl: host.apiUrl,
    clientId: "Iv1.unknown",
    clock,
    signal: new AbortController().signal,
  });

describe("whatever GitHub answers to a request for a code, it has a name", () => {
  test.each<[string, number, string, FailureCode, string]>([
    ["an app that is not known", 404, '{"error":"Not Found"}', "auth/client-id-unknown", "404"],
    ["the same without words", 404, "<html>Not here</html>", "auth/client-id-unknown", "404"],
    ["the same by its name", 200, '{"error":"incorrect_client_credentials"}', "auth/client-id-unknown", ""],
    [
      "an error that nobody documents",
      200,
      '{"error":"odd","error_description":"Odd app"}',
      "github/request-refused",
      "Odd app",
    ],
    ["a refusal in words", 422, '{"message":"Validation Failed"}', "github/request-refused", "Validation"],
    ["a sign-in page of a private server", 302, "", "github/bad-response", "302"],
    ["a page that is not GitHub's", 200, "<html>Wi-Fi</html>", "github/bad-response", "200"],
    ["an error of its own", 503, "", "github/server-error", "503"],
    ["too many questions", 429, '{"message":"Too many"}', "rate-limit/secondary", "Too many"],
    ["the same by its name", 200, '{"error":"slow_down"}', "rate-limit/secondary", "slow_down"],
  ])("%s (%i)", async (_, status, body, code, words) => {
    next = { status, body, headers: status === 302 ? { location: "/login" } : {} };
    expect(await failureFrom(ask())).toMatchObject({ code, detail: expect.stringContaining(words) });
  });

  test("and something that the person can do", async () => {
    const text = fc.constantFrom("", "slow_down", "odd\nerror", "access_denied", "x".repeat(999));
    const body = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .record({ error: text, error_description: text, message: text }, { requiredKeys: [] })
        .map((it) => JSON.stringify(it)),
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 200, max: 599 }), body, async (status, text) => {
        fc.pre(status !== 204 && status !== 304);
        next = { status, body: text };
        const failure = await failureFrom(ask());
        expect(failure.code).not.toBe("internal/bug");
        expect(failure.detail).toMatch(/^[^\n]{1,300}$/);
        expect(describeFailure(failure).action).not.toBe("");
      }),
      { numRuns: 100 },
    );
  });
});
