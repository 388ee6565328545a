import { expect, test } from "vitest";
import { shortcutOf } from "../../src/renderer/app/shortcuts.ts";

test("Ctrl or Cmd with 1 to 6 shows a screen, with F finds, with a comma opens the settings; other strokes are left alone", () => {
  const stroke = { key: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  expect(shortcutOf({ ...stroke, key: "3", ctrlKey: true })).toBe("sync");
  expect(shortcutOf({ ...stroke, key: "5", metaKey: true })).toBe("log");
  expect(shortcutOf({ ...stroke, key: "f", ctrlKey: true })).toBe("find");
  expect(shortcutOf({ ...stroke, key: "6", ctrlKey: true })).toBe("diagnostics");
  expect(shortcutOf({ ...stroke, key: ",", metaKey: true })).toBe("show-settings");
  for (const other of [
    { key: "3" },
    { key: "7", ctrlKey: true },
    { key: "3", ctrlKey: true, altKey: true },
    { key: "", ctrlKey: true },
  ])
    expect(shortcutOf({ ...stroke, ...other })).toBeNull();
});
