import { expect, test } from "vitest";
import { cellText, csvText, type TableData } from "../../src/renderer/features/insights/table-data.ts";

const data: TableData = {
  columns: [
    { title: "Stage", csvName: "stage", kind: "text" },
    { title: "Median", csvName: "median", kind: "duration" },
    { title: "Merged", csvName: "merged", kind: "count" },
  ],
  rows: [
    ["=SUM(1)", 5_400_000, 1234],
    ["Whole", null, 0],
  ],
};

const coverage = {
  storedPullRequests: 1,
  githubPullRequests: 4,
  repositories: 1,
  countedRepositories: 1,
  verifiedRepositories: 0,
  share: 0.25,
  oldestVerification: null,
};

test("a CSV is for programs: plain numbers, durations in hours, no formulas, and what it rests on in every row", () => {
  expect(csvText(data, { coverage, computedAt: Date.UTC(2026, 10, 24) })).toBe(
    [
      "stage,median_hours,merged,coverage,computed_at",
      "'=SUM(1),1.5,1234,0.25,2026-11-24T00:00:00.000Z",
      "Whole,,0,0.25,2026-11-24T00:00:00.000Z",
      "",
    ].join("\r\n"),
  );
});

test("a table is for people: units, separators, and a dash for what is not known", () => {
  const [, median, merged] = data.columns;
  expect(cellText(5_400_000, median!)).toBe("1h 30m");
  expect(cellText(1234, merged!)).toBe("1,234");
  expect(cellText(null, median!)).toBe("–");
});
