import { expect, test } from "vitest";
import { boundOf, boundTable, latencyTerm, NO_LIMITS, serverTerm, storeTerm } from "../../bench/bound.ts";

test("the depth is the sign-in, the list, a first page of 50 pull requests and the others of 100", () => {
  const depthOf = (pullRequests: number): number => latencyTerm(1, pullRequests).ms;
  expect(depthOf(0)).toBe(3);
  expect(depthOf(50)).toBe(3);
  expect(depthOf(51)).toBe(4);
  expect(depthOf(150)).toBe(4);
  expect(depthOf(200)).toBe(5);
});

test("the bound is the largest of its terms, and the table says which", () => {
  const terms = [latencyTerm(80, 200), serverTerm(40, 50), storeTerm(9_540, 100_000), NO_LIMITS];
  expect(terms.map(({ ms }) => Math.round(ms))).toEqual([400, 800, 95, 0]);
  expect(boundOf(terms)).toBe(800);
  expect(boundTable(terms).rows.map((row) => row[2])).toEqual(["400 ms", "**800 ms**", "95 ms", "–"]);
});
