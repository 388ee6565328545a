import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A test, or a group of tests, that says by its name which rows of the fault matrix it is about. */
export interface FaultTest {
  ids: string[];
  title: string;
  /** Relative to the root. */
  file: string;
}

const ID = "[GPS]\\d+";
/** A text in any kind of quotes, as it stands in a source. */
const TEXT = `(?:"((?:[^"\\\\]|\\\\.)*)"|\`((?:[^\`\\\\]|\\\\.)*)\`)`;
/** `recovers("G1", "title"`: the names that `test/faults` gives. */
const CALL_WITH_ID = new RegExp(`\\b(?:recovers|fault)\\(\\s*"(${ID})",\\s*${TEXT}`, "g");
/** `test("G1: title"`, `describe("title (G1, G2)"`, `test.each([…])("title (G1)"`: the names that others give. */
const CALL = new RegExp(`\\(\\s*${TEXT}`, "g");
const IDS_FIRST = new RegExp(`^(${ID}(?:, ${ID})*):? (.+)$`, "s");
const IDS_IN_BRACKETS = new RegExp(`^(.*?) \\((${ID}(?:, ${ID})*)\\)(.*)$`, "s");

/** The tests below `test` that name rows of the fault matrix, in the order of their files. */
export function findFaultTests(root: string): FaultTest[] {
  const files = globSync("test/**/*.{test,spec}.{ts,tsx}", { cwd: root }).toSorted();
  return files.flatMap((file) => {
    const path = file.replaceAll("\\", "/");
    return testsIn(readFileSync(join(root, file), "utf8")).map((test) => ({ ...test, file: path }));
  });
}

/** The tests of one source that name rows of the fault matrix. Pure. */
export function testsIn(source: string): Omit<FaultTest, "file">[] {
  const found: Omit<FaultTest, "file">[] = [];
  for (const [, id, plain, template] of source.matchAll(CALL_WITH_ID)) {
    found.push({ ids: [id!], title: clean(plain ?? template!) });
  }
  for (const [, plain, template] of source.matchAll(CALL)) {
    const text = clean(plain ?? template!);
    const first = IDS_FIRST.exec(text);
    const last = IDS_IN_BRACKETS.exec(text);
    if (first) found.push({ ids: first[1]!.split(", "), title: first[2]! });
    else if (last) found.push({ ids: last[2]!.split(", "), title: last[1]! + last[3]! });
  }
  return found;
}

/** A name as it is read: what a table of cases puts into it becomes an ellipsis. */
function clean(text: string): string {
  return text
    .replaceAll(/\$\{[^}]*\}/g, "…")
    .replaceAll(/%[sid]/g, "…")
    .replaceAll(/\$\w+/g, "…")
    .replaceAll(/\\(.)/g, "$1");
}
