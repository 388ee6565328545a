import type { LogLevel } from "../../shared/log-entry.ts";
import { formatCount, formatNumber } from "../ui/format.ts";

const entries = (count: number): string => formatCount(count, "entry", "entries");

export const LOG_TEXTS = {
  title: "Log",
  region: "Entries",
  list: "Log entries",
  search: "Search the log",
  searchHint: "Search events, messages and facts",
  reading: "Reading the log…",
  count: (count: number, hasOlder: boolean, isLoadingOlder: boolean) =>
    `${entries(count)}${hasOlder ? ", older ones above" : ""}${isLoadingOlder ? ", reading older ones…" : ""}`,
  paused: "Paused",
  noMatch: "No entry matches",
  noMatchWhy: "Matching entries appear here as soon as they are written.",
  clearSearch: "Clear the search",
  clearFilters: "Show the whole log",
  none: "No entries yet",
  noneWhy: "What Onramp does is written here, without any credential.",
  pause: "Pause",
  resume: "Resume",
  newLines: (count: number) => formatCount(count, "new line", "new lines"),
  toNewest: "To the newest",
  previousMatch: "Previous match",
  previousMatchHint: "Previous match (Shift+F3)",
  nextMatch: "Next match",
  nextMatchHint: "Next match (F3)",
  matchPlace: (place: number, count: number, hasOlder: boolean) =>
    `${formatNumber(place)} of ${formatNumber(count)}${hasOlder ? "+" : ""}`,
  matchCount: (count: number, hasOlder: boolean) => `${formatNumber(count)}${hasOlder ? "+" : ""} found`,
  around: (when: string) => `Around ${when}`,
  leaveAround: "Back to the matches",
  entriesView: "Entries",
  timelineView: "Timeline",
  view: "View",
} as const;

export const FILTER_TEXTS = {
  level: "Level",
  levels: {
    debug: "All levels",
    info: "Info and above",
    warn: "Warnings and errors",
    error: "Errors only",
  } satisfies Record<LogLevel, string>,
  run: "Run",
  allRuns: "All runs",
  runName: (id: number, organization: string | null, when: string | null) =>
    [`Run ${formatNumber(id)}`, organization, when].filter((part) => part !== null).join(" · "),
  repository: "Repository",
  allRepositories: "All repositories",
  unknownRepository: (id: number) => `Repository ${id}`,
  job: "Job",
  allJobs: "All jobs",
  jobName: (id: number, kind: string | null, subject: string | null) =>
    [kind === null ? "Job" : (JOB_KIND_NAMES[kind] ?? kind), ...(subject ? [subject] : []), `#${id}`].join(
      " · ",
    ),
  code: "Error code",
  allCodes: "All codes",
} as const;

const JOB_KIND_NAMES: Record<string, string> = {
  repositories: "List of repositories",
  members: "Members",
  verify: "Verification",
  pull_requests: "Pull requests",
  reviews: "Reviews",
};

/** Short words of one length, so that messages start in one column. */
export const LEVEL_NAMES: Record<LogLevel, string> = {
  debug: "Debug",
  info: "Info",
  warn: "Warn",
  error: "Error",
};

export const ENTRY_TEXTS = {
  region: "The selected entry",
  several: (count: number) => `${entries(count)} selected`,
  copyText: "Copy as text",
  copyJson: "Copy as JSON",
  copied: "Copied",
  copiedWhat: (count: number) => `${entries(count)} copied.`,
  close: "Close the details",
  clear: "Clear the selection",
  onlyJob: "Only this job",
  timeline: "Timeline of the job",
  around: "Show around it",
  facts: {
    time: "Time",
    level: "Level",
    event: "Event",
    code: "Code",
    run: "Run",
    job: "Job",
    organization: "Organization",
    repository: "Repository",
  },
} as const;

export const TIMELINE_TEXTS = {
  region: "Timeline of one job",
  reading: "Reading the job’s entries…",
  none: "The log holds nothing of this job any more",
  noneWhy: "Its entries were in a file that has been deleted since: the log keeps the newest 48 MB.",
  summary: (attempts: number, requests: number, waits: string, total: string) =>
    `${formatCount(attempts, "attempt", "attempts")}, ${formatCount(requests, "request", "requests")}, ${waits} waiting, ${total} in all.`,
  columns: { step: "Step", begun: "Begun", took: "Took", place: "When" },
  attempt: (number: number) => `Attempt ${formatNumber(number)}`,
  slice: "Goes on",
  wait: "Waits in the queue",
  after: (duration: string) => `After ${duration}`,
  endings: {
    done: "done",
    failed: "failed",
    yielded: "gave others a turn",
    open: "goes on",
  },
} as const;
