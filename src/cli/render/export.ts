import type { ExportSummary } from "../../shared/export.ts";
import type { JsonEvent } from "../output/json-events.ts";
import { styled, type Line } from "../output/line.ts";
import { formatCount, formatQuantity } from "./format.ts";
import { renderTable } from "./table.ts";

/** Each file, then the whole with what it covers. */
export function exportEvents(organization: string, { files, ...summary }: ExportSummary): JsonEvent[] {
  return [
    ...files.map((file): JsonEvent => ({ event: "file", ...file })),
    { event: "exported", organization, ...summary },
  ];
}

export function renderExport(organization: string, { folder, files, coverage }: ExportSummary): Line[] {
  const { repositories, verifiedRepositories } = coverage;
  return [
    [styled("bold", organization), ` is exported to ${folder}`],
    ...renderTable(
      [{ title: "  File" }, { title: "Rows", align: "right" }, { title: "Bytes", align: "right" }],
      files.map(({ name, rows, bytes }) => [
        `  ${name}`,
        rows === null ? "" : formatCount(rows),
        formatCount(bytes),
      ]),
    ),
    styled(
      "dim",
      `${formatCount(verifiedRepositories)} of ${formatQuantity(repositories, "repository", "repositories")} verified complete${verifiedRepositories < repositories ? "; manifest.json names the rest" : ""}`,
    ),
  ];
}

/** What whoever passes the files on should know. */
export function renderExportWarnings({ gaps, neverRead, privateRepositories }: ExportSummary): string[] {
  const repositories = (count: number): string => formatQuantity(count, "repository", "repositories");
  return [
    ...(gaps > 0 ? [`Not complete: ${repositories(gaps)} with gaps, named in manifest.json.`] : []),
    ...(neverRead > 0 ? [`Not read yet, so not in it: ${repositories(neverRead)}.`] : []),
    ...(privateRepositories > 0
      ? [
          `Careful with whom you share it: it names ${formatQuantity(privateRepositories, "private repository", "private repositories")}.`,
        ]
      : []),
  ];
}
