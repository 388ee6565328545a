import type { RepositoryProgress, RepositoryRunState } from "../../../shared/models.ts";
import { REPOSITORY_STATE_NAMES, ROW_TEXTS } from "../../texts/sync.ts";
import type { IconName } from "../../ui/icon.tsx";
import type { Tone } from "../../ui/notice.tsx";

/** Each state of a repository in a run, in words, a mark and a tone. */
export const REPOSITORY_STATES: Record<RepositoryRunState, { label: string; icon: IconName; tone: Tone }> = {
  queued: { label: REPOSITORY_STATE_NAMES.queued, icon: "clock", tone: "neutral" },
  running: { label: REPOSITORY_STATE_NAMES.running, icon: "running", tone: "info" },
  waiting: { label: REPOSITORY_STATE_NAMES.waiting, icon: "clock", tone: "caution" },
  stalled: { label: REPOSITORY_STATE_NAMES.stalled, icon: "slow", tone: "bad" },
  retrying: { label: REPOSITORY_STATE_NAMES.retrying, icon: "retry", tone: "caution" },
  verifying: { label: REPOSITORY_STATE_NAMES.verifying, icon: "running", tone: "info" },
  complete: { label: REPOSITORY_STATE_NAMES.complete, icon: "check", tone: "good" },
  gaps: { label: REPOSITORY_STATE_NAMES.gaps, icon: "gap", tone: "caution" },
  failed: { label: REPOSITORY_STATE_NAMES.failed, icon: "alert", tone: "bad" },
  cancelled: { label: REPOSITORY_STATE_NAMES.cancelled, icon: "stop", tone: "neutral" },
};

/** The groups by which the list can be narrowed. Every state is in exactly one of the last three. */
export const ROW_GROUPS = [
  { value: "all", label: ROW_TEXTS.groups.all },
  { value: "attention", label: ROW_TEXTS.groups.attention },
  { value: "going", label: ROW_TEXTS.groups.going },
  { value: "complete", label: ROW_TEXTS.groups.complete },
] as const;

export type RowGroup = (typeof ROW_GROUPS)[number]["value"];

const GROUP_OF: Record<RepositoryRunState, Exclude<RowGroup, "all">> = {
  queued: "going",
  running: "going",
  waiting: "going",
  verifying: "going",
  retrying: "going",
  stalled: "attention",
  gaps: "attention",
  failed: "attention",
  cancelled: "attention",
  complete: "complete",
};

/**
 * The rows of a group whose repository's name holds the text, in the order in which they come: a row keeps its place
 * while states change.
 */
export function rowsOf(
  rows: Iterable<RepositoryProgress>,
  group: RowGroup,
  text: string,
): RepositoryProgress[] {
  const sought = text.trim().toLowerCase();
  return [...rows].filter(
    (row) =>
      (group === "all" || GROUP_OF[row.state] === group) &&
      (sought === "" || row.fullName.toLowerCase().includes(sought)),
  );
}

/** How many repositories each group holds, from the run's own counts. */
export function countGroups(counts: Record<RepositoryRunState, number>): Record<RowGroup, number> {
  const sums: Record<RowGroup, number> = { all: 0, attention: 0, going: 0, complete: 0 };
  for (const state of Object.keys(GROUP_OF) as RepositoryRunState[]) {
    sums[GROUP_OF[state]] += counts[state];
    sums.all += counts[state];
  }
  return sums;
}
