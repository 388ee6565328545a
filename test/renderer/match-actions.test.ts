import { expect, test } from "vitest";
import { matchActions } from "../../src/renderer/app/match-actions.ts";
import { fuzzyScore } from "../../src/renderer/ui/fuzzy-match.ts";

const action = (label: string, words = "") => ({ id: label, label, words });
const actions = [
  action("Go to Sync", "progress run"),
  action("Sync harborlight now", "start update"),
  action("Cancel the sync", "stop abort"),
  action("Settings…", "preferences"),
];
const labels = (query: string, recent: string[] = []): string[] =>
  matchActions(actions, query, recent).map(({ label }) => label);

test("letters at the starts of words find an action before the same letters anywhere", () => {
  expect(labels("shn")[0]).toBe("Sync harborlight now");
  expect(labels("gts")).toEqual(["Go to Sync"]);
});

test("letters that do not occur in order match nothing", () => {
  expect(fuzzyScore("xyz", "Go to Sync")).toBeNull();
  expect(labels("zzz")).toEqual([]);
});

test("another word for an action finds it", () => {
  expect(labels("abort")[0]).toBe("Cancel the sync");
  expect(labels("preferences")).toEqual(["Settings…"]);
});

test("while nothing is typed, what was used last comes first and the rest keeps its order", () => {
  expect(labels("", ["Settings…", "Cancel the sync"])).toEqual([
    "Settings…",
    "Cancel the sync",
    "Go to Sync",
    "Sync harborlight now",
  ]);
});
