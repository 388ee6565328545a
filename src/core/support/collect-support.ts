import type { LogEntry } from "../../shared/log-entry.ts";
import type { SupportRequest } from "../../shared/reader-tasks.ts";
import type { SupportBundle, SupportFacts, SupportFile } from "../../shared/support.ts";
import type { ReadableDatabase } from "../database/connection.ts";
import { searchLog } from "../log/search-log.ts";
import { describeDiagnostics } from "./describe-diagnostics.ts";
import { readRecords } from "./read-records.ts";
import { createStandIns, listHiddenNames, readSalt } from "./stand-ins.ts";

const NEWEST_ENTRIES = 2_000;
const NEWEST_WARNINGS = 500;

/**
 * Puts together what an engineer needs to find a fault, for a thread that may take its time. No credential is in any of
 * it: the log was redacted when it was written, and nothing else holds one. Titles, branches and descriptions of pull
 * requests are left out whatever was chosen. Throws `FailureError` `store/…` when the database cannot be read.
 */
export function collectSupport(
  places: { database: ReadableDatabase; dataDirectory: string; logDirectory: string },
  facts: SupportFacts,
  { extent, names }: SupportRequest,
): SupportBundle {
  const { database, dataDirectory, logDirectory } = places;
  const hide =
    names === "replaced"
      ? createStandIns(listHiddenNames(database), readSalt(logDirectory))
      : (text: string) => text;
  const records = readRecords(database, dataDirectory);
  const diagnostics: SupportFile = {
    name: "diagnostics.txt",
    about: "version, computer, checks, limits, settings, and what failed last",
    text: hide(withoutHome(describeDiagnostics(facts, records), facts.homeDirectory)),
  };
  if (extent === "diagnostics") return { names, files: [diagnostics] };
  const lines = (entries: readonly LogEntry[]): string =>
    entries.map((entry) => JSON.stringify(entry, hideValues(hide, facts.homeDirectory))).join("\n");
  const json = (value: unknown): string => JSON.stringify(value, hideValues(hide, facts.homeDirectory), 2);
  return {
    names,
    files: [
      diagnostics,
      { name: "runs.json", about: "the newest syncs and how they ended", text: json(records.runs) },
      {
        name: "repositories.json",
        about: "repositories that are not complete, with what is recorded of them",
        text: json(records.incomplete),
      },
      { name: "jobs.json", about: "the newest jobs that failed or wait", text: json(records.jobs) },
      { name: "database.json", about: "its size and how many rows it has", text: json(records.database) },
      {
        name: "log-warnings.jsonl",
        about: "the newest warnings and errors of the log",
        text: lines(searchNewest(logDirectory, "warn", NEWEST_WARNINGS)),
      },
      {
        name: "log.jsonl",
        about: "the newest entries of the log",
        text: lines(searchNewest(logDirectory, "debug", NEWEST_ENTRIES)),
      },
    ],
  };
}

function searchNewest(logDirectory: string, level: LogEntry["level"], count: number): LogEntry[] {
  const pages: LogEntry[][] = [];
  let found = 0;
  let before: number | null = Number.MAX_SAFE_INTEGER;
  while (before !== null && found < count) {
    const page = searchLog(logDirectory, { level, before, limit: Math.min(1_000, count - found) });
    pages.unshift(page.entries);
    found += page.entries.length;
    before = page.olderBefore;
  }
  return pages.flat();
}

/** Keys are Onramp's own words; ids are GitHub's, and as telling as a name. */
function hideValues(hide: (text: string) => string, homeDirectory: string) {
  return (key: string, value: unknown): unknown => {
    if (typeof value === "string" && !OWN_WORDS.includes(key)) return hide(withoutHome(value, homeDirectory));
    if (typeof value === "number" && IDS.includes(key)) {
      const hidden = hide(String(value));
      return hidden === String(value) ? value : hidden;
    }
    return value;
  };
}

/** Their values are words of Onramp's, which may be somebody's name too. */
const OWN_WORDS: readonly string[] = [
  "level",
  "event",
  "code",
  "state",
  "kind",
  "outcome",
  "stream",
  "phase",
  "operation",
];
const IDS: readonly string[] = ["organizationId", "repositoryId", "subjectId"];

/** The folder of a person is named for them. */
function withoutHome(text: string, homeDirectory: string): string {
  return homeDirectory.length > 1 ? text.replaceAll(homeDirectory, "~") : text;
}
