import { expect, test } from "vitest";
import {
  EVERYTHING,
  isEverything,
  parseChoice,
  parseStaleAfter,
  scopeOf,
} from "../../src/renderer/features/insights/scope-choice.ts";
import { labelWeeks } from "../../src/renderer/features/insights/weeks.ts";
import type { OrganizationId } from "../../src/shared/ids.ts";

const organizationId = 1 as OrganizationId;
const now = Date.UTC(2026, 10, 24, 15, 20);

test("without a choice the insights cover the whole organization", () => {
  expect(scopeOf(organizationId, EVERYTHING, 14, now)).toEqual({ organizationId, staleAfterDays: 14 });
});

test("a choice narrows them to a repository, an author and a period that begins at midnight", () => {
  const choice = { repository: { value: 5, label: "acme/five" }, author: " mona ", period: "month" } as const;
  expect(scopeOf(organizationId, choice, 30, now)).toEqual({
    organizationId,
    repositoryIds: [5],
    authorLogin: "mona",
    since: "2026-10-25T00:00:00Z",
    staleAfterDays: 30,
  });
});

test("a choice is found again as it was kept, and what cannot be understood narrows nothing", () => {
  const choice = { repository: { value: 5, label: "acme/five" }, author: "mona", period: "year" } as const;
  expect(parseChoice(JSON.parse(JSON.stringify(choice)))).toEqual(choice);
  expect(parseChoice({ repository: { value: "5" }, author: 7, period: "aeon" })).toEqual(EVERYTHING);
  expect(parseChoice("everything")).toBeNull();
  expect([parseStaleAfter(30), parseStaleAfter(31)]).toEqual([30, null]);
});

test("without a repository, an author or a period the choice is everything", () => {
  expect(isEverything({ ...EVERYTHING, author: " " })).toBe(true);
  expect(isEverything({ ...EVERYTHING, author: "mona" })).toBe(false);
  expect(isEverything({ ...EVERYTHING, period: "month" })).toBe(false);
  expect(isEverything({ ...EVERYTHING, repository: { value: 5, label: "acme/five" } })).toBe(false);
});

test("months are named where they begin", () => {
  const weeks = ["2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09"].map((day) => ({
    week: `${day}T00:00:00Z`,
    merged: 3,
  }));
  expect(labelWeeks(weeks, "en").map(({ tick }) => tick)).toEqual([undefined, undefined, "Nov", undefined]);
  expect(labelWeeks(weeks, "en")[2]?.label).toBe("Week of Nov 2, 2026");
});
