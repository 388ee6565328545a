import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CsvCell } from "../../shared/csv.ts";
import type { ExportedFile, ExportFormat, ExportRequest, ExportSummary } from "../../shared/export.ts";
import { FailureError } from "../../shared/failures.ts";
import type { OrganizationId } from "../../shared/ids.ts";
import { withStoreFailures, type ReadableDatabase } from "../database/connection.ts";
import { computeInsights } from "../insights/compute-insights.ts";
import { readExportCoverage } from "./export-coverage.ts";
import { EXPORTED_TABLES } from "./exported-tables.ts";
import { fileFailureOf } from "./file-failure.ts";
import { FileWriter } from "./file-writer.ts";
import { INSIGHT_COLUMNS, insightRecords } from "./insight-records.ts";
import { placeFiles } from "./place-files.ts";
import { RECORD_FORMATS } from "./record-format.ts";

const MANIFEST = "manifest.json";

/**
 * Writes an organization's pull requests, reviews and insights as files, and last a manifest with what they rest on.
 * Rows pass one by one, so memory does not grow with them; all are of one moment. Takes some seconds on 200,000 pull
 * requests: call it off the main thread. Throws `FailureError`: `file/exists`, `file/not-written`, `store/…`.
 */
export function exportData(database: ReadableDatabase, request: ExportRequest): ExportSummary {
  const { organizationId, format, folder, unfinishedFolder, mayReplace, version, now } = request;
  const tableNames = [...EXPORTED_TABLES.map(({ name }) => name), "insights"];
  const names = [...tableNames.map((name) => `${name}.${format}`), MANIFEST];
  if (!mayReplace) refuseExisting(folder, names);
  try {
    const write = database.transaction((): ExportSummary => {
      const insights = computeInsights(database, { organizationId }, now);
      const inFolder = (name: string): string => join(unfinishedFolder, name);
      const files: ExportedFile[] = EXPORTED_TABLES.map(({ name, columns, read }) =>
        writeRecords(inFolder(`${name}.${format}`), format, columns, read(database, organizationId)),
      );
      files.push(
        format === "csv"
          ? writeRecords(inFolder("insights.csv"), format, INSIGHT_COLUMNS, insightRecords(insights))
          : writeWhole(inFolder("insights.json"), insights),
      );
      const { gaps, neverRead, privateRepositories } = readExportCoverage(database, organizationId);
      const { coverage } = insights;
      writeWhole(inFolder(MANIFEST), {
        ...{ onramp: version, organization: loginOf(database, organizationId), format },
        exportedAt: new Date(now).toISOString(),
        ...{ files, coverage, gaps, neverRead, privateRepositories },
      });
      const gapRepositories = new Set(gaps.map(({ repository }) => repository)).size;
      return { folder, files, coverage, gaps: gapRepositories, neverRead, privateRepositories };
    });
    const summary = withStoreFailures(write);
    placeFiles(unfinishedFolder, folder, names, mayReplace);
    return summary;
  } catch (error) {
    throw new FailureError(fileFailureOf(error, folder));
  }
}

/** Sooner than after all the work. */
function refuseExisting(folder: string, names: readonly string[]): void {
  const existing = names.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (existing !== undefined) throw new FailureError({ code: "file/exists", detail: existing });
}

function writeRecords(
  path: string,
  format: ExportFormat,
  columns: readonly string[],
  records: Iterable<CsvCell[]>,
): ExportedFile {
  const { head, record, foot } = RECORD_FORMATS[format];
  return writeFile(path, (writer) => {
    let rows = 0;
    writer.write(head(columns));
    for (const cells of records) {
      writer.write(record(columns, cells, rows === 0));
      rows += 1;
    }
    writer.write(foot);
    return rows;
  });
}

function writeWhole(path: string, value: unknown): ExportedFile {
  return writeFile(path, (writer) => {
    writer.write(`${JSON.stringify(value, null, 2)}\n`);
    return null;
  });
}

function writeFile(path: string, write: (writer: FileWriter) => number | null): ExportedFile {
  const writer = new FileWriter(path);
  let rows: number | null;
  try {
    rows = write(writer);
  } catch (error) {
    writer.abandon();
    throw error;
  }
  return writer.end(rows);
}

function loginOf(database: ReadableDatabase, organizationId: OrganizationId): string {
  const login = database.prepare("SELECT login FROM organizations WHERE id = ?").pluck().get(organizationId);
  if (typeof login !== "string") {
    throw new FailureError({ code: "usage/bad-input", detail: "There is no such organization." });
  }
  return login;
}
