import { systemClock } from "../../src/core/ports.ts";
import { openLog } from "../../src/core/log/log.ts";
import { createRedactor } from "../../src/core/log/redact.ts";
import type { FailureCode } from "../../src/shared/failures.ts";
import type { LogEntry } from "../../src/shared/log-entry.ts";

const REPOSITORIES = 400;
const JOBS = 20_000;
const RUNS = 50;

/** Words that stand once in the whole log, near its beginning and in its middle. */
export const RARE = { oldest: "zanzibar-quay", middle: "kelpie-mooring" } as const;

/** One repository of many, and what is asked of it by name. */
export const ONE_REPOSITORY = 137;
export const repositoryName = (number: number): string => `harborlight/berth-planner-${number}`;

const FAILURES: readonly FailureCode[] = [
  "github/server-error",
  "network/timeout",
  "network/reset",
  "rate-limit/secondary",
];

/**
 * Writes a log as a year of syncs leaves it, through the app's own writer: nine of ten entries are requests, the rest
 * starts, ends and failures of jobs and runs. The same every time.
 */
export async function writeLog(directory: string, entries: number): Promise<void> {
  const log = openLog({
    directory,
    clock: systemClock,
    redactor: createRedactor(),
    // As many files as it takes: here the whole log is wanted.
    maxFiles: Number.MAX_SAFE_INTEGER,
  });
  for (let number = 0; number < entries; number += 1) {
    log.write(entryOf(number, entries));
    // Lets the writer's timer run, as the app does.
    if (number % 10_000 === 0) await log.flush();
  }
  await log.close();
}

function entryOf(number: number, entries: number): LogEntry {
  const jobId = 1 + Math.floor((number / entries) * JOBS);
  const base = {
    at: 1_760_000_000_000 + number * 250,
    runId: 1 + Math.floor((number / entries) * RUNS),
    jobId,
    organizationId: 1,
    repositoryId: jobId % REPOSITORIES,
  };
  const code = FAILURES[((number / 100) % FAILURES.length) | 0]!;
  if (number === 100) return { ...base, ...info("run.ended", `Ended near ${RARE.oldest}.`) };
  if (number === entries >> 1) return { ...base, ...info("run.ended", `Ended near ${RARE.middle}.`) };
  if (number % 20_000 === 7) return { ...base, ...info("run.ended", "The run ended as complete.") };
  if (number % 1_000 === 9) {
    return {
      ...base,
      level: "error",
      event: "job.dead",
      message: "The pull_requests job failed and is not tried again.",
      code,
      data: { attempt: 6, detail: "GitHub answered with an error of its own" },
    };
  }
  if (number % 100 === 11) {
    return {
      ...base,
      level: "warn",
      event: "job.retrying",
      message: "The pull_requests job failed and is tried again.",
      code,
      data: { attempt: 1 + (number % 5), delayMs: (number % 30) * 1_000 },
    };
  }
  if (number % 20 === 3) {
    return {
      ...base,
      ...{ level: "debug", event: "job.started", message: "The pull_requests job starts, attempt 1." },
    };
  }
  const durationMs = 40 + ((number * 7919) % 900);
  return {
    ...base,
    level: "debug",
    event: "request.answered",
    message: `POST PullRequestPage: 200 after ${durationMs} ms`,
    data: {
      method: "POST",
      path: "/graphql",
      operation: "PullRequestPage",
      repository: repositoryName(base.repositoryId),
      status: 200,
      durationMs,
      requestId: requestId(number),
      bytes: 20_000 + ((number * 104_729) % 80_000),
      detail: null,
    },
  };
}

const info = (event: string, message: string) => ({ level: "info" as const, event, message });

/** As GitHub writes them: `9C2E:1A7F3:0B66D1:…`; every one is another. */
export function requestId(number: number): string {
  const mixed = ((number * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, "0");
  return `${mixed.slice(0, 4)}:${mixed.slice(4)}:${number.toString(16).padStart(6, "0")}`.toUpperCase();
}
