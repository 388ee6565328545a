import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";
import { findBrowser } from "../../stand-in/find-browser.ts";
import { watchPage, type Watched } from "./probes.ts";

/** What the machine and the browser do without Onramp. */
export interface BlankPage {
  /** From the browser's start to its first page. */
  startMs: number;
  /** Frames of a page that only scrolls a tall, empty box. */
  scrolled: Watched;
}

/** Starts the same browser with an empty page, and scrolls it for a while. */
export async function measureBlankPage(scrollMs: number): Promise<BlankPage> {
  const executablePath = findBrowser(process.env, process.platform);
  if (executablePath === null) throw new Error("there is no browser of the Chromium family here");
  const startedAt = performance.now();
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    chromiumSandbox: process.getuid?.() !== 0,
  });
  try {
    const page = await browser.newPage();
    await page.setContent('<div style="height: 520000px"></div>');
    const startMs = performance.now() - startedAt;
    const scrolled = await watchPage(page, async () => {
      await page.mouse.move(300, 300);
      await scrollFor(scrollMs, (deltaY) => page.mouse.wheel(0, deltaY));
    });
    return { startMs, scrolled };
  } finally {
    await browser.close();
  }
}

/** Turns the wheel again and again, as fast as people do. */
export async function scrollFor(durationMs: number, turn: (deltaY: number) => Promise<void>): Promise<void> {
  const end = performance.now() + durationMs;
  while (performance.now() < end) {
    await turn(400);
    await pause(30);
  }
}
