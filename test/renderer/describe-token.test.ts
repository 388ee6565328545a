import { expect, test } from "vitest";
import { describeToken } from "../../src/renderer/features/connect/describe-token.ts";

test("a kind of token has a name that people know", () => {
  expect(describeToken("fine-grained")).toBe("Fine-grained personal access token");
});
