import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addNewer,
  addOlder,
  indexOfSequence,
  rowsMoved,
  startWindow,
  type LogWindow,
} from "../../src/renderer/features/log/log-window.ts";
import type { IndexedLogEntry, LogPage } from "../../src/shared/log-entry.ts";

const entry = (sequence: number): IndexedLogEntry => ({
  sequence,
  at: sequence,
  level: "info",
  event: "page.stored",
  message: "A page was stored",
});
const page = (from: number, to: number, hasOlder = true): LogPage => ({
  entries: Array.from({ length: Math.max(0, to - from) }, (_, index) => entry(from + index)),
  olderBefore: hasOlder ? from : null,
  newerAfter: to - 1,
});
const sequences = (window: LogWindow): number[] => window.entries.map(({ sequence }) => sequence);

describe("the stretch of the log that is held", () => {
  test("stays in order, without holes or doubles, however pages overlap", () => {
    const step = fc.record({ isOlder: fc.boolean(), size: fc.nat(20), overlap: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let window = startWindow(page(500, 510));
        for (const { isOlder, size, overlap } of steps) {
          const first = window.entries[0]!.sequence;
          const last = window.entries.at(-1)!.sequence;
          window = isOlder
            ? addOlder(window, page(Math.max(1, first - size), first + overlap))
            : addNewer(window, page(last + 1 - overlap, last + 1 + size), 60);
        }
        const held = sequences(window);
        expect(held).toEqual(held.map((_, index) => held[0]! + index));
      }),
    );
  });

  test("lets the oldest go beyond its limit, and says that they can be read again", () => {
    const window = addNewer(startWindow(page(1, 5, false)), page(5, 9), 6);
    expect(sequences(window)).toEqual([3, 4, 5, 6, 7, 8]);
    expect(window.olderBefore).toBe(3);
  });

  test("is the same object when nothing came, so that nothing is drawn again", () => {
    const window = startWindow(page(1, 5));
    expect(addNewer(window, page(5, 5), 100)).toBe(window);
  });
});

describe("how far rows have moved", () => {
  const before = startWindow(page(100, 110));

  test("is the number of older rows that came in above", () => {
    expect(rowsMoved(before, addOlder(before, page(90, 100)))).toBe(10);
  });

  test("is negative when rows went from the top", () => {
    expect(rowsMoved(before, addNewer(before, page(110, 113), 10))).toBe(-3);
  });

  test("is nothing when lines came at the end", () => {
    expect(rowsMoved(before, addNewer(before, page(110, 120), 100))).toBe(0);
  });

  test("cannot be told for another search", () => {
    expect(rowsMoved(before, startWindow(page(300, 310)))).toBeNull();
  });
});

test("an entry is found by its sequence, and one that is not held is not", () => {
  const { entries } = page(10, 20);
  expect(indexOfSequence(entries, 17)).toBe(7);
  expect(indexOfSequence(entries, 20)).toBe(-1);
});
