import { useDeferredValue, useEffect, useMemo, useRef } from "react";
import type { OrganizationId } from "../../../shared/ids.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { parseText, useKept } from "../../client/kept.ts";
import { LIST_TEXTS } from "../../texts/choose.ts";
import { announce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Listbox } from "../../ui/listbox.tsx";
import { ListPanel } from "../../ui/list-panel.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Select } from "../../ui/select.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { useNow } from "../../ui/use-now.ts";
import { arrangeRepositories, parseOrder, REPOSITORY_ORDERS } from "./arrange-repositories.ts";
import { FacetBar } from "./facet-bar.tsx";
import { isNarrowed, NO_FACETS, parseFacets } from "./facets.ts";
import { describeList, isOnItsWay } from "./list-status.ts";
import { useRepositoriesStore, useSelection, type ListProjection } from "./repositories-store.ts";
import { RemedyButton } from "../../client/remedy-button.tsx";
import { REPOSITORY_ROW_HEIGHT_PX, RepositoryRow } from "./repository-row.tsx";
import {
  countSelected,
  isSelected,
  selectAlso,
  selectShown,
  toggle,
  toggleShown,
  type Selection,
} from "./selection.ts";
import styles from "./repository-list.module.css";

/** The repositories of an organization: there from the first page on, to be filtered, sorted and chosen. */
export function RepositoryList({
  organizationId,
  list,
  onConnect,
}: {
  organizationId: OrganizationId;
  list: ListProjection;
  onConnect: () => void;
}) {
  const [filter, setFilter] = useKept(`choose-filter-${organizationId}`, parseText, "");
  const [facets, setFacets] = useKept("choose-facets", parseFacets, NO_FACETS);
  const [order, setOrder] = useKept("choose-order", parseOrder, "name");
  const filterRef = useRef<HTMLInputElement>(null);
  const { select, tryAgain } = useRepositoriesStore();
  const selection = useSelection(organizationId);
  const now = useNow(60_000);

  const settledFilter = useDeferredValue(filter);
  const shown = useMemo(
    () => arrangeRepositories(list.repositories.values(), { filter: settledFilter, facets, order }, now),
    [list.repositories, settledFilter, facets, order, now],
  );
  const shownIds = useMemo(() => shown.map((repository) => repository.id), [shown]);
  const isFiltered = settledFilter.trim() !== "" || isNarrowed(facets);
  const known = list.repositories.size;
  const selectedShown = countSelected(selection, shownIds);
  const failure = list.state.kind === "failed" ? list.state.failure : null;

  useEffect(() => filterRef.current?.focus(), [organizationId]);
  const loadedCount = list.state.kind === "loaded" ? known : null;
  useEffect(() => {
    if (loadedCount !== null) announce(LIST_TEXTS.loaded(loadedCount));
  }, [loadedCount]);

  /** What was selected when a range was begun: a range that grows and shrinks starts from it each time. */
  const beforeRange = useRef<Selection>(selection);
  const clear = (): void => {
    setFilter("");
    setFacets(NO_FACETS);
  };

  return (
    <ListPanel label={LIST_TEXTS.list} className={styles.panel}>
      <div className={styles.tools}>
        <SearchField
          ref={filterRef}
          className={styles.filter}
          label={LIST_TEXTS.filter}
          placeholder={LIST_TEXTS.filterHint}
          value={filter}
          onChange={setFilter}
        />
        <Select label={LIST_TEXTS.sortBy} value={order} onChange={setOrder} options={REPOSITORY_ORDERS} />
      </div>
      <FacetBar facets={facets} onChange={setFacets} />
      <div className={styles.summary}>
        <button
          type="button"
          className={styles.selectAll}
          role="checkbox"
          aria-checked={selectedShown === 0 ? false : selectedShown === shown.length ? true : "mixed"}
          disabled={shown.length === 0}
          onClick={() => select(organizationId, toggleShown(selection, shownIds, isFiltered))}
        >
          <span className={styles.box} data-checked={selectedShown > 0 || undefined}>
            {selectedShown > 0 && <Icon name={selectedShown === shown.length ? "check" : "minus"} />}
          </span>
          {isFiltered ? LIST_TEXTS.selectMatching(shown.length) : LIST_TEXTS.selectAll}
        </button>
        <span className={styles.status} data-testid="list-status">
          {isOnItsWay(list.state) && <Icon name="running" className={styles.spinner} />}
          {describeList(list.state, known)}
        </span>
      </div>

      {list.hidden && (
        <div className={styles.notice}>
          <FailureNotice failure={list.hidden} tone="caution" />
        </div>
      )}
      {failure && (
        <div className={styles.notice}>
          <FailureNotice
            failure={failure}
            action={<RemedyButton failure={failure} onTryAgain={tryAgain} onConnect={onConnect} />}
          />
        </div>
      )}

      <div className={styles.rows} aria-busy={isOnItsWay(list.state)}>
        {known === 0 && isOnItsWay(list.state) ? (
          <SkeletonRows count={12} rowHeightPx={REPOSITORY_ROW_HEIGHT_PX} />
        ) : known === 0 && list.state.kind === "loaded" ? (
          <EmptyState icon="choose" title={LIST_TEXTS.none}>
            {LIST_TEXTS.noneText}
          </EmptyState>
        ) : shown.length === 0 && known > 0 ? (
          <EmptyState
            icon="search"
            title={LIST_TEXTS.noneMatch}
            action={<Button onClick={clear}>{LIST_TEXTS.clearFilter}</Button>}
          >
            {LIST_TEXTS.noneMatchText(known, settledFilter.trim())}
          </EmptyState>
        ) : (
          <Listbox
            label={LIST_TEXTS.list}
            count={shown.length}
            rowHeightPx={REPOSITORY_ROW_HEIGHT_PX}
            keyOf={(index) => shownIds[index] ?? index}
            isMultiple
            isSelected={(index) => isSelected(selection, shownIds[index]!)}
            onChoose={(index) => select(organizationId, toggle(selection, shownIds[index]!))}
            onRangeStart={() => {
              beforeRange.current = selection;
            }}
            onRange={(from, to) =>
              select(organizationId, selectAlso(beforeRange.current, shownIds.slice(from, to + 1)))
            }
            onSelectAll={() => select(organizationId, selectShown(selection, shownIds, isFiltered))}
            renderRow={(index) => {
              const repository = shown[index]!;
              return (
                <RepositoryRow
                  repository={repository}
                  isSelected={isSelected(selection, repository.id)}
                  now={now}
                />
              );
            }}
          />
        )}
      </div>
    </ListPanel>
  );
}
