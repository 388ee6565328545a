import type { AccountId } from "../../../shared/ids.ts";
import { FailureError, failureOf, type Failure } from "../../../shared/failures.ts";
import { JOB_KINDS } from "../../../shared/jobs/job-kinds.ts";
import type { LogEntry } from "../../../shared/log-entry.ts";
import { assertNever, type Result } from "../../../shared/result.ts";
import type { Observation, RequestCost, Slice, SliceOutcome, SliceReport } from "../../../shared/slices.ts";
import { readOrganizationAddress } from "../../database/account-store.ts";
import { storeFailureOf, type WritableDatabase } from "../../database/connection.ts";
import { createGitHubClient } from "../../github/client.ts";
import type { Clock } from "../../ports.ts";
import { readMembers } from "./members.ts";
import type { PageSizes } from "./page-sizes.ts";
import { readPullRequests } from "./pull-requests.ts";
import { readRepositories } from "./repositories.ts";
import { readReviews } from "./reviews.ts";
import type { StreamContext } from "./stream.ts";
import { countRepositories, verify } from "./verify.ts";

/** What a slice needs of whoever runs it: main, over a port, or main itself when no thread can be started. */
export interface SliceHost {
  credential(): Promise<Result<string>>;
  /** Waits for a permit; rejects with the failure that stands in the way. */
  acquire(cost: RequestCost): Promise<number>;
  settle(permit: number, observation: Observation): void;
  report(report: SliceReport): void;
  log(entry: LogEntry): void;
  /** Aborted when the slice must end soon. */
  signal: AbortSignal;
}

/** What a thread keeps between slices. */
export interface SliceSetting {
  database: WritableDatabase;
  clock: Clock;
  pageSizesOf(accountId: AccountId): PageSizes;
}

/** Runs one slice to its end. Never rejects: what goes wrong is its outcome. */
export async function runSlice(slice: Slice, host: SliceHost, setting: SliceSetting): Promise<SliceOutcome> {
  try {
    const context = await openContext(slice, host, setting);
    return await runStream(context);
  } catch (error) {
    if (host.signal.aborted) return { kind: "yield" };
    return { kind: "failed", failure: explain(error) };
  }
}

async function openContext(slice: Slice, host: SliceHost, setting: SliceSetting): Promise<StreamContext> {
  const { database, clock } = setting;
  const organization = readOrganizationAddress(database, slice.organizationId);
  if (!organization)
    throw new FailureError({ code: "job/unreadable", detail: "the organization is unknown" });
  const token = await host.credential();
  if (!token.ok) throw new FailureError(token.failure);
  const log = (entry: Omit<LogEntry, "at" | "organizationId">): void =>
    host.log({
      at: clock.now(),
      organizationId: organization.id,
      ...(slice.runId === null ? {} : { runId: slice.runId }),
      ...(slice.lease === null ? {} : { jobId: slice.lease.jobId }),
      ...(isAboutRepository(slice) ? { repositoryId: slice.subjectId } : {}),
      ...entry,
    });
  const client = createGitHubClient({
    apiUrl: slice.apiUrl,
    token: token.value,
    signal: host.signal,
    clock,
    ports: {
      acquire: (cost) => host.acquire(cost),
      settle: (permit, observation) => host.settle(permit, observation),
      onRequest: createRequestReporter(host, clock),
      log,
    },
  });
  const report = (it: SliceReport): void => host.report(it);
  const pageSizes = setting.pageSizesOf(slice.accountId);
  return { slice, database, client, clock, pageSizes, organization, report, log };
}

function isAboutRepository(slice: Slice): boolean {
  return slice.kind === "pull_requests" || slice.kind === "reviews";
}

/** Less than this at a time is no progress: at a byte a second, a page would take a day. */
const PROGRESS_BYTES = 1_024;

/** Tells the watchdog about requests; the growth of an answer at most once a second. */
function createRequestReporter(
  host: SliceHost,
  clock: Clock,
): (phase: "started" | "receiving" | "ended", bytes: number) => void {
  let reportedAt = 0;
  let unreportedBytes = 0;
  return (phase, bytes) => {
    if (phase === "receiving") {
      unreportedBytes += bytes;
      if (unreportedBytes < PROGRESS_BYTES || clock.now() - reportedAt < 1_000) return;
      reportedAt = clock.now();
      unreportedBytes = 0;
      host.report({ kind: "activity", activity: "receiving" });
      return;
    }
    host.report({ kind: "activity", activity: phase === "started" ? "request-started" : "request-ended" });
  };
}

function runStream(context: StreamContext): Promise<SliceOutcome> {
  const { slice } = context;
  switch (slice.kind) {
    case "repositories":
      return readRepositories(context);
    case "members":
      return readMembers(context);
    case "pull_requests":
      return readPullRequests(context);
    case "reviews":
      return readReviews(context);
    case "verify":
      return verify(context, JOB_KINDS.verify.payload.parse(slice.payload));
    case "counts":
      return countRepositories(context, JOB_KINDS.verify.payload.parse(slice.payload));
    default:
      return assertNever(slice.kind);
  }
}

function explain(error: unknown): Failure {
  return storeFailureOf(error) ?? failureOf(error);
}
