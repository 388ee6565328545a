import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeFaults } from "../../scripts/faults/describe-faults.ts";
import { findFaultTests, testsIn } from "../../scripts/faults/find-fault-tests.ts";
import { FAULT_MATRIX, type MatrixRow } from "./matrix.ts";

const root = join(import.meta.dirname, "../..");
const tests = findFaultTests(root);
const rows: [string, MatrixRow][] = Object.entries(FAULT_MATRIX);

test.each(rows)("%s has tests", (id, { files = [] }) => {
  const named = tests.filter(({ ids }) => ids.includes(id));
  expect(named.length + files.length).toBeGreaterThan(0);
  for (const file of files) expect(existsSync(join(root, file)), file).toBe(true);
});

test("no test names a fault that the matrix does not know", () => {
  const unknown = tests.filter(({ ids }) => ids.some((id) => !Object.hasOwn(FAULT_MATRIX, id)));
  expect(unknown).toEqual([]);
});

test("docs/faults.md says what the tests say; node scripts/write-faults.ts writes it anew", () => {
  const written = readFileSync(join(root, "docs/faults.md"), "utf8");
  expect(written === describeFaults(FAULT_MATRIX, tests)).toBe(true);
});

test("a test names its faults before or behind its title, and cases of a table become an ellipsis", () => {
  const source = [
    'recovers(\n  "G1",\n  "the network goes", async () => {});',
    'fault("P9", `a job of ${kind}`, body);',
    'describe("G10, G15: each cause", () => {});',
    'test.each(forms)("a disk that fails with %s (P16, P17)", () => {});',
    'test("nothing of the matrix", () => {});',
  ].join("\n");
  expect(testsIn(source)).toEqual([
    { ids: ["G1"], title: "the network goes" },
    { ids: ["P9"], title: "a job of …" },
    { ids: ["G10", "G15"], title: "each cause" },
    { ids: ["P16", "P17"], title: "a disk that fails with …" },
  ]);
});
