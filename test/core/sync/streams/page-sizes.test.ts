import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  PageSizes,
  sizeAfterAnswer,
  sizeAfterFailure,
} from "../../../../src/core/sync/streams/page-sizes.ts";

const sizes = fc.integer({ min: 1, max: 100 });

describe("the size of one repository's pages", () => {
  test("doubles while answers are quick, up to the most that GitHub allows", () => {
    expect([sizeAfterAnswer(25, 300), sizeAfterAnswer(50, 300), sizeAfterAnswer(100, 300)]).toEqual([
      50, 100, 100,
    ]);
  });

  test("stays when answers take their time, and halves before GitHub gives up on them", () => {
    expect(sizeAfterAnswer(50, 3_000)).toBe(50);
    expect(sizeAfterAnswer(50, 6_000)).toBe(25);
    expect(sizeAfterAnswer(1, 9_000)).toBe(1);
  });

  test("falls quickly after a failure, to a single pull request, and then to nothing smaller", () => {
    const tried = [100];
    while (tried.at(-1) !== 0) tried.push(sizeAfterFailure(tried.at(-1)!));
    expect(tried).toEqual([100, 25, 6, 1, 0]);
  });

  test("is always one that GitHub allows", () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 60_000 }), (size, durationMs) => {
        const next = sizeAfterAnswer(size, durationMs);
        expect(next).toBeGreaterThanOrEqual(1);
        expect(next).toBeLessThanOrEqual(100);
        expect(sizeAfterFailure(size)).toBeLessThan(size);
      }),
    );
  });
});

describe("what one repository's failure teaches the others", () => {
  test("nothing, before there was one: a repository keeps its size, a new one begins in the middle", () => {
    const pageSizes = new PageSizes();
    expect([pageSizes.choose(100), pageSizes.choose(1), pageSizes.choose(null)]).toEqual([100, 1, 50]);
  });

  test("to ask for at most half of what was too much", () => {
    const pageSizes = new PageSizes();
    pageSizes.noteFailure(100);
    expect([pageSizes.choose(100), pageSizes.choose(null), pageSizes.choose(10)]).toEqual([50, 50, 10]);
  });

  test("but one unreadable page does not make all pages tiny", () => {
    const pageSizes = new PageSizes();
    for (const size of [100, 25, 6, 1]) pageSizes.noteFailure(size);
    expect(pageSizes.choose(100)).toBe(25);
  });

  test("until so many pages were clean that it is doubted", () => {
    const pageSizes = new PageSizes();
    pageSizes.noteFailure(100);
    for (let page = 0; page < 199; page += 1) pageSizes.noteClean();
    expect(pageSizes.choose(100)).toBe(50);
    pageSizes.noteClean();
    expect(pageSizes.choose(100)).toBe(100);
  });

  test("and a further failure starts the count anew", () => {
    const pageSizes = new PageSizes();
    pageSizes.noteFailure(100);
    for (let page = 0; page < 199; page += 1) pageSizes.noteClean();
    pageSizes.noteFailure(50);
    pageSizes.noteClean();
    expect(pageSizes.choose(100)).toBe(25);
  });
});
