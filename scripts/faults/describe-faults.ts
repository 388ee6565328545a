import type { MatrixRow } from "../../test/faults/matrix.ts";
import type { FaultTest } from "./find-fault-tests.ts";

const GROUPS = [
  { letter: "P", title: "Process, machine, storage" },
  { letter: "G", title: "Network and GitHub" },
  { letter: "S", title: "Secrets and hostile input" },
] as const;

const HEAD = `<!-- Written by \`node scripts/write-faults.ts\` from the names of the tests; a test fails when it is stale. -->

# What can go wrong, and what happens then

Every fault that Onramp is built to survive, each with the tests that inject it. A test of \`test/faults\` ends only when
the sync has ended verified: complete, with every table equal to what GitHub holds; the rate of faults that do is printed
at the end of a test run. The token is looked for after each of them, in every file and event.
`;

/** \`docs/faults.md\`, from the fault matrix and the tests that name its rows. Pure. */
export function describeFaults(
  matrix: Readonly<Record<string, MatrixRow>>,
  tests: readonly FaultTest[],
): string {
  const sections = GROUPS.map(({ letter, title }) => {
    const ids = Object.keys(matrix).filter((id) => id.startsWith(letter));
    const rows = ids.map((id) => [id, matrix[id]!.fault, matrix[id]!.sees, matrix[id]!.keeps]);
    const lists = ids.map((id) => describeTests(id, matrix[id]!, tests));
    const table = writeTable(["#", "The fault", "The person sees", "Kept, or refused"], rows);
    return `## ${title}\n\n${table}\n\n### Tests\n\n${lists.join("\n")}\n`;
  });
  return [HEAD, ...sections].join("\n");
}

/** A table whose columns are aligned, as the formatter wants it. */
function writeTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** The tests of one row, by file. */
function describeTests(id: string, row: MatrixRow, tests: readonly FaultTest[]): string {
  const files = Map.groupBy(
    tests.filter(({ ids }) => ids.includes(id)),
    ({ file }) => file,
  );
  const whole = (row.files ?? []).map((file) => `  - \`${file}\``);
  const named = [...files].map(([file, of]) => {
    const titles = [...new Set(of.map(({ title }) => `    - ${title}`))];
    return [`  - \`${file}\``, ...titles].join("\n");
  });
  return [`- **${id}** ${row.fault}`, ...named, ...whole].join("\n");
}
