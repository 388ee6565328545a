import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readCommandLine } from "../../bench/options.ts";
import { renderSection } from "../../bench/report/render-markdown.ts";
import { writeDocument } from "../../bench/report/write-document.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "onramp-bench-test-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

test("parts that were measured replace theirs in the document, the others stay, in their order", () => {
  const path = join(directory, "benchmarks.md");
  writeDocument(
    path,
    new Map([
      ["store", "## Store\n\nold"],
      ["queue", "## Queue\n\nkept"],
    ]),
  );
  writeDocument(path, new Map([["store", "## Store\n\nnew"]]));
  const document = readFileSync(path, "utf8");
  expect(document).toMatch(/^# Benchmarks\n/);
  expect(document).toMatch(
    /<!-- part: store -->\n\n## Store\n\nnew\n\n<!-- part: queue -->\n\n## Queue\n\nkept\n$/,
  );
  expect(document).not.toContain("old");
});

test("a goal that was missed stands out", () => {
  const goals = [
    { text: "fast", measured: "2 s", isMet: false },
    { text: "small", measured: "1 MB", isMet: true },
  ];
  const text = renderSection({ title: "Part", text: ["Words."], tables: [], goals });
  expect(text.split("\n")).toEqual([
    ...["## Part", "", "Words.", ""],
    ...["| Goal  | Measured | Met    |", "| ----- | -------- | ------ |"],
    ...["| fast  | 2 s      | **no** |", "| small | 1 MB     | yes    |"],
  ]);
});

test("parts are chosen by name, and an unknown one is refused with the names of all", () => {
  const known = ["store", "queue"];
  expect(readCommandLine(["queue", "--write"], known)).toMatchObject({
    parts: ["queue"],
    writes: true,
    isFull: false,
  });
  expect(readCommandLine([], known)).toMatchObject({ parts: [], writes: false });
  expect(() => readCommandLine(["stoer"], known)).toThrow("the parts are store, queue");
});
