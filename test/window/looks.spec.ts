import type { Page } from "playwright/test";
import { expect, test } from "./fixtures.ts";
import { MINIMUM_SIZE } from "../../src/main/window-place.ts";
import { expectRunState, openChoose, setUp, show, SMALL_ORGANIZATION, startSync } from "./steps.ts";

test.use({ serverOptions: SMALL_ORGANIZATION });

const SCREENS = ["Connect", "Choose", "Sync", "Insights", "Log", "Diagnostics"] as const;

const LOOKS = [
  { name: "light", size: { width: 1280, height: 800 }, media: { colorScheme: "light" } },
  { name: "dark-small", size: { width: 900, height: 600 }, media: { colorScheme: "dark" } },
  { name: "narrow", size: { width: 640, height: 600 }, media: { colorScheme: "light" } },
  { name: "smallest", size: MINIMUM_SIZE, media: { colorScheme: "light" } },
  {
    name: "forced-colors",
    size: { width: 1280, height: 800 },
    media: { colorScheme: "dark", forcedColors: "active" },
  },
] as const;

test("every screen fits its window, in every look", async ({ page, server, takeScreenshot }) => {
  // A run with gaps offers most.
  await setUp(server, {
    type: "fault",
    fault: { kind: "blocked-451" },
    match: { operation: "PullRequestPage", repository: "tide-service" },
  });
  await openChoose(page, server);
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  await startSync(page);
  await expectRunState(page, "Complete with gaps");
  for (const { name, size, media } of LOOKS) {
    await page.setViewportSize(size);
    await page.emulateMedia(media);
    for (const screen of SCREENS) {
      await show(page, screen);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      expect(await findOverflow(page), `${screen} in ${name}`).toEqual([]);
      await takeScreenshot(`${screen.toLowerCase()}-${name}`);
    }
  }
});

/** The parts of the page that are larger than the room they have, or stand out of the window. */
function findOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = [...document.querySelectorAll("html, main, section, header, [role=dialog]")].filter(
      (element) => element.scrollWidth > element.clientWidth + 1,
    );
    // A header that was squeezed stands on what is below it.
    const squeezed = [...document.querySelectorAll("header, footer")].filter(
      (element) => element.scrollHeight > element.clientHeight + 1,
    );
    const outside = [...document.querySelectorAll("button, input, h1, h2")].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (left < -1 || right > window.innerWidth + 1);
    });
    return [...wide, ...squeezed, ...outside].map(
      (element) => `${element.tagName} ${element.textContent?.slice(0, 40) ?? ""}`,
    );
  });
}
