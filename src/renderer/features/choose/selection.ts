import type { ChosenRepositories } from "../../../shared/contract.ts";
import type { RepositoryId } from "../../../shared/ids.ts";

/**
 * What the person has chosen. `all` holds for repositories that are still to be listed, too: who selects everything
 * on the first page means everything.
 */
export type Selection =
  | { kind: "some"; ids: ReadonlySet<RepositoryId> }
  | { kind: "all"; except: ReadonlySet<RepositoryId> };

export const NOTHING_SELECTED: Selection = { kind: "some", ids: new Set() };
const EVERYTHING: Selection = { kind: "all", except: new Set() };

export function isSelected(selection: Selection, id: RepositoryId): boolean {
  return selection.kind === "some" ? selection.ids.has(id) : !selection.except.has(id);
}

/** Adds one repository, or takes it away. */
export function toggle(selection: Selection, id: RepositoryId): Selection {
  return isSelected(selection, id) ? without(selection, [id]) : selectAlso(selection, [id]);
}

/**
 * Selects what is shown, or takes it away when all of it is selected already. Without a filter, what is shown is the
 * whole list, also the part that is not there yet.
 */
export function toggleShown(
  selection: Selection,
  shown: readonly RepositoryId[],
  isFiltered: boolean,
): Selection {
  const areAllSelected = shown.length > 0 && shown.every((id) => isSelected(selection, id));
  if (areAllSelected) return isFiltered ? without(selection, shown) : NOTHING_SELECTED;
  return selectShown(selection, shown, isFiltered);
}

/** Selects what is shown, however much of it is selected already. */
export function selectShown(
  selection: Selection,
  shown: readonly RepositoryId[],
  isFiltered: boolean,
): Selection {
  return isFiltered ? selectAlso(selection, shown) : EVERYTHING;
}

/** How many of these repositories are selected. */
export function countSelected(selection: Selection, ids: Iterable<RepositoryId>): number {
  let count = 0;
  for (const id of ids) if (isSelected(selection, id)) count += 1;
  return count;
}

/** The selection as a command's input, out of the repositories that are known; null when nothing is selected. */
export function chosenRepositories(
  selection: Selection,
  known: Iterable<RepositoryId>,
): ChosenRepositories | null {
  if (selection.kind === "all" && selection.except.size === 0) return { kind: "all" };
  const ids = [...known].filter((id) => isSelected(selection, id));
  return ids.length > 0 ? { kind: "ids", ids } : null;
}

/** Adds these repositories to the selection. */
export function selectAlso(selection: Selection, ids: readonly RepositoryId[]): Selection {
  return selection.kind === "some"
    ? { kind: "some", ids: new Set([...selection.ids, ...ids]) }
    : { kind: "all", except: difference(selection.except, ids) };
}

function without(selection: Selection, ids: readonly RepositoryId[]): Selection {
  return selection.kind === "some"
    ? { kind: "some", ids: difference(selection.ids, ids) }
    : { kind: "all", except: new Set([...selection.except, ...ids]) };
}

function difference(from: ReadonlySet<RepositoryId>, ids: readonly RepositoryId[]): Set<RepositoryId> {
  const rest = new Set(from);
  for (const id of ids) rest.delete(id);
  return rest;
}
