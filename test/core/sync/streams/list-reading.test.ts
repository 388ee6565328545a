import { describe, expect, test } from "vitest";
import { ListReading } from "../../../../src/core/sync/streams/list-reading.ts";

type Page = readonly number[];

/** Reads a list of these pages, each new unless GitHub says otherwise; tells whether that is enough. */
function read(reading: ListReading, pages: readonly Page[], unchanged: readonly number[] = []): boolean {
  for (const [index, ids] of pages.entries()) reading.note(index + 1, ids, unchanged.includes(index + 1));
  return reading.isEnough(pages.length);
}

/** Several readings, one after the other; tells of each whether it was enough. */
function readAll(...readings: readonly (readonly Page[])[]): boolean[] {
  const reading = new ListReading();
  return readings.map((pages) => {
    const isEnough = read(reading, pages);
    reading.startAgain();
    return isEnough;
  });
}

describe("reading once is enough", () => {
  test("for a list of one page: one answer cannot shift", () => {
    expect(readAll([[1, 2]])).toEqual([true]);
    expect(readAll([[]])).toEqual([true]);
  });

  test("for a list that has not changed since it was read before", () => {
    expect(read(new ListReading(), [[1, 2], [3]], [1, 2])).toBe(true);
    expect(read(new ListReading(), [[1, 2], [3]], [1])).toBe(false);
  });
});

describe("a list of several pages", () => {
  test("is read again, and left at that when it is found the same", () => {
    expect(readAll([[1, 2], [3]], [[1, 2], [3]])).toEqual([false, true]);
  });

  test("that shifted meanwhile is read until it stands still", () => {
    // 1 goes after the first page was read, so 3 moves up and is missed at first.
    const shifted = [[1, 2], [4]];
    const still = [[2, 3], [4]];
    expect(readAll(shifted, still, still)).toEqual([false, false, true]);
  });

  test("of which only the end was read is read from its beginning", () => {
    const reading = new ListReading();
    reading.note(2, [3], false);
    expect(reading.isEnough(2)).toBe(false);
  });

  test("that never stands still is left after four readings, and that is said", () => {
    const reading = new ListReading();
    const said: unknown[] = [];
    for (let time = 1; time <= 4; time += 1) {
      expect(read(reading, [[time], [9]])).toBe(time === 4);
      if (time < 4) reading.startAgain();
    }
    reading.logUnlessSteady({ log: (entry) => said.push(entry) }, "members");
    expect(said).toEqual([expect.objectContaining({ level: "warn", event: "list.unsteady" })]);
  });
});
