import { expect, test } from "vitest";
import { describeToken, isExpirySoon } from "../../src/renderer/features/connect/describe-token.ts";

const now = Date.UTC(2026, 10, 24, 15, 20);

test("a token that ends within two weeks is worth pointing out", () => {
  const day = 24 * 3_600_000;
  expect(isExpirySoon(now + 10 * day, now)).toBe(true);
  expect(isExpirySoon(now + 40 * day, now)).toBe(false);
  expect(describeToken("fine-grained")).toBe("Fine-grained personal access token");
});
