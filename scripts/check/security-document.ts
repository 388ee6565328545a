import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A test that the document names: a file, and the name as it is written there. */
const REFERENCE = /`((?:test|scripts)\/[\w./-]+\.tsx?)`(?:: “([^”]+)”)?/g;

/**
 * What `docs/security.md` promises and does not keep: files that are not there, and tests of other names. A name that its
 * file makes of a table is written as it stands there, with `%s` or `$name`.
 */
export function findBrokenReferences(root: string, text: string): { references: number; problems: string[] } {
  const references = [...text.matchAll(REFERENCE)];
  const problems = references.flatMap(([, file, written]) => {
    if (!existsSync(join(root, file!))) return [`docs/security.md names ${file}, which is not there`];
    if (written === undefined) return [];
    // The formatter may break its line.
    const name = written.replaceAll(/\s+/g, " ");
    const source = readFileSync(join(root, file!), "utf8");
    return source.includes(name) ? [] : [`docs/security.md names a test that ${file} does not have: ${name}`];
  });
  if (references.length === 0) problems.push("docs/security.md names no test: the check itself is broken");
  return { references: references.length, problems };
}
