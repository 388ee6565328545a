import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Tests that the document names: a file, and the names as they are written there. */
const REFERENCE = /`((?:test|scripts)\/[\w./-]+\.tsx?)`(?:: (“[^”]+”(?:, “[^”]+”)*))?/g;
/** A row of a table, by its last cell; not the line beneath a heading. */
const ROW = /^\|(?! *-).*\| *([^|]+?) *\|$/gm;
/** What stands over the last cells. */
const HEADING = "Held by";
/** A row that leans on another one. */
const SEE_ROW = /^(as \d+$|the same test)/;

/**
 * What `docs/security.md` promises and does not keep: files that are not there, tests of other names, and rows that name no
 * test. A name that its file makes of a table is written as it stands there, with `%s` or `$name`.
 */
export function findBrokenReferences(root: string, text: string): { references: number; problems: string[] } {
  const references = [...text.matchAll(REFERENCE)];
  const problems = references.flatMap(([, file, names]) => {
    if (!existsSync(join(root, file!))) return [`docs/security.md names ${file}, which is not there`];
    const source = readFileSync(join(root, file!), "utf8");
    return namesIn(names ?? "")
      .filter((name) => !source.includes(name))
      .map((name) => `docs/security.md names a test that ${file} does not have: ${name}`);
  });
  if (references.length === 0) problems.push("docs/security.md names no test: the check itself is broken");
  return { references: references.length, problems: [...problems, ...findRowsWithoutTest(text)] };
}

/** The formatter may have broken their lines. */
const namesIn = (names: string): string[] =>
  [...names.matchAll(/“([^”]+)”/g)].map(([, name]) => name!.replaceAll(/\s+/g, " "));

function findRowsWithoutTest(text: string): string[] {
  return [...text.matchAll(ROW)]
    .filter(([, held]) => held !== HEADING && !SEE_ROW.test(held!) && held!.search(REFERENCE) < 0)
    .map(([row]) => `docs/security.md names no test in the row ${row.slice(0, 60).trim()}…`);
}
