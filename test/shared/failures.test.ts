import { describe, expect, test } from "vitest";
import { FAILURE_TEXTS } from "../../src/shared/failure-texts.ts";
import { describeFailure, FailureError, failureOf, type FailureCode } from "../../src/shared/failures.ts";

const codes = Object.keys(FAILURE_TEXTS) as FailureCode[];

describe.each(codes)("%s", (code) => {
  const { title, sentence, action } = FAILURE_TEXTS[code];

  test("has a short title, a whole sentence, and something the person can do", () => {
    expect(title.length).toBeGreaterThan(3);
    expect(title).not.toMatch(/[.!]$/);
    expect(title.length).toBeLessThanOrEqual(40);
    expect(sentence).toMatch(/^[A-Z].*\.$/s);
    expect(action).toMatch(/^[A-Z].*[.]$/s);
  });

  test("is named for the part of the world that failed", () => {
    expect(code).toMatch(/^[a-z-]+\/[a-z-]+$/);
  });
});

test("a failure keeps its detail when it is described", () => {
  expect(describeFailure({ code: "network/tls", detail: "self-signed" })).toMatchObject({
    code: "network/tls",
    title: FAILURE_TEXTS["network/tls"].title,
    detail: "self-signed",
  });
});

test("a thrown failure is that failure; anything else is a bug, told in one line", () => {
  expect(failureOf(new FailureError({ code: "store/full" }))).toEqual({ code: "store/full" });
  expect(failureOf(new Error("first\n    at second"))).toEqual({ code: "internal/bug", detail: "first" });
  expect(failureOf("odd")).toEqual({ code: "internal/bug", detail: "odd" });
});
