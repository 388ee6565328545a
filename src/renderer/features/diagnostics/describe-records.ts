import type { ReconciliationRow } from "../../../shared/contract.ts";
import { REPAIRS, type Repair } from "../../../shared/disagreements.ts";
import type { CoverageState } from "../../../shared/models.ts";
import { formatCount, formatNumber } from "../../ui/format.ts";
import type { IconName } from "../../ui/icon.tsx";
import type { Tone } from "../../ui/notice.tsx";

/** What the ledger says of a stream, in words, a mark and a tone. */
export const LEDGER_STATES: Record<CoverageState, { label: string; icon: IconName; tone: Tone }> = {
  verified: { label: "Verified", icon: "check", tone: "good" },
  empty: { label: "Empty", icon: "check", tone: "good" },
  disabled: { label: "Disabled", icon: "minus", tone: "neutral" },
  gaps: { label: "Gaps", icon: "gap", tone: "caution" },
  forbidden: { label: "Forbidden", icon: "alert", tone: "caution" },
  "sso-blocked": { label: "Sign-on needed", icon: "key", tone: "caution" },
  gone: { label: "Gone", icon: "question", tone: "caution" },
  "not-yet-read": { label: "Not yet read", icon: "clock", tone: "neutral" },
};

const JOB_STATES: Record<NonNullable<ReconciliationRow["jobState"]>, string> = {
  ready: "Ready",
  leased: "Leased",
  done: "Done",
  dead: "Dead",
  cancelled: "Cancelled",
};

/** The state of a repository's job. */
export function describeJob(state: ReconciliationRow["jobState"]): string {
  return state === null ? "None" : JOB_STATES[state];
}

const PHASES: Record<string, string> = {
  backfill: "Reading",
  "backfill-from-oldest": "Reading, from the oldest",
  "catch-up": "Catching up",
  read: "All read",
};

/** How far the checkpoint says that reading has come; a phase of a newer Onramp by its own name. */
export function describePhase(phase: string | null): string {
  return phase === null ? "Not begun" : (PHASES[phase] ?? phase);
}

/** What each repair does, said before it is done. */
export const REPAIR_TEXTS: Record<Repair, string> = {
  recount: "sets the cached counts to what the database holds",
  release: "ends leases that no worker holds, and cancels jobs of ended runs",
  verify: "asks GitHub again, and reads anew what differs",
};

const REPAIR_ORDER = ["recount", "release", "verify"] as const satisfies readonly Repair[];

/** The repairs that one repository needs, each once. */
export function repairsOf(row: ReconciliationRow): Repair[] {
  return REPAIR_ORDER.filter((repair) => row.disagreements.some(({ kind }) => REPAIRS[kind] === repair));
}

/** In how many repositories each repair would be made; those that none needs are left out. */
export function countRepairs(rows: readonly ReconciliationRow[]): [Repair, number][] {
  return REPAIR_ORDER.map((repair): [Repair, number] => [
    repair,
    rows.filter((row) => repairsOf(row).includes(repair)).length,
  ]).filter(([, count]) => count > 0);
}

/** How many of all repositories have records that disagree. */
export function describeAgreement(disagreeing: number, all: number): string {
  const repositories = formatCount(all, "repository", "repositories");
  if (disagreeing === 0) return `${repositories}; nothing disagrees.`;
  return `${formatNumber(disagreeing)} of ${repositories} ${disagreeing === 1 ? "disagrees" : "disagree"}.`;
}

/** Whether anything of a repository was ever read or found out, so that it can be verified again. */
export function hasBegun(row: ReconciliationRow): boolean {
  return row.phase !== null || row.coverage.some(({ state }) => state !== "not-yet-read");
}

const DONE_TEXTS: Record<Repair, string> = {
  recount: "Cached counts were set to what the database holds.",
  release: "Leases and jobs that nobody works on were ended.",
  verify: "GitHub is being asked again.",
};

/** What a repair has done, or has set going. */
export function describeRepaired(repairs: readonly Repair[]): string {
  return repairs.map((repair) => DONE_TEXTS[repair]).join(" ") || "Nothing disagreed any more.";
}

/** The groups by which the records can be narrowed. */
export const RECORD_GROUPS = [
  { value: "all", label: "All" },
  { value: "disagreeing", label: "Disagreements only" },
] as const;

export type RecordGroup = (typeof RECORD_GROUPS)[number]["value"];

/** The rows of a group whose repository's name holds the text. */
export function filterRows(
  rows: readonly ReconciliationRow[],
  group: RecordGroup,
  text: string,
): ReconciliationRow[] {
  const sought = text.trim().toLowerCase();
  return rows.filter(
    (row) => (group === "all" || row.disagreements.length > 0) && row.fullName.toLowerCase().includes(sought),
  );
}
