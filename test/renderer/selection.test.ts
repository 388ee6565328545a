import { expect, test } from "vitest";
import {
  chosenRepositories,
  countSelected,
  isSelected,
  NOTHING_SELECTED,
  toggle,
  toggleShown,
} from "../../src/renderer/features/choose/selection.ts";
import type { RepositoryId } from "../../src/shared/ids.ts";

const ids = (...numbers: number[]): RepositoryId[] => numbers as RepositoryId[];
const [one, two] = ids(1, 2) as [RepositoryId, RepositoryId];

test("all that is selected on the first page includes the pages that come later", () => {
  const selection = toggleShown(NOTHING_SELECTED, ids(1, 2), false);
  expect(isSelected(selection, 99 as RepositoryId)).toBe(true);
  expect(chosenRepositories(selection, ids(1, 2))).toEqual({ kind: "all" });
});

test("all but one is sent as the ids of the others", () => {
  const selection = toggle(toggleShown(NOTHING_SELECTED, ids(1, 2, 3), false), two);
  expect(chosenRepositories(selection, ids(1, 2, 3))).toEqual({ kind: "ids", ids: [1, 3] });
});

test("selecting what a filter shows adds it to what was selected before, and takes back only that", () => {
  const before = toggle(NOTHING_SELECTED, one);
  const withMatching = toggleShown(before, ids(2, 3), true);
  expect(countSelected(withMatching, ids(1, 2, 3, 4))).toBe(3);
  expect(chosenRepositories(toggleShown(withMatching, ids(2, 3), true), ids(1, 2, 3, 4))).toEqual({
    kind: "ids",
    ids: [1],
  });
});

test("taking away what a filter shows leaves the rest of everything selected", () => {
  const everything = toggleShown(NOTHING_SELECTED, ids(1, 2), false);
  const rest = toggleShown(everything, ids(1), true);
  expect(isSelected(rest, one)).toBe(false);
  expect(isSelected(rest, two)).toBe(true);
});

test("selecting everything twice selects nothing", () => {
  const everything = toggleShown(NOTHING_SELECTED, ids(1, 2), false);
  expect(chosenRepositories(toggleShown(everything, ids(1, 2), false), ids(1, 2))).toBeNull();
});

test("a repository toggled twice is as it was", () => {
  expect(isSelected(toggle(toggle(NOTHING_SELECTED, one), one), one)).toBe(false);
});
