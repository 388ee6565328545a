/** `node scripts/package/make-icons.ts`: draws `resources/icon.svg` in every size and form that the platforms want. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { findBrowser } from "../../stand-in/find-browser.ts";
import { ROOT } from "../check/run-tool.ts";
import { composeIcns, composeIco } from "./icon-files.ts";

const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];
const ICNS_SIZES = [16, 32, 64, 128, 256, 512, 1024];

const folder = join(ROOT, "resources/installer");
const pictures = await draw(new Set([...LINUX_SIZES, ...ICO_SIZES, ...ICNS_SIZES]));
const of = (sizes: readonly number[]) => sizes.map((size) => ({ size, png: pictures.get(size)! }));

mkdirSync(join(folder, "icons"), { recursive: true });
for (const { size, png } of of(LINUX_SIZES)) {
  writeFileSync(join(folder, "icons", `${size}x${size}.png`), png);
}
writeFileSync(join(folder, "icon.ico"), composeIco(of(ICO_SIZES)));
writeFileSync(join(folder, "icon.icns"), composeIcns(of(ICNS_SIZES)));
writeFileSync(join(ROOT, "resources/icon.png"), pictures.get(512)!);
console.log(`resources: ${pictures.size} sizes of the icon`);

/** The icon as PNG in each of these sizes, in pixels. */
async function draw(sizes: ReadonlySet<number>): Promise<Map<number, Buffer>> {
  const executablePath = findBrowser();
  if (executablePath === null)
    throw new Error("A browser of the Chromium family draws the icons; none is here.");
  const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
  const page = await browser.newPage();
  const svg = readFileSync(join(ROOT, "resources/icon.svg")).toString("base64");
  const drawn = new Map<number, Buffer>();
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>body{margin:0}img{display:block}</style><img width="${size}" height="${size}" src="data:image/svg+xml;base64,${svg}">`,
    );
    drawn.set(size, await page.screenshot({ omitBackground: true }));
  }
  await browser.close();
  return drawn;
}
