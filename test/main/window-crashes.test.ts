import { expect, test } from "vitest";
import { mayLoadAgain } from "../../src/main/window-crashes.ts";

const now = 1_000_000;

test("a page that dies is loaded again, three times within a minute and no more", () => {
  expect(mayLoadAgain([now], now)).toBe(true);
  expect(mayLoadAgain([now - 2_000, now - 1_000, now], now)).toBe(true);
  expect(mayLoadAgain([now - 3_000, now - 2_000, now - 1_000, now], now)).toBe(false);
});

test("crashes of more than a minute ago are forgotten", () => {
  expect(mayLoadAgain([now - 62_000, now - 61_000, now - 60_000, now], now)).toBe(true);
});
