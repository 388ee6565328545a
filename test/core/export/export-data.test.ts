import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { exportData } from "../../../src/core/export/export-data.ts";
import { EXPORTED_TABLES } from "../../../src/core/export/exported-tables.ts";
import type { ExportFormat, ExportSummary } from "../../../src/shared/export.ts";
import { FailureError } from "../../../src/shared/failures.ts";
import type { RepositoryId } from "../../../src/shared/ids.ts";
import { ago, NOW, StoredOrganization } from "../insights/stored-organization.ts";

let acme: StoredOrganization;
let anvil: RepositoryId;
let folder: string;

beforeEach(() => {
  acme = new StoredOrganization();
  anvil = acme.addRepository("acme/anvil");
  folder = mkdtempSync(join(tmpdir(), "onramp-export-"));
});

afterEach(() => {
  acme.remove();
  rmSync(folder, { recursive: true });
});

function run(format: ExportFormat, mayReplace = false): ExportSummary {
  const unfinishedFolder = join(folder, ".unfinished");
  mkdirSync(unfinishedFolder);
  try {
    const request = { organizationId: acme.id, folder, unfinishedFolder, format, mayReplace };
    return exportData(acme.database, { ...request, version: "1.2.3", now: NOW });
  } finally {
    rmSync(unfinishedFolder, { recursive: true });
  }
}

const read = (name: string): string => readFileSync(join(folder, name), "utf8");

function fill(): void {
  acme.addPullRequest(anvil, {
    title: '=HYPERLINK("http://evil.example","1,2")',
    createdAt: ago({ days: 2 }),
    mergedAt: ago({ days: 1 }),
    authorLogin: "ada",
    reviews: [{ authorLogin: "grace", submittedAt: ago({ days: 1, hours: 3 }) }],
  });
  acme.addPullRequest(anvil, { title: "Zeile eins\nZeile zwei – ünï", authorLogin: null, authorKind: null });
}

test("CSV holds every row, plain and harmless, with its heading", () => {
  fill();
  run("csv");
  const [head, first] = read("pull-requests.csv").split("\r\n");
  expect(head).toBe(EXPORTED_TABLES[0]!.columns.join(","));
  expect(first).toMatch(
    /^acme\/anvil,\d+,"'=HYPERLINK\(""http:\/\/evil\.example"",""1,2""\)",merged,false,ada,User,2026-11-22T12:00:00Z,/,
  );
  expect(read("pull-requests.csv")).toContain('"Zeile eins\nZeile zwei – ünï",open,false,,,');
  expect(read("reviews.csv")).toMatch(
    /^repository,pull_request,.*\r\nacme\/anvil,\d+,grace,User,\w+,2026-11-23T09:00:00Z\r\n$/,
  );
  expect(read("insights.csv")).toContain("merged_per_week,2026-11-23T00:00:00Z,count,1,\r\n");
  expect(read("insights.csv")).toContain("time_to_merge,,median_hours,,1\r\n");
});

test("JSON holds the same rows, as one array and line by line, with titles as they are", () => {
  fill();
  run("json");
  const pulls = JSON.parse(read("pull-requests.json")) as Record<string, unknown>[];
  expect(pulls).toMatchObject([
    { title: '=HYPERLINK("http://evil.example","1,2")', is_draft: false, author: "ada" },
    { title: "Zeile eins\nZeile zwei – ünï", author: null, merged_at: null },
  ]);
  const lines = read("pull-requests.json").trim().split("\n").slice(1, -1);
  expect(lines.map((line) => JSON.parse(line.replace(/,$/, "")) as unknown)).toEqual(pulls);
  expect(JSON.parse(read("reviews.json"))).toMatchObject([{ reviewer: "grace" }]);
  expect(JSON.parse(read("insights.json"))).toMatchObject({ open: { count: 1 }, timeToMerge: { sample: 1 } });
});

test("an empty organization is exported as valid files too", () => {
  run("json");
  expect(JSON.parse(read("pull-requests.json"))).toEqual([]);
});

test("another organization's rows are not in it", () => {
  fill();
  const rocket = acme.addRepository("rival/rocket", acme.addOrganization("rival"));
  acme.addPullRequest(rocket, { reviews: [{}] });
  const { files } = run("csv");
  expect(files.map(({ rows }) => rows).slice(0, 2)).toEqual([2, 1]);
  expect(read("pull-requests.csv")).not.toContain("rival");
});

test("the manifest says what each file holds, what is verified, and names every gap", () => {
  fill();
  acme.count(anvil, 2);
  acme.enterInLedger(anvil, "pull_requests", "verified", 2);
  acme.enterInLedger(anvil, "reviews", "verified", 1);
  const bellows = acme.addRepository("acme/bellows");
  acme.enterInLedger(bellows, "pull_requests", "forbidden");
  acme.addRepository("acme/crucible");
  const summary = run("csv");
  const manifest = JSON.parse(read("manifest.json")) as Record<string, unknown>;
  expect(manifest).toMatchObject({
    onramp: "1.2.3",
    organization: "acme",
    format: "csv",
    exportedAt: "2026-11-24T12:00:00.000Z",
    coverage: { repositories: 3, verifiedRepositories: 1, storedPullRequests: 2 },
    gaps: [{ repository: "acme/bellows", stream: "pull_requests", state: "forbidden" }],
    neverRead: 1,
    privateRepositories: 1,
  });
  expect(summary).toMatchObject({ gaps: 1, neverRead: 1, privateRepositories: 1 });
  for (const { name, bytes, sha256 } of summary.files) {
    expect(statSync(join(folder, name)).size).toBe(bytes);
    expect(
      createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex"),
    ).toBe(sha256);
  }
});

test("files are for the person alone, and nothing unfinished is left", () => {
  fill();
  run("csv");
  expect(readdirSync(folder).toSorted()).toEqual([
    "insights.csv",
    "manifest.json",
    "pull-requests.csv",
    "reviews.csv",
  ]);
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
});

test("what is there is never written over, unless that was allowed", () => {
  fill();
  writeFileSync(join(folder, "reviews.csv"), "mine");
  expect(() => run("csv")).toThrow(
    new FailureError({ code: "file/exists", detail: join(folder, "reviews.csv") }),
  );
  expect(read("reviews.csv")).toBe("mine");
  expect(existsSync(join(folder, "pull-requests.csv"))).toBe(false);
  run("csv", true);
  expect(read("reviews.csv")).toContain("grace");
});

test("a file that appears while the export is written is not written over either, and nothing of the export stays", () => {
  fill();
  // The moment between the first look and the end: the reviews are about to be read.
  const table = EXPORTED_TABLES[1]!;
  const spy = vi.spyOn(table, "read").mockImplementation(() => {
    writeFileSync(join(folder, "reviews.csv"), "mine");
    return [];
  });
  try {
    expect(() => run("csv")).toThrow(/file\/exists/);
  } finally {
    spy.mockRestore();
  }
  expect(readdirSync(folder)).toEqual(["reviews.csv"]);
  expect(read("reviews.csv")).toBe("mine");
});

test("a folder that cannot be written is named", () => {
  const request = { organizationId: acme.id, folder, unfinishedFolder: join(folder, "not there") } as const;
  expect(() =>
    exportData(acme.database, { ...request, format: "csv", mayReplace: false, version: "1", now: NOW }),
  ).toThrow(/file\/not-written: .*ENOENT/);
});

test("rows come in the order of indexes: nothing is sorted, so nothing is held", () => {
  for (const table of EXPORTED_TABLES) {
    const plans: string[] = [];
    const prepare = acme.database.prepare.bind(acme.database);
    const spy = vi.spyOn(acme.database, "prepare").mockImplementation((sql: string) => {
      const steps = prepare(`EXPLAIN QUERY PLAN ${sql}`).all(acme.id) as { detail: string }[];
      plans.push(...steps.map(({ detail }) => detail));
      return prepare(sql);
    });
    expect([...table.read(acme.database, acme.id)]).toEqual([]);
    spy.mockRestore();
    expect(plans.join("\n")).toContain("repositories_by_organization");
    expect(plans.join("\n")).not.toMatch(/TEMP B-TREE|SCAN/);
  }
});
