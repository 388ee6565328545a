import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import type { OrganizationId } from "../../../shared/ids.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { announce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { formatCount, formatNumber } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { Listbox } from "../../ui/listbox.tsx";
import { Select } from "../../ui/select.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useNow } from "../../ui/use-now.ts";
import { arrangeRepositories, REPOSITORY_ORDERS, type RepositoryOrder } from "./arrange-repositories.ts";
import { describeList, isOnItsWay } from "./list-status.ts";
import { useRepositoriesStore, useSelection, type ListProjection } from "./repositories-store.ts";
import { RemedyButton } from "../../client/remedy-button.tsx";
import { REPOSITORY_ROW_HEIGHT_PX, RepositoryRow } from "./repository-row.tsx";
import { countSelected, isSelected, toggle, toggleShown } from "./selection.ts";
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
  const [filter, setFilter] = useState("");
  const [order, setOrder] = useState<RepositoryOrder>("name");
  const filterRef = useRef<HTMLInputElement>(null);
  const { select, tryAgain } = useRepositoriesStore();
  const selection = useSelection(organizationId);
  const now = useNow(60_000);

  const settledFilter = useDeferredValue(filter);
  const shown = useMemo(
    () => arrangeRepositories(list.repositories.values(), settledFilter, order),
    [list.repositories, settledFilter, order],
  );
  const shownIds = useMemo(() => shown.map((repository) => repository.id), [shown]);
  const isFiltered = settledFilter.trim() !== "";
  const known = list.repositories.size;
  const selectedShown = countSelected(selection, shownIds);
  const failure = list.state.kind === "failed" ? list.state.failure : null;

  useEffect(() => filterRef.current?.focus(), [organizationId]);
  const loadedCount = list.state.kind === "loaded" ? known : null;
  useEffect(() => {
    if (loadedCount !== null) announce(`${formatCount(loadedCount, "repository", "repositories")} loaded.`);
  }, [loadedCount]);

  const selectShown = (): void => select(organizationId, toggleShown(selection, shownIds, isFiltered));

  return (
    <section className={styles.panel} aria-label="Repositories">
      <div className={styles.tools}>
        <TextField
          ref={filterRef}
          className={styles.filter}
          label="Filter repositories"
          isLabelHidden
          icon="search"
          type="search"
          placeholder="Filter by name, description or language"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") setFilter("");
          }}
        />
        <Select label="Sort by" value={order} onChange={setOrder} options={REPOSITORY_ORDERS} />
      </div>
      <div className={styles.summary}>
        <button
          type="button"
          className={styles.selectAll}
          role="checkbox"
          aria-checked={selectedShown === 0 ? false : selectedShown === shown.length ? true : "mixed"}
          disabled={shown.length === 0}
          onClick={selectShown}
        >
          <span className={styles.box} data-checked={selectedShown > 0 || undefined}>
            {selectedShown > 0 && <Icon name={selectedShown === shown.length ? "check" : "minus"} />}
          </span>
          {isFiltered ? `Select the ${formatNumber(shown.length)} that match` : "Select all"}
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
          <EmptyState icon="choose" title="No repositories">
            GitHub lists no repository here that this token may see.
          </EmptyState>
        ) : shown.length === 0 && known > 0 ? (
          <EmptyState
            icon="search"
            title="None match"
            action={<Button onClick={() => setFilter("")}>Clear the filter</Button>}
          >
            None of {formatCount(known, "repository", "repositories")} matches “{settledFilter.trim()}”.
          </EmptyState>
        ) : (
          <Listbox
            label="Repositories"
            count={shown.length}
            rowHeightPx={REPOSITORY_ROW_HEIGHT_PX}
            keyOf={(index) => shownIds[index] ?? index}
            isMultiple
            isSelected={(index) => isSelected(selection, shownIds[index]!)}
            onChoose={(index) => select(organizationId, toggle(selection, shownIds[index]!))}
            onSelectAll={selectShown}
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
    </section>
  );
}
