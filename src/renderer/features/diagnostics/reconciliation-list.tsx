import { useCallback, useDeferredValue, useMemo, useState } from "react";
import type { ReconciliationRow } from "../../../shared/contract.ts";
import type { JobId, RepositoryId } from "../../../shared/ids.ts";
import { RECORDS_TEXTS } from "../../texts/diagnostics.ts";
import { formatNumber } from "../../ui/format.ts";
import { ListPanel } from "../../ui/list-panel.tsx";
import { LongList } from "../../ui/long-list.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { SegmentedControl } from "../../ui/segmented-control.tsx";
import { useNow } from "../../ui/use-now.ts";
import { filterRows, RECORD_GROUPS, type RecordGroup } from "./describe-records.ts";
import { LEAST_ROW_HEIGHT_PX, ReconciliationCells } from "./reconciliation-row.tsx";
import styles from "./reconciliation-list.module.css";

interface ReconciliationListProps {
  rows: readonly ReconciliationRow[];
  /** The one whose repair is on its way. */
  repairing: RepositoryId | null;
  onRepair: (repositoryId: RepositoryId) => void;
  onTimeline: (jobId: JobId) => void;
}

const COLUMNS = Object.values(RECORDS_TEXTS.columns);

/** The records of every repository, side by side. */
export function ReconciliationList({ rows, repairing, onRepair, onTimeline }: ReconciliationListProps) {
  const [group, setGroup] = useState<RecordGroup>("all");
  const [filter, setFilter] = useState("");
  const settledFilter = useDeferredValue(filter);
  const now = useNow(60_000);
  const shown = useMemo(() => filterRows(rows, group, settledFilter), [rows, group, settledFilter]);
  const keyOf = useCallback((index: number) => shown[index]?.repositoryId ?? index, [shown]);
  const sizes: Record<RecordGroup, number> = {
    all: rows.length,
    disagreeing: filterRows(rows, "disagreeing", "").length,
  };

  return (
    <ListPanel label={RECORDS_TEXTS.region} className={styles.panel}>
      <div className={styles.tools}>
        <SegmentedControl
          label={RECORDS_TEXTS.show}
          value={group}
          onChange={setGroup}
          options={RECORD_GROUPS.map(({ value, label }) => ({
            value,
            label: `${label} ${formatNumber(sizes[value])}`,
          }))}
        />
        <SearchField
          className={styles.filter}
          label={RECORDS_TEXTS.filter}
          placeholder={RECORDS_TEXTS.filter}
          value={filter}
          onChange={setFilter}
        />
      </div>
      <LongList
        label={RECORDS_TEXTS.table}
        count={shown.length}
        rowHeightPx={LEAST_ROW_HEIGHT_PX}
        keyOf={keyOf}
        none={describeNone(group, rows.length)}
        head={
          <div className={styles.head} role="row" aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <span key={column} role="columnheader">
                {column}
              </span>
            ))}
          </div>
        }
        renderRow={(index) => {
          const row = shown[index]!;
          return (
            <ReconciliationCells
              row={row}
              now={now}
              isRepairing={repairing === row.repositoryId}
              onRepair={onRepair}
              onTimeline={onTimeline}
            />
          );
        }}
      />
    </ListPanel>
  );
}

function describeNone(group: RecordGroup, known: number): string {
  if (known === 0) return RECORDS_TEXTS.noneKnown;
  return group === "disagreeing" ? RECORDS_TEXTS.noneDisagrees : RECORDS_TEXTS.noneMatches;
}
