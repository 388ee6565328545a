import { BrowserWindow } from "./browser-window.ts";
import { StandInError, strictModule } from "./strict.ts";

export const clipboard = strictModule("clipboard", {
  /** Written by a window's page, the only one here that has a clipboard. */
  writeText(text: string): void {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    if (!window) throw new StandInError("clipboard.writeText needs an open window.");
    window.webContents.copyText(text);
  },
});
