import { expect, test } from "vitest";
import { expiresSoonAt } from "../../src/renderer/features/connect/token-expiry.ts";
import { account } from "./examples.ts";

const NOW = Date.UTC(2026, 10, 24, 15, 20);
const DAY_MS = 24 * 3_600_000;

const soonOf = (changes: Parameters<typeof account>[0]): number | null =>
  expiresSoonAt(account(changes), NOW);

test("a token that ends within two weeks is worth pointing out", () => {
  expect(soonOf({ tokenExpiresAt: NOW + 10 * DAY_MS })).toBe(NOW + 10 * DAY_MS);
  expect(soonOf({ tokenExpiresAt: NOW + 40 * DAY_MS })).toBeNull();
  expect(soonOf({ tokenExpiresAt: null })).toBeNull();
});

test("an end that has passed, of a token that GitHub accepts, is nonsense and not pointed out", () => {
  expect(soonOf({ tokenExpiresAt: NOW, tokenKind: "fine-grained" })).toBeNull();
  expect(soonOf({ tokenExpiresAt: NOW - DAY_MS, tokenKind: "fine-grained" })).toBeNull();
});

test("whoever must sign in anyway, or reads the sample, is not warned", () => {
  expect(soonOf({ tokenExpiresAt: NOW + DAY_MS, isSignedIn: false })).toBeNull();
  expect(soonOf({ tokenExpiresAt: NOW + DAY_MS, isSample: true })).toBeNull();
});
