import { create } from "zustand";
import type { SyncView } from "../../../shared/contract.ts";
import type { Failure } from "../../../shared/failures.ts";
import type { OrganizationId, RepositoryId } from "../../../shared/ids.ts";
import type { RepositoryProgress, RunProgress } from "../../../shared/models.ts";
import { call } from "../../client/bridge.ts";
import { follow, type Following } from "../../client/follow.ts";

/** One organization's newest run, as far as events have told it. */
export type RunProjection =
  | { kind: "asked" }
  | { kind: "none" }
  | { kind: "failed"; failure: Failure }
  | { kind: "known"; run: RunProgress; rows: ReadonlyMap<RepositoryId, RepositoryProgress> };

interface RunStore {
  organizationId: OrganizationId | null;
  projection: RunProjection;
  /** Follows the organization's newest run until the returned function is called. */
  open(organizationId: OrganizationId): () => void;
  askAgain(): void;
}

export const useRunStore = create<RunStore>()((set, get) => {
  let following: Following | null = null;
  return {
    organizationId: null,
    projection: { kind: "asked" },
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
