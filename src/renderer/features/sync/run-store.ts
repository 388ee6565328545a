import { create } from "zustand";
import type { SyncView } from "../../../shared/contract.ts";
import type { Failure } from "../../../shared/failures.ts";
import type { OrganizationId, RepositoryId, RunId } from "../../../shared/ids.ts";
import type { RepositoryProgress, RunProgress } from "../../../shared/models.ts";
import { call } from "../../client/bridge.ts";
import { follow, type Following } from "../../client/follow.ts";
import type { RowGroup } from "./repository-states.ts";

/** One organization's newest run, as far as events have told it. */
export type RunProjection =
  | { kind: "asked" }
  | { kind: "none" }
  | { kind: "failed"; failure: Failure }
  | { kind: "known"; run: RunProgress; rows: ReadonlyMap<RepositoryId, RepositoryProgress> };

/** How the person looks at a run's rows: to be found again by whoever looked at the log of one meanwhile. */
export interface RowsView {
  group: RowGroup;
  filter: string;
  /** How far down the list is scrolled, in pixels. */
  place: number;
}

const ALL_ROWS: RowsView = { group: "all", filter: "", place: 0 };

interface RunStore {
  organizationId: OrganizationId | null;
  projection: RunProjection;
  view: { runId: RunId; rows: RowsView } | null;
  /** Changes how the rows of a run are looked at; those of any other run are seen whole again. */
  look(runId: RunId, change: Partial<RowsView>): void;
  /** Follows the organization's newest run until the returned function is called. */
  open(organizationId: OrganizationId): () => void;
  askAgain(): void;
}

export const useRunStore = create<RunStore>()((set, get) => {
  let following: Following | null = null;
  return {
    organizationId: null,
    projection: { kind: "asked" },
    view: null,
    look(runId, change) {
      set({ view: { runId, rows: { ...viewOf(get().view, runId), ...change } } });
    },
    open(organizationId) {
      if (get().organizationId !== organizationId) set({ organizationId, projection: { kind: "asked" } });
      const started = follow({
        ask: () => call("sync.get", { organizationId }),
        onAnswer: (answer) =>
          set({
            projection: answer.ok ? project(answer.value) : { kind: "failed", failure: answer.failure },
          }),
        onEvent(event) {
          if (event.name !== "run.changed" || event.payload.run.organizationId !== organizationId) return;
          const { run, changed } = event.payload;
          const { projection } = get();
          // Of a run that began after the snapshot only changes are known here: ask for all of its rows.
          if (projection.kind !== "known" || run.runId > projection.run.runId) started.askAgain();
          else if (run.runId === projection.run.runId)
            set({ projection: { kind: "known", run, rows: withChanged(projection.rows, changed) } });
        },
      });
      following = started;
      return started.stop;
    },
    askAgain() {
      set({ projection: { kind: "asked" } });
      following?.askAgain();
    },
  };
});

/** How the rows of a run are looked at. */
export function useRowsView(runId: RunId): RowsView {
  return viewOf(
    useRunStore((store) => store.view),
    runId,
  );
}

const viewOf = (view: RunStore["view"], runId: RunId): RowsView =>
  view?.runId === runId ? view.rows : ALL_ROWS;

function project(view: SyncView | null): RunProjection {
  if (view === null) return { kind: "none" };
  return { kind: "known", run: view.run, rows: byName(view.repositories) };
}

/** Sorted once and not with every change: ten thousand names are too many for that. */
function byName(rows: readonly RepositoryProgress[]): Map<RepositoryId, RepositoryProgress> {
  const sorted = rows.toSorted((a, b) => (a.fullName < b.fullName ? -1 : a.fullName > b.fullName ? 1 : 0));
  return new Map(sorted.map((row) => [row.repositoryId, row]));
}

/** Rows are whole states with a time, so an older one that arrives late changes nothing. */
function withChanged(
  known: ReadonlyMap<RepositoryId, RepositoryProgress>,
  changed: readonly RepositoryProgress[],
): ReadonlyMap<RepositoryId, RepositoryProgress> {
  if (changed.length === 0) return known;
  const rows = new Map(known);
  for (const row of changed) {
    const before = rows.get(row.repositoryId);
    if (!before || row.changedAt >= before.changedAt) rows.set(row.repositoryId, row);
  }
  // Setting a known key leaves it in its place; only rows that are new have to find theirs.
  return rows.size === known.size ? rows : byName([...rows.values()]);
}
