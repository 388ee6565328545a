import { csvRecord, type CsvCell } from "../../../shared/csv.ts";
import type { InsightCoverage } from "../../../shared/insights.ts";
import { formatDate, formatDuration, formatNumber } from "../../ui/format.ts";

/** A column: how people read it, what a program calls it, and what its cells are. Durations are in milliseconds. */
export interface TableColumn {
  title: string;
  csvName: string;
  kind: "text" | "count" | "duration" | "date";
}

/** The numbers of a chart: what its table shows, and what its CSV holds. */
export interface TableData {
  columns: readonly TableColumn[];
  rows: readonly (readonly (string | number | null)[])[];
}

const HOUR_MS = 3_600_000;

/** A cell as it is read. What is not known is a dash. */
export function cellText(value: string | number | null, { kind }: TableColumn): string {
  if (value === null) return "–";
  if (kind === "date") return formatDate(value);
  if (typeof value === "string") return value;
  return kind === "duration" ? formatDuration(value) : formatNumber(value);
}

/**
 * The table as CSV, for programs: plain numbers, ISO times, durations in hours. Every row says what share of GitHub's
 * pull requests is stored behind it, and when it was computed.
 */
export function csvText(
  { columns, rows }: TableData,
  basis: { coverage: InsightCoverage; computedAt: number },
): string {
  const computedAt = new Date(basis.computedAt).toISOString();
  const head = columns.map(({ csvName, kind }) => (kind === "duration" ? `${csvName}_hours` : csvName));
  return [
    csvRecord([...head, "coverage", "computed_at"]),
    ...rows.map((row) =>
      csvRecord([
        ...row.map((cell, index) => csvCell(cell, columns[index]!)),
        basis.coverage.share,
        computedAt,
      ]),
    ),
  ].join("");
}

function csvCell(value: string | number | null, { kind }: TableColumn): CsvCell {
  return kind === "duration" && typeof value === "number" ? Number((value / HOUR_MS).toFixed(4)) : value;
}
