import { useVirtualizer } from "@tanstack/react-virtual";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import type { ReconciliationRow } from "../../../shared/contract.ts";
import type { JobId, RepositoryId } from "../../../shared/ids.ts";
import { RECORDS_TEXTS } from "../../texts/diagnostics.ts";
import { formatNumber } from "../../ui/format.ts";
import { SegmentedControl } from "../../ui/segmented-control.tsx";
import { TextField } from "../../ui/text-field.tsx";
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

/** The records of every repository; only the rows in view exist on the page. */
export function ReconciliationList({ rows, repairing, onRepair, onTimeline }: ReconciliationListProps) {
  const [group, setGroup] = useState<RecordGroup>("all");
  const [filter, setFilter] = useState("");
  const settledFilter = useDeferredValue(filter);
  const scrollRef = useRef<HTMLDivElement>(null);
  const now = useNow(60_000);
  const shown = useMemo(() => filterRows(rows, group, settledFilter), [rows, group, settledFilter]);
  const sizes: Record<RecordGroup, number> = {
    all: rows.length,
    disagreeing: filterRows(rows, "disagreeing", "").length,
  };

  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => LEAST_ROW_HEIGHT_PX,
    getItemKey: (index) => shown[index]?.repositoryId ?? index,
    overscan: 6,
  });

  return (
    <section className={styles.panel} aria-label={RECORDS_TEXTS.region}>
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
        <TextField
          className={styles.filter}
          label={RECORDS_TEXTS.filter}
          isLabelHidden
          icon="search"
          type="search"
          placeholder={RECORDS_TEXTS.filter}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") setFilter("");
          }}
        />
      </div>
      <div
        ref={scrollRef}
        className={styles.scroll}
        tabIndex={0}
        role="group"
        aria-label={RECORDS_TEXTS.table}
      >
        <div role="table" aria-label={RECORDS_TEXTS.table} aria-rowcount={shown.length + 1}>
          <div className={styles.head} role="row" aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <span key={column} role="columnheader">
                {column}
              </span>
            ))}
          </div>
          <div className={styles.rows} role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map((item) => {
              const row = shown[item.index]!;
              return (
                <div
                  key={item.key}
                  ref={virtualizer.measureElement}
                  data-index={item.index}
                  className={styles.item}
                  style={{ transform: `translateY(${item.start}px)` }}
                  role="row"
                  aria-rowindex={item.index + 2}
                >
                  <ReconciliationCells
                    row={row}
                    now={now}
                    isRepairing={repairing === row.repositoryId}
                    onRepair={onRepair}
                    onTimeline={onTimeline}
                  />
                </div>
              );
            })}
          </div>
        </div>
        {shown.length === 0 && <p className={styles.none}>{describeNone(group, rows.length)}</p>}
      </div>
    </section>
  );
}

function describeNone(group: RecordGroup, known: number): string {
  if (known === 0) return RECORDS_TEXTS.noneKnown;
  return group === "disagreeing" ? RECORDS_TEXTS.noneDisagrees : RECORDS_TEXTS.noneMatches;
}
