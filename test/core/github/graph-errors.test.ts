import { describe, expect, test } from "vitest";
import { readGraphContent } from "../../../src/core/github/graph-errors.ts";
import type { FailureCode } from "../../../src/shared/failures.ts";

const read = (json: unknown) =>
  readGraphContent({ status: 200, headers: {}, json, bytes: 0, receivedAt: 0 }, "Q");

describe("an error in a GraphQL answer", () => {
  test.each<[string, object, FailureCode]>([
    ["NOT_FOUND", { type: "NOT_FOUND" }, "github/not-found"],
    ["FORBIDDEN", { type: "FORBIDDEN" }, "github/forbidden"],
    ["too many nodes", { type: "MAX_NODE_LIMIT_EXCEEDED" }, "github/too-costly"],
    [
      "resources, without a type",
      { message: "Resource limits for this query exceeded." },
      "github/too-costly",
    ],
    ["saml", { type: "FORBIDDEN", extensions: { saml_failure: true } }, "auth/sso-required"],
    ["scopes", { type: "INSUFFICIENT_SCOPES" }, "auth/scope-missing"],
    ["the IP list, without a type", { message: "… has an IP allow list enabled" }, "auth/ip-not-allowed"],
    ["one that nobody knows", { type: "SURPRISE" }, "github/server-error"],
  ])("%s refuses its field and leaves the others", (_name, error, code) => {
    const errors = [{ message: "words", path: ["a", "list", "nodes", 3], ...error }];
    const content = read({ data: { a: { list: { nodes: [null] } }, b: { x: 1 } }, errors });
    if (content.kind !== "data") throw new Error(content.kind);
    expect(content.data["b"]).toEqual({ x: 1 });
    expect([...content.refused]).toEqual([["a", expect.objectContaining({ code })]]);
  });

  test("of a limit fails the whole answer, wherever it stands", () => {
    const errors = [
      { message: "words", type: "NOT_FOUND", path: ["a"] },
      { message: "API rate limit exceeded", type: "RATE_LIMITED", path: ["b"] },
    ];
    expect(read({ data: { a: null, b: null }, errors })).toMatchObject({
      kind: "failed",
      failure: { code: "rate-limit/primary" },
    });
  });

  test("without a place fails the whole answer", () => {
    const errors = [{ message: "Resource limits for this query exceeded." }];
    expect(read({ data: { a: {} }, errors })).toMatchObject({
      kind: "failed",
      failure: { code: "github/too-costly" },
    });
  });

  test("of cost hides the others of its field: a smaller page shows whether they remain", () => {
    const path = ["a", "nodes", 1];
    const errors = [
      { message: "words", type: "NOT_FOUND", path },
      { message: "words", type: "RESOURCE_LIMITS_EXCEEDED", path },
      { message: "words", type: "FORBIDDEN", path },
    ];
    const content = read({ data: { a: {} }, errors });
    expect(content.kind === "data" && content.refused.get("a")?.code).toBe("github/too-costly");
  });

  test("about the query itself means that Onramp asked wrongly", () => {
    expect(read({ errors: [{ message: "Field 'x' doesn't exist on type 'Query'" }] })).toMatchObject({
      kind: "failed",
      failure: { code: "github/request-refused" },
    });
  });
});

test("a 200 that holds neither data nor errors is an unexpected answer", () => {
  for (const json of [{}, [], "text", 7, null, { data: null }, { data: "text" }, { errors: "text" }]) {
    expect(read(json)).toMatchObject({ kind: "failed", failure: { code: "github/bad-response" } });
  }
});
