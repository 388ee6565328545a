import { displayWidth, styled, textOf, type Line, type Span } from "../output/line.ts";

export interface Column {
  title: string;
  align?: "left" | "right";
}

/** A table with a heading, columns two spaces apart and as wide as their widest cell. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly Span[])[]): Line[] {
  const heading = columns.map(({ title }) => styled("dim", title));
  const widths = columns.map((_, index) =>
    Math.max(...[heading, ...rows].map((row) => displayWidth(textOf(row[index] ?? "")))),
  );
  return [heading, ...rows].map((row) =>
    row.flatMap((cell, index) => {
      const padding = " ".repeat(widths[index]! - displayWidth(textOf(cell)));
      const isLast = index === columns.length - 1;
      const gap = isLast ? "" : "  ";
      if (columns[index]!.align === "right") return [padding, cell, gap];
      return isLast ? [cell] : [cell, padding, gap];
    }),
  );
}
