import type { Goal, Section, Table } from "./section.ts";

/** A section in Markdown that also reads well on a terminal. */
export function renderSection(section: Section): string {
  const blocks = [
    `## ${section.title}`,
    ...section.text,
    ...section.tables.map(renderTable),
    ...(section.goals.length === 0 ? [] : [renderTable(goalTable(section.goals))]),
  ];
  return blocks.join("\n\n");
}

function goalTable(goals: readonly Goal[]): Table {
  return {
    head: ["Goal", "Measured", "Met"],
    rows: goals.map(({ text, measured, isMet }) => [text, measured, isMet ? "yes" : "**no**"]),
  };
}

function renderTable({ head, rows }: Table): string {
  const widths = head.map((name, column) =>
    Math.max(name.length, 3, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
