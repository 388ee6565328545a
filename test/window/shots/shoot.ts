import { join } from "node:path";
import type { Page } from "playwright/test";

const FOLDER = join(import.meta.dirname, "../../../screenshots/states");
const THEMES = ["light", "dark"] as const;
const SIZE = { width: 1280, height: 800 };

/** Takes the window's picture in both themes, with everything that moves standing still. */
export async function shoot(page: Page, name: string): Promise<void> {
  await page.setViewportSize(SIZE);
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme });
    await page.screenshot({ path: join(FOLDER, `${name}-${theme}.png`), animations: "disabled" });
  }
}
