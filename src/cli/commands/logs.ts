import { setTimeout as sleep } from "node:timers/promises";
import type { Core } from "../../core/core.ts";
import { LOG_LEVELS, type IndexedLogEntry, type LogQuery } from "../../shared/log-entry.ts";
import { ok, type Result } from "../../shared/result.ts";
import { isFailureCode } from "../../shared/failures.ts";
import { defineCommand } from "../command.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { badOption } from "../options.ts";
import type { Output } from "../output/output.ts";
import { readChoice, readCount, readId } from "../read-values.ts";
import { renderLogEntry } from "../render/log-entry.ts";

interface LogsOptions {
  query: LogQuery;
  /** By its name, `owner/name`. */
  repository: string | null;
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
    run: { kind: "text", value: "ID", help: "only entries of this sync" },
    job: { kind: "text", value: "ID", help: "only entries of this job" },
    repo: { kind: "text", value: "NAME", help: "only entries about this repository, as owner/name" },
    code: { kind: "text", value: "CODE", help: "only entries with this code, such as network/timeout" },
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
    const runId = readId("run", values.run);
    if (!runId.ok) return runId;
    const jobId = readId("job", values.job);
    if (!jobId.ok) return jobId;
    if (values.code !== null && !isFailureCode(values.code)) {
      return badOption("--code is none of Onramp's codes; those of entries are printed beside them.");
    }
    const query = {
      ...(level.value === null ? {} : { level: level.value }),
      ...(values.search === null ? {} : { search: values.search }),
      ...(runId.value === null ? {} : { runId: runId.value }),
      ...(jobId.value === null ? {} : { jobId: jobId.value }),
      ...(values.code === null ? {} : { code: values.code }),
    };
    return ok({ query, repository: values.repo, limit: limit.value, follow: values.follow });
  },

  async run({ query: asked, repository, limit, follow }, { output, openCore }) {
    const core = await openCore();
    const narrowed = await narrowTo(core, asked, repository);
    if (!narrowed.ok) return narrowed;
    const query = narrowed.value;
    const found = await findNewest(core, query, limit);
    if (!found.ok) return found;
    const { entries, hasOlder, newerAfter } = found.value;
    if (hasOlder) output.note("Older entries match too: see --limit.");
    printEntries(output, entries);
    return follow ? followLog(core, output, query, newerAfter) : ok(EXIT_CODES.done);
  },
});

/** The query with the repository's id, which people do not know. */
async function narrowTo(core: Core, query: LogQuery, repository: string | null): Promise<Result<LogQuery>> {
  if (repository === null) return ok(query);
  const facets = await core.call("logs.facets", {});
  if (!facets.ok) return facets;
  const name = repository.toLowerCase();
  const found = facets.value.repositories.find(({ fullName }) => fullName?.toLowerCase() === name);
  return found
    ? ok({ ...query, repositoryId: found.id })
    : badOption("The log says nothing of that repository.");
}

interface Newest {
  entries: IndexedLogEntry[];
  hasOlder: boolean;
  newerAfter: number;
}

/** The newest entries that match, as many as wanted or all there are, however many answers it takes to find them. */
async function findNewest(core: Core, query: LogQuery, limit: number): Promise<Result<Newest>> {
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
async function followLog(core: Core, output: Output, query: LogQuery, after: number): Promise<Result<never>> {
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
