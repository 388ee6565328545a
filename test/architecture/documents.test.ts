import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import packageFile from "../../package.json" with { type: "json" };
import { ROOT } from "../../scripts/check/run-tool.ts";
import { COMMANDS } from "../../src/cli/command-table.ts";
import { EXIT_CODES } from "../../src/cli/exit-codes.ts";
import { MIGRATIONS } from "../../src/core/database/migrate.ts";

const documents = ["README.md", "CONTRIBUTING.md", ...globSync("docs/**/*.md", { cwd: ROOT })].map(
  (path) => ({
    path,
    text: readFileSync(join(ROOT, path), "utf8"),
  }),
);

test.each(documents)("every link in $path to another file leads somewhere", ({ path, text }) => {
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1]!);
  const dead = links.filter((link) => !existsSync(join(ROOT, dirname(path), link)));
  expect(dead).toEqual([]);
});

test("every folder and file that CONTRIBUTING.md names in backquotes is there", () => {
  const text = documents.find(({ path }) => path === "CONTRIBUTING.md")!.text;
  const named = [...text.matchAll(/`((?:src|scripts|docs|test|stand-in)\/[\w./-]+)`/g)].map(
    (match) => match[1]!,
  );
  const missing = named.filter((path) => !/NNNN|features\/x/.test(path) && !existsSync(join(ROOT, path)));
  expect(named.length).toBeGreaterThan(10);
  expect(missing).toEqual([]);
});

test("every npm script that a document names exists", () => {
  const named = documents.flatMap(({ text }) =>
    [...text.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map((match) => match[1]!),
  );
  expect(named).toContain("onramp");
  expect(Object.keys(packageFile.scripts)).toEqual(expect.arrayContaining(named));
});

test("every dependency has its reason in docs/dependencies.md, with its version", () => {
  const { text } = documents.find(({ path }) => path === join("docs", "dependencies.md"))!;
  const versions = Object.entries({ ...packageFile.dependencies, ...packageFile.devDependencies });
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  for (const [name, range] of versions) {
    const shortName = name.replace(/^@octokit\/(?=plugin-)/, "");
    const row = rows.find((line) =>
      line
        .split("|")[1]!
        .split(",")
        .some((cell) => cell.trim() === shortName),
    );
    expect(row, `${name} has no row`).toContain(range.split("@").at(-1));
  }
});

/** What stands between backquotes at the beginning of a table's row. */
const namedInRows = (path: string): string[] =>
  [...documents.find((one) => one.path === path)!.text.matchAll(/^\| `([\w-]+)` +\|/gm)].map(
    (match) => match[1]!,
  );

test("README.md names the terminal's commands, each of its exit codes, and no others", () => {
  expect(namedInRows("README.md")).toEqual(expect.arrayContaining(COMMANDS.map(({ name }) => name)));
  expect(namedInRows("README.md")).toHaveLength(COMMANDS.length);
  const told = /Exit codes: ([^.]+)\./s.exec(documents.find(({ path }) => path === "README.md")!.text)![1]!;
  const codes = [...told.matchAll(/(?:^|; *|;\n)(\d+) /g)].map((match) => Number(match[1]));
  expect(codes.toSorted((a, b) => a - b)).toEqual(Object.values(EXIT_CODES).toSorted((a, b) => a - b));
});

test("docs/schema.md has a row for every table of the database", () => {
  const tables = MIGRATIONS.flatMap(({ sql }) =>
    [...sql.matchAll(/CREATE TABLE (\w+)/g)].map((match) => match[1]!),
  );
  // The ledger has a part of its own.
  const described = [...namedInRows(join("docs", "schema.md")), "coverage"];
  expect(tables.filter((table) => !described.includes(table))).toEqual([]);
});
