import { setTimeout as sleep } from "node:timers/promises";
import type { Core } from "../../core/core.ts";
import { LOG_LEVELS, type IndexedLogEntry, type LogLevel } from "../../shared/log-entry.ts";
import { ok, type Result } from "../../shared/result.ts";
import { defineCommand } from "../command.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import type { Output } from "../output/output.ts";
import { readChoice, readCount } from "../read-values.ts";
import { renderLogEntry } from "../render/log-entry.ts";

interface LogsOptions {
  query: { level?: LogLevel; search?: string };
  limit: number;
  follow: boolean;
}

const FOLLOW_EVERY_MS = 500;
const MOST_ENTRIES = 1000;

export const logs = defineCommand({
  name: "logs",
  summary: "the local log, newest last",
  notes: ["With --follow it goes on until Ctrl+C."],
  options: {
    level: { kind: "text", value: "LEVEL", help: `this level and above: ${LOG_LEVELS.join(", ")}` },
    search: { kind: "text", value: "TEXT", help: "only entries that contain this text" },
    limit: {
      kind: "text",
      value: "COUNT",
      help: `how many of the newest entries, up to ${MOST_ENTRIES} (200)`,
    },
    follow: { kind: "flag", help: "go on with new entries as they are written" },
  },

  read(values): Result<LogsOptions> {
    const level = readChoice("level", values.level, LOG_LEVELS);
    if (!level.ok) return level;
    const limit = readCount("limit", values.limit, { min: 1, max: MOST_ENTRIES, fallback: 200 });
    if (!limit.ok) return limit;
    const query = {
      ...(level.value === null ? {} : { level: level.value }),
      ...(values.search === null ? {} : { search: values.search }),
    };
    return ok({ query, limit: limit.value, follow: values.follow });
  },

  async run({ query, limit, follow }, { output, openCore }) {
    const core = await openCore();
    const found = await findNewest(core, query, limit);
    if (!found.ok) return found;
    const { entries, hasOlder, newerAfter } = found.value;
    if (hasOlder) output.note("Older entries match too: see --limit.");
    printEntries(output, entries);
    return follow ? followLog(core, output, query, newerAfter) : ok(EXIT_CODES.done);
  },
});

interface Newest {
  entries: IndexedLogEntry[];
  hasOlder: boolean;
  newerAfter: number;
}

/** The newest entries that match, as many as wanted or all there are, however many answers it takes to find them. */
async function findNewest(core: Core, query: LogsOptions["query"], limit: number): Promise<Result<Newest>> {
  const first = await core.call("logs.search", { ...query, limit });
  if (!first.ok) return first;
  let { entries, olderBefore } = first.value;
  while (olderBefore !== null && entries.length < limit) {
    const older = await core.call("logs.search", {
      ...query,
      limit: limit - entries.length,
      before: olderBefore,
    });
    if (!older.ok) return older;
    entries = [...older.value.entries, ...entries];
    olderBefore = older.value.olderBefore;
  }
  return ok({ entries, hasOlder: olderBefore !== null, newerAfter: first.value.newerAfter });
}

/** Prints what is written from now on, until the log can no longer be read. */
async function followLog(
  core: Core,
  output: Output,
  query: LogsOptions["query"],
  after: number,
): Promise<Result<never>> {
  let newest = after;
  for (;;) {
    await sleep(FOLLOW_EVERY_MS);
    const page = await core.call("logs.search", { ...query, after: newest, limit: MOST_ENTRIES });
    if (!page.ok) return page;
    printEntries(output, page.value.entries);
    newest = page.value.newerAfter;
  }
}

function printEntries(output: Output, entries: readonly IndexedLogEntry[]): void {
  output.answer({ json: entries.map((entry) => ({ ...entry })), text: () => entries.map(renderLogEntry) });
}
