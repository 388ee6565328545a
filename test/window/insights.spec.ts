import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { Locator, Page } from "playwright/test";
import { expect, test as base } from "./fixtures.ts";
import { isOnElectron, makeFolder } from "./launch-app.ts";
import { expectRunState, openChoose, setUp, show, SMALL_ORGANIZATION, startSync } from "./steps.ts";

const CHARTS = [
  "Merged per week",
  "Cycle time",
  "Size and time",
  "Open by age",
  "Review load",
  "Who reviews whom",
] as const;

const LISTS = ["Stale pull requests", "Oldest open pull requests"] as const;

/** The window with a folder that its dialogs for files answer with. */
const test = base.extend<{ savedFolder: string }>({
  savedFolder: async ({}, provide) => {
    const folder = makeFolder();
    await provide(folder.path);
    folder.remove();
  },
  environment: ({ savedFolder }, provide) => provide({ ONRAMP_STAND_IN_FILES: savedFolder }),
});

test.use({ serverOptions: SMALL_ORGANIZATION });

/** Reads the whole organization and opens its insights. */
async function openInsights(page: Page, server: Parameters<typeof openChoose>[1]): Promise<void> {
  await openChoose(page, server);
  await startSync(page);
  await expectRunState(page, "Complete and verified");
  await show(page, "Insights");
  await expect(page.getByTestId("coverage")).toContainText("All data, verified");
}

/** The card of a chart, whatever its title counts. */
function cardOf(page: Page, chart: string): Locator {
  return page.getByRole("region").filter({ has: page.getByRole("button", { name: `Save ${chart} as CSV` }) });
}

function openDatabase(dataDirectory: string): Database.Database {
  return new Database(join(dataDirectory, "onramp.db"), { readonly: true });
}

/** Waits until the person was told of the file, and reads it. */
async function readSaved(page: Page, savedFolder: string, name: string): Promise<Buffer> {
  const path = join(savedFolder, name);
  await expect(page.getByText(path)).toBeVisible();
  return readFileSync(path);
}

/** The fields of a CSV whose fields need no quotes. */
const fieldsOf = (csv: Buffer): string[][] =>
  csv
    .toString()
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));

test("every chart says what it counts and what it rests on, and is a table too, in both themes", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await openInsights(page, server);
  await page.setViewportSize({ width: 1280, height: 2600 });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const chart of CHARTS) {
      const card = cardOf(page, chart);
      await expect(card.getByRole("img")).toBeVisible();
      await expect(card.getByRole("contentinfo").or(card.locator("footer"))).toContainText(
        "from 1,200 of 1,200 pull requests (100%)",
      );
    }
    await takeScreenshot(`insights-charts-${colorScheme}`);
    for (const chart of CHARTS) {
      const view = page.getByRole("group", { name: `View of ${chart}` });
      await view.getByRole("button", { name: "Table" }).focus();
      await page.keyboard.press("Enter");
      await expect(cardOf(page, chart).getByRole("table")).toBeVisible();
      await expect(cardOf(page, chart).getByRole("img")).toBeHidden();
    }
    await takeScreenshot(`insights-tables-${colorScheme}`);
    for (const chart of CHARTS) {
      await page
        .getByRole("group", { name: `View of ${chart}` })
        .getByRole("button", { name: "Chart" })
        .click();
    }
  }
  for (const list of LISTS) await expect(page.getByRole("group", { name: list })).toBeVisible();
});

test.describe("saving", () => {
  test.skip(isOnElectron, "Electron's own dialogs for files cannot be answered from here");

  test("a chart's CSV holds what the database holds", async ({ app, page, server, savedFolder }) => {
    await openInsights(page, server);
    const database = openDatabase(app.dataDirectory);

    await page.getByRole("button", { name: "Save Merged per week as CSV" }).click();
    const weeks = fieldsOf(await readSaved(page, savedFolder, "harborlight merged per week.csv"));
    expect(weeks[0]).toEqual(["week", "merged", "coverage", "computed_at"]);
    const mergedIn = database
      .prepare<[string, string], number>(
        `SELECT count(*) FROM pull_requests
         WHERE merged_at >= ? AND unixepoch(merged_at) < unixepoch(?) + 7 * 86400`,
      )
      .pluck();
    expect(weeks).toHaveLength(27);
    for (const [week = "", merged, coverage] of weeks.slice(1)) {
      expect([week, Number(merged), coverage]).toEqual([week, mergedIn.get(week, week), "1"]);
    }

    await page.getByRole("button", { name: "Save Who reviews whom as CSV" }).click();
    const pairs = fieldsOf(await readSaved(page, savedFolder, "harborlight who reviews whom.csv"));
    const truth = database
      .prepare<[], [string, string, number]>(
        `SELECT review.author_login, pull.author_login, count(*) AS reviews
         FROM reviews review JOIN pull_requests pull ON pull.id = review.pull_request_id
         WHERE review.submitted_at IS NOT NULL AND review.author_kind = 'User' AND pull.author_login IS NOT NULL
           AND review.author_login <> pull.author_login
         GROUP BY 1, 2 ORDER BY reviews DESC, 1, 2 LIMIT 1`,
      )
      .raw()
      .get()!;
    expect(pairs[1]?.slice(0, 3)).toEqual(truth.map(String));
    database.close();
  });

  test("a chart's picture is one, and there is something on it, also while its table is shown", async ({
    page,
    server,
    savedFolder,
  }) => {
    await openInsights(page, server);
    await page
      .getByRole("group", { name: "View of Cycle time" })
      .getByRole("button", { name: "Table" })
      .click();
    for (const chart of CHARTS) {
      await page.getByRole("button", { name: `Save ${chart} as PNG` }).click();
      const png = await readSaved(page, savedFolder, `harborlight ${chart.toLowerCase()}.png`);
      const { width, height, colors } = await decodePicture(page, png);
      expect(width).toBeGreaterThan(600);
      expect(height).toBeGreaterThan(300);
      expect(colors).toBeGreaterThan(5);
    }
  });

  test("whoever saves names of private repositories is told which, and can leave it", async ({
    page,
    server,
    savedFolder,
    takeScreenshot,
  }) => {
    await openInsights(page, server);
    await page.getByRole("button", { name: "Save Oldest open pull requests as CSV" }).click();
    const warning = page.getByRole("dialog", { name: "This file names private repositories" });
    await expect(warning).toContainText("harborlight/");
    await takeScreenshot("insights-private-names");
    await warning.getByRole("button", { name: "Cancel" }).click();
    await expect(warning).toBeHidden();
    expect(readdirSync(savedFolder)).toEqual([]);

    await page.getByRole("button", { name: "Save Oldest open pull requests as CSV" }).click();
    await warning.getByRole("button", { name: "Save anyway" }).click();
    const saved = await readSaved(page, savedFolder, "harborlight oldest open pull requests.csv");
    expect(saved.toString()).toMatch(/^repository,number,title,author,created_at,updated_at,url,/);
  });

  test("everything is exported into a new folder, with its manifest", async ({
    app,
    page,
    server,
    savedFolder,
    takeScreenshot,
  }) => {
    await openInsights(page, server);
    await page.getByRole("button", { name: "Export data…" }).click();
    const dialog = page.getByRole("dialog", { name: "Export data" });
    await expect(dialog).toContainText("private repositories");
    await dialog.getByRole("button", { name: "JSON" }).click();
    await takeScreenshot("insights-export");
    await dialog.getByRole("button", { name: "Choose a folder…" }).click();
    await expect(dialog).toBeHidden();
    const [folder] = readdirSync(savedFolder);
    await expect(page.getByText(join(savedFolder, folder!))).toBeVisible();
    const read = (name: string): unknown =>
      JSON.parse(readFileSync(join(savedFolder, folder!, name), "utf8"));
    const database = openDatabase(app.dataDirectory);
    const count = (table: string): unknown => database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect(read("pull-requests.json")).toHaveLength(Number(count("pull_requests")));
    expect(read("reviews.json")).toHaveLength(Number(count("reviews")));
    expect(read("manifest.json")).toMatchObject({ format: "json", gaps: [], coverage: { share: 1 } });
    database.close();
  });
});

test("the scope offers every stored repository, read or not, and narrows all cards and their coverage", async ({
  page,
  server,
}) => {
  await openChoose(page, server);
  await expect(page.getByTestId("list-status")).toHaveText("46 repositories");
  await page.getByLabel("Filter repositories").fill("sdk");
  await page.getByRole("checkbox", { name: "Select the 3 that match" }).click();
  await page.getByRole("button", { name: "Review the plan…" }).click();
  await page.getByRole("button", { name: "Start sync" }).click();
  await expectRunState(page, "Complete and verified");
  await show(page, "Insights");
  const coverage = page.getByTestId("coverage");
  await expect(coverage).toContainText("3 of 46 repositories verified");

  const repository = page.getByRole("combobox", { name: "Repository" });
  await repository.fill("berth");
  await page.getByRole("option", { name: "harborlight/berth-planner" }).click();
  await expect(page.getByRole("heading", { name: "Nothing in this scope" })).toBeVisible();
  await repository.fill("sdk-go");
  await page.getByRole("option", { name: "harborlight/sdk-go" }).click();
  await expect(coverage).toContainText("1 of 1 repository verified");
  await expect(page.getByRole("region", { name: "Oldest open pull requests" })).toBeVisible();

  // Whoever comes back finds the same scope, and the way out of it.
  await show(page, "Log");
  await show(page, "Insights");
  await expect(repository).toHaveValue("harborlight/sdk-go");
  await expect(coverage).toContainText("1 of 1 repository verified");
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(coverage).toContainText("3 of 46 repositories verified");
});

test("what is stale is told for as many days as are chosen", async ({ app, page, server }) => {
  await openInsights(page, server);
  const database = openDatabase(app.dataDirectory);
  const staleAfter = (days: number): number =>
    database
      .prepare<[number], number>(
        "SELECT count(*) FROM pull_requests WHERE state = 'open' AND unixepoch() - unixepoch(updated_at) >= ? * 86400",
      )
      .pluck()
      .get(days)!;
  await expect(page.getByRole("heading", { name: `${staleAfter(14)} stale` })).toBeVisible();
  await page.getByRole("combobox", { name: "Stale after" }).click();
  await page.getByRole("option", { name: "90 days without an update" }).click();
  await expect(page.getByRole("heading", { name: `${staleAfter(90)} stale` })).toBeVisible();

  // A title that is cut off is whole on hover.
  const oldest = database
    .prepare<[], string>("SELECT title FROM pull_requests WHERE state = 'open' ORDER BY created_at LIMIT 1")
    .pluck()
    .get()!;
  const list = page.getByRole("region", { name: "Oldest open pull requests" });
  await expect(list.getByTitle(oldest, { exact: true }).first()).toBeVisible();
  database.close();
});

test.describe("with hardly any data", () => {
  test.use({ serverOptions: { enterprise: true, world: { repositories: 3, pullRequests: 6, members: 4 } } });

  test("a chart that would not be fair is refused, and says what it would take", async ({
    page,
    server,
    takeScreenshot,
  }) => {
    await openInsights(page, server);
    const cycleTime = page.getByRole("region", { name: "Cycle time" });
    await expect(cycleTime).toContainText(
      /Too little data to say anything fair: \d so far, at least 10 are needed\./,
    );
    await expect(cycleTime.getByRole("img")).toBeHidden();
    await expect(page.getByRole("button", { name: "Save Cycle time as CSV" })).toBeHidden();
    await takeScreenshot("insights-little-data");
  });
});

test("the insights are there from the first row on, say how much they rest on, and grow with the sync", async ({
  page,
  server,
  takeScreenshot,
}) => {
  await openChoose(page, server);
  const hold = await setUp(server, {
    type: "hold",
    match: { operation: "PullRequestPage", repository: "berth-planner" },
  });
  await startSync(page);
  await show(page, "Insights");
  const coverage = page.getByTestId("coverage");
  await expect(coverage).toContainText("Partial data");
  await expect(coverage).toContainText(/^Partial data[\d,]+ (of [\d,]+ )?pull requests? read/);
  await expect(cardOf(page, "Merged per week").getByRole("img")).toBeVisible();
  await takeScreenshot("insights-partial");
  await hold.takeBack();
  await expect(coverage).toContainText("All data, verified", { timeout: 45_000 });
});

test("a verification that comes after the last row is seen too", async ({ page, server }) => {
  await openChoose(page, server);
  const pages = await setUp(server, { type: "hold", match: { operation: "PullRequestPage" } });
  await startSync(page);
  const counts = await setUp(server, { type: "hold", match: { operation: "RepositoryCounts" } });
  await pages.takeBack();
  await show(page, "Insights");
  const coverage = page.getByTestId("coverage");
  await expect(coverage).toContainText(/^Partial data1,200 /);
  await counts.takeBack();
  await expect(coverage).toContainText("All data, verified");
});

/** Decodes a picture in the page, and counts the colours in a grid of its points. */
function decodePicture(page: Page, png: Buffer): Promise<{ width: number; height: number; colors: number }> {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.codePointAt(0)!);
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext("2d")!;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const colors = new Set<number>();
    for (let at = 0; at < data.length; at += 4 * 7) {
      colors.add((data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!);
    }
    return { width, height, colors: colors.size };
  }, png.toString("base64"));
}
