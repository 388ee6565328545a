import { expect, test } from "vitest";
import { commandKeyOf, nameKeys } from "../../src/renderer/app/shortcuts.ts";

const stroke = { key: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test("Ctrl or Cmd with one key is a shortcut; with more than that, or with neither, the stroke is left alone", () => {
  expect(commandKeyOf({ ...stroke, key: "3", ctrlKey: true })).toBe("3");
  expect(commandKeyOf({ ...stroke, key: "K", metaKey: true })).toBe("k");
  for (const other of [
    { key: "3" },
    { key: "3", ctrlKey: true, altKey: true },
    { key: "k", ctrlKey: true, shiftKey: true },
    { key: "k", ctrlKey: true, metaKey: true },
    { key: "", ctrlKey: true },
  ])
    expect(commandKeyOf({ ...stroke, ...other })).toBeNull();
});

test("a shortcut is named as the platform names it", () => {
  expect(nameKeys("k", "Linux x86_64")).toBe("Ctrl K");
  expect(nameKeys("k", "MacIntel")).toBe("⌘ K");
});
