import type { ReconciliationRow } from "../../../shared/contract.ts";
import { REPAIRS, type Repair } from "../../../shared/disagreements.ts";
import type { CoverageState } from "../../../shared/models.ts";
import {
  JOB_STATE_NAMES,
  LEDGER_STATE_NAMES,
  NOT_BEGUN,
  NOTHING_TO_REPAIR,
  PHASE_NAMES,
  RECORDS_TEXTS,
  REPAIRED_TEXTS,
} from "../../texts/diagnostics.ts";
import type { IconName } from "../../ui/icon.tsx";
import type { Tone } from "../../ui/notice.tsx";

/** What the ledger says of a stream, in words, a mark and a tone. */
export const LEDGER_STATES: Record<CoverageState, { label: string; icon: IconName; tone: Tone }> = {
  verified: { label: LEDGER_STATE_NAMES.verified, icon: "check", tone: "good" },
  empty: { label: LEDGER_STATE_NAMES.empty, icon: "check", tone: "good" },
  disabled: { label: LEDGER_STATE_NAMES.disabled, icon: "minus", tone: "neutral" },
  gaps: { label: LEDGER_STATE_NAMES.gaps, icon: "gap", tone: "caution" },
  forbidden: { label: LEDGER_STATE_NAMES.forbidden, icon: "alert", tone: "caution" },
  "sso-blocked": { label: LEDGER_STATE_NAMES["sso-blocked"], icon: "key", tone: "caution" },
  gone: { label: LEDGER_STATE_NAMES.gone, icon: "question", tone: "caution" },
  "not-yet-read": { label: LEDGER_STATE_NAMES["not-yet-read"], icon: "clock", tone: "neutral" },
};

/** The state of a repository's job. */
export function describeJob(state: ReconciliationRow["jobState"]): string {
  return JOB_STATE_NAMES[state ?? "none"];
}

/** How far the checkpoint says that reading has come; a phase of a newer Onramp by its own name. */
export function describePhase(phase: string | null): string {
  return phase === null ? NOT_BEGUN : (PHASE_NAMES[phase] ?? phase);
}

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

/** Whether anything of a repository was ever read or found out, so that it can be verified again. */
export function hasBegun(row: ReconciliationRow): boolean {
  return row.phase !== null || row.coverage.some(({ state }) => state !== "not-yet-read");
}

/** What a repair has done, or has set going. */
export function describeRepaired(repairs: readonly Repair[]): string {
  return repairs.map((repair) => REPAIRED_TEXTS[repair]).join(" ") || NOTHING_TO_REPAIR;
}

/** The groups by which the records can be narrowed. */
export const RECORD_GROUPS = [
  { value: "all", label: RECORDS_TEXTS.groups.all },
  { value: "disagreeing", label: RECORDS_TEXTS.groups.disagreeing },
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
