import type { RepositoryRunState, StallCause } from "../../shared/models.ts";
import { formatCount, formatNumber } from "../ui/format.ts";

export const SYNC_TEXTS = {
  title: "Sync",
  titleOf: "Sync of ",
  nothingYet: "Nothing has been synced yet",
  nothingYetText: "Choose repositories, look at the plan, and start.",
  chooseRepositories: "Choose repositories",
  tryAgain: "Try again",
  chooseOthers: "Choose others…",
} as const;

/** A run as a whole, by what it is doing: a headline, and a sentence beneath. */
export const RUN_TEXTS = {
  planned: ["About to start", "The work is queued."],
  listing: "Listing and reading",
  reading: "Reading pull requests",
  readingText: "Newest pages of every repository first, then their history.",
  verifying: ["Verifying", "Comparing every stored row count with GitHub’s own."],
  complete: "Complete and verified",
  completeText: (pullRequests: number) =>
    `${formatPullRequests(pullRequests)} stored: as many as GitHub counts, in every repository.`,
  gaps: "Complete with gaps",
  failed: ["Failed", "What was fetched is kept. The failed repositories say why."],
  failedText: (reason: string) => `${reason} The sync has ended; what was fetched is kept.`,
  retryText: (reason: string, at: string) => `${reason} Onramp tries again by itself at ${at}.`,
  cancelled: ["Cancelled", "What was fetched stays. Start again at any time."],
  unknown: [
    "State unknown",
    "The stored facts contradict each other, so nothing is claimed. The diagnostics say more.",
  ],
} as const;

/** Waits: none of them is a failure, and each says that. */
export const WAIT_TEXTS = {
  unknown: ["Waiting", "The reason is not known yet."],
  limit: (until: string) => `Waiting for GitHub until ${until}`,
  pace: (until: string) => `Keeping the pace until ${until}`,
  limitText: {
    primary: (until: string) =>
      `This hour’s budget is used up: GitHub asks us to wait until ${until}; nothing is lost. Onramp goes on by itself.`,
    secondary: (until: string) =>
      `Too much at once: GitHub asks us to wait until ${until}; nothing is lost. Onramp goes on by itself, more gently.`,
    pace: (until: string) =>
      `Onramp keeps below what GitHub allows in a minute, and goes on at ${until}; nothing is lost.`,
  },
  offline: "Offline",
  offlineText: (since: string) =>
    `GitHub has not been reachable since ${since}. Nothing is lost; Onramp goes on by itself when it is.`,
  paused: "Paused",
  pausedText: "Everything fetched so far is kept. Resume whenever you like.",
  asleep: "This computer goes to sleep",
  asleepText: "Onramp goes on by itself when it wakes.",
  onBattery: "Waiting for mains power",
  onBatteryText:
    "Your settings let syncs wait while this computer runs on its battery. Everything fetched so far is kept.",
  since: (what: string, since: string) => `${what}, since ${since}`,
  row: {
    until: (until: string) => `Waiting until ${until}`,
    offline: "Offline",
    paused: "Paused",
    asleep: "Asleep",
    "on-battery": "On battery",
    "sign-in": "Sign-in needed",
  },
} as const;

const STALL_CAUSES: Record<StallCause, string> = {
  "request-hung": "A request to GitHub has been sent and is not answered.",
  "worker-not-answering": "A background worker does not answer.",
  "database-locked": "Another program holds the database.",
  "machine-slept": "This computer was asleep.",
  unknown: "The cause is not known yet.",
};

export const STALL_TEXTS = {
  stalled: "Stalled",
  causes: STALL_CAUSES,
  headline: (duration: string) => `No progress for ${duration}`,
  since: (cause: string, since: string) => `${cause} Nothing has come in since ${since}.`,
  concerns: (repository: string) => ` It concerns ${repository}.`,
  byItself: " Onramp starts that part again by itself.",
  retryNow: "Retry now",
  showLog: "Show log",
} as const;

export const GAP_TEXTS = {
  missing: (pullRequests: number, repositories: number) =>
    `${formatPullRequests(pullRequests)} missing in ${formatRepositories(repositories)}`,
  notReadInFull: (repositories: number) => `${formatRepositories(repositories)} could not be read in full`,
  reason: (title: string, times: number) => `${title} (${formatNumber(times)})`,
  because: (what: string, reasons: string) => (reasons === "" ? what : `${what}: ${reasons}`),
  rest: (what: string) => `${what}. Everything else is verified.`,
} as const;

export const DEGRADED_TEXTS = {
  title: "Slower than usual",
  text: "No background worker could be started, so the sync runs inside the main process. It is counted and verified all the same.",
} as const;

/** What can be asked of a run. */
export const RUN_ACTION_TEXTS = {
  pause: "Pause",
  resume: "Resume",
  cancel: "Cancel",
  cancelled: "The sync is cancelled",
  cancelledText: "What was fetched stays.",
  undo: "Undo",
  retryAll: (repositories: number) => `Retry ${formatRepositories(repositories)}`,
  syncNow: "Sync now",
  signInAgain: "Sign in again",
  tryNow: "Try now",
  seeInsights: "See the insights",
  soFar: "See the insights so far",
  compareRecords: "Compare all records",
  showLog: "Show log",
} as const;

export const SUMMARY_TEXTS = {
  region: "The run as a whole",
  progress: "Sync progress",
  verified: (share: string) => `${share} verified`,
  counting: "Counting…",
  notCounted: "Not counted",
  noneListedYet: "No repository listed yet",
  noneListed: "No repository was listed",
  stored: (stored: number, expected: number) =>
    expected > 0
      ? `${formatNumber(stored)} of ${formatNumber(expected)} pull requests stored`
      : `${formatPullRequests(stored)} stored`,
  complete: "Complete",
  completeOf: (complete: number, all: number) => `${formatNumber(complete)} of ${formatNumber(all)}`,
  repositories: "repositories",
  reviews: "Reviews",
  members: "Members",
  rate: "Rate",
  pullRequests: "pull requests",
  timeLeft: "Time left",
  firstInsight: "First insight",
  took: "Took",
  requests: "Requests",
  points: (points: number) => formatCount(points, "point", "points"),
  none: "–",
} as const;

export const METER_TEXTS = {
  label: "GitHub’s hourly budget",
  left: (left: number, limit: number) =>
    `${formatNumber(left)} of ${formatCount(limit, "point", "points")} left this hour`,
  reserved: (reserved: number) => `${formatNumber(reserved)} kept for your other tools`,
  renewed: (at: string) => `renewed at ${at}`,
  goesOnIn: (duration: string) => `Goes on in ${duration}`,
} as const;

export const REPOSITORY_STATE_NAMES: Record<RepositoryRunState, string> = {
  queued: "Queued",
  running: "Reading",
  waiting: "Waiting",
  stalled: "Stalled",
  retrying: "Trying again",
  verifying: "Verifying",
  complete: "Complete",
  gaps: "Gaps",
  failed: "Failed",
  cancelled: "Cancelled",
};

export const ROW_TEXTS = {
  region: "Repositories of this run",
  list: "Repositories",
  show: "Show",
  groups: { all: "All", attention: "Needs a look", going: "In progress", complete: "Complete" },
  none: {
    all: "No repositories yet.",
    attention: "Nothing needs a look.",
    going: "Nothing is in progress.",
    complete: "None is complete yet.",
  },
  noneReached: "This sync reached no repository.",
  noneMatches: "None matches.",
  filter: "Filter by name",
  withCount: (label: string, count: number) => `${label} ${formatNumber(count)}`,
  progressOf: (repository: string) => `Progress of ${repository}`,
  retry: "Retry",
  retryOf: (repository: string) => `Retry ${repository}`,
  log: "Log",
  logOf: (repository: string) => `Log of ${repository}`,
  authorize: "Authorize",
  nextAttempt: (duration: string) => `Next attempt in ${duration}.`,
  reviews: (reviews: number) => formatCount(reviews, "review", "reviews"),
  lastEvent: (when: string) => `Last event: ${when}`,
  soFar: (stored: number) => `${formatNumber(stored)} so far`,
  notCounted: "Not counted yet",
  noPullRequests: "No pull requests",
  of: (stored: number, expected: number) => `${formatNumber(stored)} of ${formatNumber(expected)}`,
} as const;

function formatPullRequests(count: number): string {
  return formatCount(count, "pull request", "pull requests");
}

function formatRepositories(count: number): string {
  return formatCount(count, "repository", "repositories");
}

/** What the schedule starts next. */
export const NEXT_SYNC = {
  line: (at: string) => `Next sync: ${at}`,
  hint: (organization: string, at: string) =>
    `Of ${organization}, ${at}, if Onramp still runs then. The settings say how often.`,
} as const;
