import { describe, expect, test } from "vitest";
import { FRESH_CHECKPOINT, type Checkpoint } from "../../../../src/core/database/checkpoint-store.ts";
import { judge } from "../../../../src/core/sync/streams/verify.ts";

const WATERMARK = "2026-11-24T09:00:00Z";
const BEFORE = "2026-11-24T08:59:59Z";

const read: Checkpoint = { ...FRESH_CHECKPOINT, phase: "read", pages: 3, watermark: WATERMARK };
const count = (totalCount: number, newestUpdatedAt: string | null = BEFORE) => ({
  totalCount,
  newestUpdatedAt,
});

describe("a repository whose list was never read to its end", () => {
  test.each<[string, Checkpoint | null]>([
    ["never begun", null],
    ["begun", { ...FRESH_CHECKPOINT, cursor: "somewhere", pages: 1 }],
    ["in the middle of catching up", { ...read, phase: "catch-up" }],
    ["being read from its other end", { ...read, phase: "backfill-from-oldest" }],
  ])("%s: it must be read", (_, checkpoint) => {
    expect(judge(checkpoint, count(5))).toBe("read");
  });

  test("needs no reading when GitHub counts nothing and nothing was ever read", () => {
    expect(judge(null, count(0, null))).toBe("compare");
    expect(judge(FRESH_CHECKPOINT, count(0, null))).toBe("compare");
  });

  test("must be read even if GitHub counts nothing now, when rows of it may be stored", () => {
    expect(judge({ ...FRESH_CHECKPOINT, cursor: "somewhere", pages: 1 }, count(0, null))).toBe("read");
  });
});

describe("a repository that was read to its end", () => {
  test("is compared when nothing was updated since", () => {
    expect(judge(read, count(5))).toBe("compare");
  });

  test("is compared when GitHub counts nothing, so that deleted ones are noticed", () => {
    expect(judge(read, count(0, null))).toBe("compare");
  });

  test("is caught up with when something was updated since", () => {
    expect(judge(read, count(5, "2026-11-24T09:00:01Z"))).toBe("catch-up");
  });

  test("is caught up with when something was updated in the second of the watermark, which was still running", () => {
    expect(judge(read, count(5, WATERMARK))).toBe("catch-up");
  });

  test("is compared whatever the numbers: a difference is for the comparison to name", () => {
    expect(judge(read, count(999))).toBe("compare");
  });

  test("is read when it is not known since when", () => {
    expect(judge({ ...read, watermark: null }, count(5))).toBe("read");
  });
});
