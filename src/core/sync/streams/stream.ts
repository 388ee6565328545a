import type { LogEntry } from "../../../shared/log-entry.ts";
import type { Slice, SliceOutcome, SliceReport } from "../../../shared/slices.ts";
import type { Clock } from "../../ports.ts";
import type { OrganizationAddress } from "../../database/account-store.ts";
import type { WritableDatabase } from "../../database/connection.ts";
import { commitFenced } from "../../database/fenced-commit.ts";
import type { GitHubClient } from "../../github/client.ts";
import type { PageSizes } from "./page-sizes.ts";

/** Everything a stream works with, whether it runs in a worker thread or in-process. */
export interface StreamContext {
  slice: Slice;
  database: WritableDatabase;
  client: GitHubClient;
  clock: Clock;
  pageSizes: PageSizes;
  organization: OrganizationAddress;
  report: (report: SliceReport) => void;
  log: (entry: Pick<LogEntry, "level" | "event" | "message" | "repositoryId" | "code" | "data">) => void;
}

/** One kind of work: reads pages, commits each with the cursor that follows it, and says how it ended. */
export type RunStream = (context: StreamContext) => Promise<SliceOutcome>;

/** Commits a page under the slice's lease; refused when the lease was taken back. Tells the watchdog about it. */
export function commit<Value>(context: StreamContext, write: () => Value): Value {
  const { database, slice, report } = context;
  report({ kind: "activity", activity: "commit-started" });
  try {
    return commitFenced(database, slice.lease, write);
  } finally {
    report({ kind: "activity", activity: "commit-ended" });
  }
}
