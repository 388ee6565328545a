/** A cell of a table that is written as CSV. Null is an empty cell. */
export type CsvCell = string | number | boolean | null;

/**
 * One record as RFC 4180 has it, with its CRLF. A text that a spreadsheet would run as a formula gets an apostrophe in
 * front, which makes it a text there: it starts with `=`, `+`, `-`, `@`, a tab or a carriage return
 * (owasp.org/www-community/attacks/CSV_Injection). Numbers are left as they are.
 */
export function csvRecord(cells: readonly CsvCell[]): string {
  return `${cells.map(csvField).join(",")}\r\n`;
}

function csvField(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const harmless = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
