import { csvRecord, type CsvCell } from "../../shared/csv.ts";
import type { ExportFormat } from "../../shared/export.ts";

/** How records become the text of a file. */
export interface RecordFormat {
  /** Before the first record. */
  head(columns: readonly string[]): string;
  record(columns: readonly string[], cells: readonly CsvCell[], isFirst: boolean): string;
  /** After the last. */
  foot: string;
}

export const RECORD_FORMATS: Record<ExportFormat, RecordFormat> = {
  csv: { head: csvRecord, record: (_columns, cells) => csvRecord(cells), foot: "" },
  /** One array, one record a line: JSON as a whole, and still readable line by line. */
  json: {
    head: () => "[",
    record: (columns, cells, isFirst) =>
      `${isFirst ? "" : ","}\n${JSON.stringify(Object.fromEntries(columns.map((name, index) => [name, cells[index]])))}`,
    foot: "\n]\n",
  },
};
