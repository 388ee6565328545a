import type { EpochMs, OrganizationId } from "./ids.ts";
import type { InsightCoverage } from "./insights.ts";

export const EXPORT_FORMATS = ["csv", "json"] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** An export, as it is handed to the reader's thread. */
export interface ExportRequest {
  organizationId: OrganizationId;
  format: ExportFormat;
  /** Where the files shall be; must exist. */
  folder: string;
  /** An empty folder in it, for what is not finished; whoever made it removes it. */
  unfinishedFolder: string;
  /** Whether files of an earlier export may be replaced. */
  mayReplace: boolean;
  /** Onramp's version, for the manifest. */
  version: string;
  now: EpochMs;
}

/** One file of an export. */
export interface ExportedFile {
  name: string;
  /** Its records, the heading of a CSV not among them; null for a file that is not a table. */
  rows: number | null;
  bytes: number;
  /** Of its bytes, hexadecimal, so that whoever gets the file can check it. */
  sha256: string;
}

/** What an export led to; its manifest says the same in full. */
export interface ExportSummary {
  /** Where the files are. */
  folder: string;
  files: ExportedFile[];
  coverage: InsightCoverage;
  /** Repositories that were read, or tried, and are not verified complete; the manifest names each. */
  gaps: number;
  /** Listed repositories that no sync has tried yet. */
  neverRead: number;
  /** Private and internal repositories that are named in the files. */
  privateRepositories: number;
}
