import type { CheckName } from "../../shared/checks.ts";
import type { Repair } from "../../shared/disagreements.ts";
import type { CoverageState } from "../../shared/models.ts";
import { formatCount, formatNumber } from "../ui/format.ts";

const repositories = (count: number): string => formatCount(count, "repository", "repositories");

/** What Onramp rests on. The findings themselves are worded in `src/shared/checks.ts`, for the terminal too. */
export const CHECKS_TEXTS = {
  title: "Checks",
  runAgain: "Run checks again",
  running: (done: number, all: number) => `Checking: ${formatNumber(done)} of ${formatNumber(all)} done…`,
  summary: ({ bad, caution, checkedAt }: { bad: number; caution: number; checkedAt: string }) => {
    const found = [
      ...(bad > 0 ? [formatCount(bad, "thing does not work", "things do not work")] : []),
      ...(caution > 0 ? [formatCount(caution, "thing to look at", "things to look at")] : []),
    ];
    return `${found.length === 0 ? "All is well" : found.join(", ")}, as of ${checkedAt}.`;
  },
  names: {
    keychain: "Keychain",
    database: "Database",
    disk: "Disk space",
    workers: "Worker threads",
    network: "Network",
    proxy: "Proxy",
    github: "GitHub",
    clock: "Clock",
  } satisfies Record<CheckName, string>,
} as const;

export const DIAGNOSTICS_TEXTS = {
  title: "Diagnostics",
  of: " of ",
  nothingYet: "Nothing to compare yet",
  nothingYetWhy:
    "Once repositories are known, their records are shown here side by side with GitHub’s counts.",
  choose: "Choose repositories",
  comparing: "Comparing all records…",
  repairMany: (count: number) => `Repair ${repositories(count)}…`,
  verifyAll: "Verify everything again…",
  seeSync: "See the sync",
  verifying: "A sync was started that verifies everything again.",
  back: "Back",
  agreement: (disagreeing: number, all: number) =>
    disagreeing === 0
      ? `${repositories(all)}; nothing disagrees.`
      : `${formatNumber(disagreeing)} of ${repositories(all)} ${disagreeing === 1 ? "disagrees" : "disagree"}.`,
} as const;

export const REPAIR_DIALOG_TEXTS = {
  title: "Repair what disagrees?",
  lead: "Rows that are stored stay. The repair",
  repair: (count: number) => `Repair ${repositories(count)}`,
  part: (what: string, count: number) => `${what} (${repositories(count)})`,
} as const;

export const VERIFY_DIALOG_TEXTS = {
  title: "Verify everything again?",
  start: "Verify again",
  cost: (count: number) =>
    `${formatCount(count, "repository is", "repositories are")} read anew and compared with GitHub, whatever is stored and verified of them. This also finds changes that GitHub gives no sign of, and costs as much of its hourly budget as a first sync.`,
  safe: "What is stored stays until GitHub’s own answer replaces it.",
} as const;

/** The records of every repository, side by side. */
export const RECORDS_TEXTS = {
  region: "Records of every repository",
  table: "Records",
  show: "Show",
  groups: { all: "All", disagreeing: "Disagreements only" },
  filter: "Filter by name",
  columns: {
    repository: "Repository",
    pullRequests: "Pull requests",
    reviews: "Reviews",
    checkpoint: "Checkpoint",
    work: "Job and worker",
  },
  noneKnown: "No repositories are known yet.",
  noneDisagrees: "Nothing disagrees here.",
  noneMatches: "None matches.",
  atIt: "A worker is at it",
  noWorker: "No worker",
  notCounted: "stored, not counted",
  of: (count: number) => `of ${formatNumber(count)}`,
  compared: (when: string) => `Compared with GitHub ${when}`,
  disagreements: (name: string) => `Disagreements of ${name}`,
  authorize: "Authorize on GitHub",
  repairDoes: (what: string) => `Repair ${what}.`,
  repair: "Repair",
  repairOf: (name: string) => `Repair ${name}`,
  timeline: "Timeline",
  timelineOf: (name: string) => `Timeline of the job of ${name}`,
} as const;

export const LEDGER_STATE_NAMES: Record<CoverageState, string> = {
  verified: "Verified",
  empty: "Empty",
  disabled: "Disabled",
  gaps: "Gaps",
  forbidden: "Forbidden",
  "sso-blocked": "Sign-on needed",
  gone: "Gone",
  "not-yet-read": "Not yet read",
};

export const JOB_STATE_NAMES = {
  ready: "Ready",
  leased: "Leased",
  done: "Done",
  dead: "Dead",
  cancelled: "Cancelled",
  none: "None",
} as const;

export const PHASE_NAMES: Record<string, string> = {
  backfill: "Reading",
  "backfill-from-oldest": "Reading, from the oldest",
  "catch-up": "Catching up",
  read: "All read",
};
export const NOT_BEGUN = "Not begun";

/** What each repair does, said before it is done. */
export const REPAIR_TEXTS: Record<Repair, string> = {
  recount: "sets the cached counts to what the database holds",
  release: "ends leases that no worker holds, and cancels jobs of ended runs",
  verify: "asks GitHub again, and reads anew what differs",
};

/** What each repair has done, or has set going. */
export const REPAIRED_TEXTS: Record<Repair, string> = {
  recount: "Cached counts were set to what the database holds.",
  release: "Leases and jobs that nobody works on were ended.",
  verify: "A sync was started that asks GitHub again.",
};
export const NOTHING_TO_REPAIR = "Nothing disagreed any more.";
