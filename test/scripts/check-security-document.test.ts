import { expect, test } from "vitest";
import { ROOT } from "../../scripts/check/run-tool.ts";
import { findBrokenReferences } from "../../scripts/check/security-document.ts";

const file = "test/scripts/check-security-document.test.ts";

test("a test that is there may be named", () => {
  const text = `| 1 | \`${file}\`: “a test that is there may be named” | and \`${file}\``;
  expect(findBrokenReferences(ROOT, text)).toEqual({ references: 2, problems: [] });
});

test("a file or a test that is gone is named, and so is a document without tests", () => {
  const gone = ["one that", "nobody wrote"].join(" ");
  const text = `\`${file}\`: “${gone}” \`test/gone.test.ts\``;
  expect(findBrokenReferences(ROOT, text).problems).toEqual([
    `docs/security.md names a test that ${file} does not have: ${gone}`,
    "docs/security.md names test/gone.test.ts, which is not there",
  ]);
  expect(findBrokenReferences(ROOT, "").problems).toHaveLength(1);
});

test("every one of several names has to be there", () => {
  const gone = ["one more", "nobody wrote"].join(" ");
  const text = `\`${file}\`: “a test that is there may be named”, “${gone}”`;
  expect(findBrokenReferences(ROOT, text).problems).toEqual([
    `docs/security.md names a test that ${file} does not have: ${gone}`,
  ]);
});

test("a row that names no test, and leans on none that does, is named", () => {
  const text = `
| # | Item     | Held by     |
| - | -------- | ----------- |
| 1 | sandbox  | \`${file}\` |
| 2 | policy   | as 1        |
| 3 | promises | our word    |
`;
  expect(findBrokenReferences(ROOT, text).problems).toEqual([
    expect.stringContaining("names no test in the row | 3 | promises"),
  ]);
});
