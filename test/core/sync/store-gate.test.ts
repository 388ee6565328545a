import { beforeEach, expect, test } from "vitest";
import { StoreGate } from "../../../src/core/sync/store-gate.ts";

const NOW = 1_000_000;
const FULL = { code: "store/full" } as const;

let gate: StoreGate;
beforeEach(() => {
  gate = new StoreGate();
});

test("while everything can be stored, all may work", () => {
  expect(gate.allow(24, 8, NOW)).toBe(24);
  expect(gate.trouble).toBe(null);
});

test("when nothing can be stored, one job at a time tries whether it can again, and not at once", () => {
  gate.close(FULL, NOW);
  expect(gate.allow(24, 0, NOW + 2_999)).toBe(0);
  expect(gate.allow(24, 0, NOW + 3_000)).toBe(1);
  expect(gate.allow(24, 1, NOW + 3_000)).toBe(0);
  expect(gate.allow(0, 0, NOW + 3_000)).toBe(0);
});

test("the time since when the trouble lasts is kept, and its end is told once", () => {
  expect(gate.open()).toBe(false);
  gate.close(FULL, NOW);
  gate.close(FULL, NOW + 3_000);
  expect(gate.trouble).toEqual({ failure: FULL, since: NOW });
  expect([gate.open(), gate.open()]).toEqual([true, false]);
  expect(gate.allow(24, 0, NOW)).toBe(24);
});

test("a clock that was turned back by a day keeps nobody waiting for a day (P11)", () => {
  gate.close(FULL, NOW + 86_400_000);
  expect(gate.allow(24, 0, NOW)).toBe(1);
});
