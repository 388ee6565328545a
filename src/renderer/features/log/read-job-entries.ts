import type { JobId } from "../../../shared/ids.ts";
import type { IndexedLogEntry, LogPage } from "../../../shared/log-entry.ts";
import { ok, type Result } from "../../../shared/result.ts";
import { call } from "../../client/bridge.ts";

const PAGE_SIZE = 1000;
/** A job that asked for more than that is looked at from its end. */
const MAX_ENTRIES = 5000;

/** The newest entries of a job, oldest first. */
export async function readJobEntries(jobId: JobId): Promise<Result<IndexedLogEntry[]>> {
  let entries: IndexedLogEntry[] = [];
  let before: number | null = Number.MAX_SAFE_INTEGER;
  while (before !== null && entries.length < MAX_ENTRIES) {
    const page: Result<LogPage> = await call("logs.search", { jobId, before, limit: PAGE_SIZE });
    if (!page.ok) return page;
    entries = [...page.value.entries, ...entries];
    before = page.value.olderBefore;
  }
  return ok(entries);
}
