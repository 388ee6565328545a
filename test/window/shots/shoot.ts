import { join } from "node:path";
import type { Page } from "playwright/test";
import { MINIMUM_SIZE } from "../../../src/main/window-place.ts";

const FOLDER = join(import.meta.dirname, "../../../screenshots/states");
const THEMES = ["light", "dark"] as const;

const SIZES = {
  usual: { width: 1280, height: 800 },
  /** The least that the app's window can be made. */
  small: MINIMUM_SIZE,
} as const;

/** Takes the window's picture in both themes, with everything that moves standing still. */
export async function shoot(page: Page, name: string, size: keyof typeof SIZES = "usual"): Promise<void> {
  await page.setViewportSize(SIZES[size]);
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme });
    await page.screenshot({ path: join(FOLDER, `${name}-${theme}.png`), animations: "disabled" });
  }
}
