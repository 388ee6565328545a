import { expect, test } from "vitest";
import { BrowserWindow } from "../../stand-in/browser-window.ts";

test.each([
  { contextIsolation: false },
  { sandbox: false },
  { nodeIntegration: true },
  { webSecurity: false },
])("a window without one of its protections cannot be had: %j", (webPreferences) => {
  expect(() => new BrowserWindow({ webPreferences })).toThrow(
    "only shows pages with contextIsolation, sandbox and webSecurity, without nodeIntegration",
  );
  expect(BrowserWindow.getAllWindows()).toEqual([]);
});
