import { describe, expect, test } from "vitest";
import { DIAGNOSTICS_TEXTS } from "../../src/renderer/texts/diagnostics.ts";
import {
  countRepairs,
  describePhase,
  describeRepaired,
  filterRows,
  hasBegun,
  repairsOf,
} from "../../src/renderer/features/diagnostics/describe-records.ts";
import { REPAIRS, type Disagreement, type DisagreementKind } from "../../src/shared/disagreements.ts";
import type { RepositoryId } from "../../src/shared/ids.ts";
import { records } from "./examples.ts";

const disagree = (...kinds: DisagreementKind[]): { disagreements: Disagreement[] } => ({
  disagreements: kinds.map((kind) => ({ kind, text: `It is ${kind}.` })),
});

describe("repairs", () => {
  test("every kind of disagreement has one that the screen offers", () => {
    for (const kind of Object.keys(REPAIRS) as DisagreementKind[])
      expect(repairsOf(records(1, disagree(kind)))).toEqual([REPAIRS[kind]]);
  });

  test("each is named once, however many disagreements need it", () => {
    const row = records(1, disagree("behind-github", "never-verified", "cached-count-differs"));
    expect(repairsOf(row)).toEqual(["recount", "verify"]);
  });

  test("a repair of all says in how many repositories it does what", () => {
    const rows = [
      records(1, disagree("behind-github")),
      records(2, disagree("reviews-differ", "job-outlives-run")),
      records(3),
    ];
    expect(countRepairs(rows)).toEqual([
      ["release", 1],
      ["verify", 2],
    ]);
  });

  test("afterwards it is said what was done, also when there was nothing to do", () => {
    expect(describeRepaired(["recount", "verify"])).toBe(
      "Cached counts were set to what the database holds. A sync was started that asks GitHub again.",
    );
    expect(describeRepaired([])).toBe("Nothing disagreed any more.");
  });
});

describe("the list of records", () => {
  const rows = [records(1), records(2, disagree("behind-github")), records(3)];
  const idsOf = (...args: Parameters<typeof filterRows>): RepositoryId[] =>
    filterRows(...args).map((row) => row.repositoryId);

  test("narrows to what disagrees, and to a name", () => {
    expect(idsOf(rows, "all", "")).toEqual([1, 2, 3]);
    expect(idsOf(rows, "disagreeing", "")).toEqual([2]);
    expect(idsOf(rows, "all", " Repository-3")).toEqual([3]);
    expect(idsOf(rows, "disagreeing", "repository-3")).toEqual([]);
  });

  test("its sum says how many disagree", () => {
    expect(DIAGNOSTICS_TEXTS.agreement(0, 1)).toBe("1 repository; nothing disagrees.");
    expect(DIAGNOSTICS_TEXTS.agreement(1, 46)).toBe("1 of 46 repositories disagrees.");
    expect(DIAGNOSTICS_TEXTS.agreement(2, 46)).toBe("2 of 46 repositories disagree.");
  });

  test("what was never read is not verified again", () => {
    expect(hasBegun(records(1, { phase: null, coverage: [] }))).toBe(false);
    expect(hasBegun(records(1, { phase: "backfill" }))).toBe(true);
  });

  test("a phase that this version does not know is shown by its own name", () => {
    expect(describePhase("read")).toBe("All read");
    expect(describePhase("of-tomorrow")).toBe("of-tomorrow");
  });
});
