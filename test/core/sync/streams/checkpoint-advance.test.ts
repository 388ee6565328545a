import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FRESH_CHECKPOINT, type Checkpoint } from "../../../../src/core/database/checkpoint-store.ts";
import {
  advance,
  startCatchUp,
  startSweep,
  type PageFacts,
} from "../../../../src/core/sync/streams/checkpoint-advance.ts";

const BEGAN = "2026-11-24T09:00:00Z";
const LATER = "2026-11-24T09:05:00Z";

/** A page after which more come. */
const page = (more: Partial<PageFacts> = {}): PageFacts => ({
  serverTime: LATER,
  newestUpdatedAt: null,
  nextCursor: "cursor of the next page",
  updatedAts: [],
  meetsSeenRows: false,
  ...more,
});

const lastPage = (more: Partial<PageFacts> = {}) => page({ nextCursor: null, ...more });

describe("reading a whole list", () => {
  test("goes on behind the page that was committed", () => {
    const { checkpoint, end } = advance(FRESH_CHECKPOINT, page());
    expect(end).toBe("more");
    expect(checkpoint).toMatchObject({ phase: "backfill", cursor: "cursor of the next page", pages: 1 });
  });

  test("knows the watermark only when it has reached the end, and sets it to the start of the reading", () => {
    const first = advance(FRESH_CHECKPOINT, page({ serverTime: BEGAN })).checkpoint;
    expect(first).toMatchObject({ watermark: null, sweepStartedAt: BEGAN });
    const { checkpoint, end } = advance(first, lastPage({ serverTime: LATER }));
    expect(end).toBe("read");
    expect(checkpoint).toMatchObject({ phase: "read", cursor: null, watermark: BEGAN, sweepStartedAt: null });
  });

  test("in one answer says so: nothing can have changed between answers", () => {
    const { checkpoint, end } = advance(FRESH_CHECKPOINT, lastPage({ serverTime: BEGAN }));
    expect(end).toBe("read-in-one-answer");
    expect(checkpoint.watermark).toBe(BEGAN);
  });

  test("holds every change up to its newest, whatever clock dates the answer", () => {
    const newestUpdatedAt = "2026-11-20T17:30:59Z";
    const { checkpoint } = advance(FRESH_CHECKPOINT, lastPage({ newestUpdatedAt }));
    expect(checkpoint.watermark).toBe("2026-11-20T17:31:00Z");
  });

  test.each([LATER, "2026-11-24T09:05:10Z"])(
    "does not rely on the second of its newest change, %s, which may be running still",
    (newestUpdatedAt) => {
      const { checkpoint } = advance(FRESH_CHECKPOINT, lastPage({ serverTime: LATER, newestUpdatedAt }));
      expect(checkpoint.watermark).toBe(newestUpdatedAt);
    },
  );

  test("does not end at rows that are older than a watermark: they may never have been stored", () => {
    const anew = { ...FRESH_CHECKPOINT, watermark: LATER };
    expect(advance(anew, page({ updatedAts: [BEGAN] })).end).toBe("more");
  });
});

describe("catching up", () => {
  const behind: Checkpoint = startCatchUp({ ...FRESH_CHECKPOINT, phase: "read", watermark: BEGAN });

  test("begins at the newest update", () => {
    expect(behind).toMatchObject({ phase: "catch-up", cursor: null, watermark: BEGAN });
  });

  test("ends at a row that was stored in its present form already", () => {
    const { checkpoint, end } = advance(behind, page({ updatedAts: [LATER, "2026-11-24T08:59:59Z"] }));
    expect(end).toBe("read-in-one-answer");
    expect(checkpoint).toMatchObject({ phase: "read", watermark: LATER, cursor: null });
  });

  test("does not end within the second of the watermark, which was still running", () => {
    expect(advance(behind, page({ updatedAts: [LATER, BEGAN] })).end).toBe("more");
  });

  test("over several pages moves the watermark to the time of the first, not of the last", () => {
    const first = advance(behind, page({ serverTime: "2026-11-24T09:01:00Z", updatedAts: [LATER] }));
    expect(first.end).toBe("more");
    expect(first.checkpoint.watermark).toBe(BEGAN);
    const { checkpoint } = advance(first.checkpoint, lastPage({ serverTime: LATER, updatedAts: [BEGAN] }));
    expect(checkpoint.watermark).toBe("2026-11-24T09:01:00Z");
  });

  test("of a repository without a row reads to the end of the list", () => {
    expect(advance(behind, lastPage()).end).toBe("read-in-one-answer");
  });
});

describe("reading from the oldest, because the new end cannot be read", () => {
  const fromOldest: Checkpoint = {
    ...FRESH_CHECKPOINT,
    phase: "backfill-from-oldest",
    sweepStartedAt: BEGAN,
  };

  test("ends where it meets the rows that were read from the new end", () => {
    expect(advance(fromOldest, page()).end).toBe("more");
    expect(advance(fromOldest, page({ meetsSeenRows: true })).end).toBe("read");
  });
});

describe("another reading of the whole list", () => {
  test("is a new sweep from the start, and keeps what was learnt of sizes and looks", () => {
    const read: Checkpoint = {
      phase: "read",
      cursor: "somewhere",
      pageSize: 25,
      sweep: 4,
      sweepStartedAt: BEGAN,
      watermark: BEGAN,
      looks: 1,
      pages: 90,
    };
    expect(startSweep(read)).toEqual({ ...FRESH_CHECKPOINT, pageSize: 25, sweep: 5, looks: 1 });
  });
});

test("over any pages, a checkpoint is read to its end or says where to go on, and its watermark never passes the start", () => {
  const times = fc
    .integer({ min: 0, max: 3_600 })
    .map((second) => new Date(Date.parse(BEGAN) + second * 1_000).toISOString().replace(".000Z", "Z"));
  const pages = fc.array(
    fc.record({
      serverTime: times,
      newestUpdatedAt: fc.option(times, { nil: null }),
      nextCursor: fc.option(fc.string({ minLength: 1 }), { nil: null }),
      updatedAts: fc.array(times),
      meetsSeenRows: fc.boolean(),
    }),
    { minLength: 1 },
  );
  const phases = fc.constantFrom<Checkpoint["phase"]>("backfill", "backfill-from-oldest", "catch-up");
  fc.assert(
    fc.property(phases, pages, (phase, pages) => {
      let checkpoint: Checkpoint = {
        ...FRESH_CHECKPOINT,
        phase,
        watermark: phase === "catch-up" ? BEGAN : null,
      };
      /** Whether everything before this time was in the list when it was first answered. */
      const isHeld = (until: string | null): boolean => {
        const { serverTime, newestUpdatedAt } = pages[0]!;
        if (newestUpdatedAt === null) return until === serverTime;
        const isSecondOver = Date.parse(newestUpdatedAt) < Date.parse(serverTime);
        return Date.parse(until!) - Date.parse(newestUpdatedAt) === (isSecondOver ? 1_000 : 0);
      };
      for (const [index, it] of pages.entries()) {
        const moved = advance(checkpoint, it);
        checkpoint = moved.checkpoint;
        expect(checkpoint.pages).toBe(index + 1);
        if (moved.end === "more") {
          expect(checkpoint).toMatchObject({ phase, cursor: it.nextCursor });
          expect(isHeld(checkpoint.sweepStartedAt)).toBe(true);
          continue;
        }
        expect(checkpoint).toMatchObject({ phase: "read", cursor: null });
        expect(isHeld(checkpoint.watermark)).toBe(true);
        return;
      }
    }),
  );
});
