import type { RepositoryProgress, RepositoryRunState } from "../../../shared/models.ts";
import type { IconName } from "../../ui/icon.tsx";
import type { Tone } from "../../ui/notice.tsx";

/** Each state of a repository in a run, in words, a mark and a tone. */
export const REPOSITORY_STATES: Record<RepositoryRunState, { label: string; icon: IconName; tone: Tone }> = {
  queued: { label: "Queued", icon: "clock", tone: "neutral" },
  running: { label: "Reading", icon: "running", tone: "info" },
  waiting: { label: "Waiting", icon: "clock", tone: "caution" },
  stalled: { label: "Stalled", icon: "alert", tone: "caution" },
  retrying: { label: "Trying again", icon: "retry", tone: "caution" },
  verifying: { label: "Verifying", icon: "running", tone: "info" },
  complete: { label: "Complete", icon: "check", tone: "good" },
  gaps: { label: "Gaps", icon: "gap", tone: "caution" },
  failed: { label: "Failed", icon: "alert", tone: "bad" },
  cancelled: { label: "Cancelled", icon: "stop", tone: "neutral" },
};

/** The groups by which the list can be narrowed. Every state is in exactly one of the last three. */
export const ROW_GROUPS = [
  { value: "all", label: "All" },
  { value: "attention", label: "Needs a look" },
  { value: "going", label: "In progress" },
  { value: "complete", label: "Complete" },
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

/** The rows of a group, by name, so that a row keeps its place while states change. */
export function rowsOf(rows: Iterable<RepositoryProgress>, group: RowGroup): RepositoryProgress[] {
  return [...rows]
    .filter((row) => group === "all" || GROUP_OF[row.state] === group)
    .sort((a, b) => (a.fullName < b.fullName ? -1 : a.fullName > b.fullName ? 1 : 0));
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
